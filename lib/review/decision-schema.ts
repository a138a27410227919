import { z } from 'zod';
import { candidateSchemaVersion, clearable, draftSchema, proposalSchema } from './candidate-schema.ts';

/** Which sentence: its place when it was decided, the hash of its words, and which of several equal sentences it is (from 1). */
export const passageRefSchema = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  occurrence: z.int().positive(),
});
export type PassageRef = z.infer<typeof passageRefSchema>;

/** Number of a draft within its passage, from 1; numbers are never used again. */
const number = z.int().positive();
const place = { passage: passageRefSchema, candidate: proposalSchema };

const action = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('set'),
    draft: number,
    fields: draftSchema.partial(),
    clear: z.array(z.enum(clearable)).default([]),
  }),
  /** The whole claim as it was read, so that later code cannot change what somebody accepted. */
  z.strictObject({ do: z.literal('accept'), draft: number, claim: draftSchema }),
  /** A further claim from the same passage, begun as a copy of `from`, or as the machine proposed where there is none. */
  z.strictObject({ do: z.literal('split'), from: number.optional(), into: number }),
  z.strictObject({ do: z.literal('drop'), draft: number }),
  /** One statement in two passages: the evidence of `from` goes to this draft. */
  z.strictObject({
    do: z.literal('merge'),
    draft: number,
    from: z.strictObject({ ...place, draft: number }),
  }),
  z.strictObject({ do: z.literal('nothing') }),
  /** A second person has read the accepted claim beside its passage. */
  z.strictObject({ do: z.literal('confirm'), draft: number }),
]);
export type Action = z.infer<typeof action>;

const record = {
  at: z.iso.datetime(),
  /** Pseudonym. */
  by: z.string().regex(/^[a-z0-9][a-z0-9-]{1,30}$/, 'a pseudonym: lower-case letters, digits and -'),
};

const decision = z.strictObject({ version: z.literal(candidateSchemaVersion), ...record, ...place, action });
export type Decision = z.infer<typeof decision>;

/** One line of the log of a review. */
export const logLineSchema = z.union([
  z.strictObject({ kind: z.literal('decision'), decision }),
  /** Takes back the decision on that line, counted from 1. */
  z.strictObject({ kind: z.literal('undo'), ...record, undo: z.int().positive() }),
  /** Decided on candidates of another meaning: kept in the log, and asked again. */
  z.looseObject({
    kind: z.literal('decision'),
    decision: z.looseObject({ version: z.int().refine((version) => version !== candidateSchemaVersion) }),
    isForeign: z.literal(true).default(true),
  }),
]);
export type LogLine = z.infer<typeof logLineSchema>;

export function toKey({ sha256, occurrence }: PassageRef): string {
  return `${sha256}#${occurrence}`;
}
