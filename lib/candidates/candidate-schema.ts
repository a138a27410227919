import { z } from 'zod';
import { acts, stances } from '#lib/claims/file-schema.ts';
import { languages } from './languages.ts';
import { candidateKinds } from './words/language-words.ts';

/** Words of the captured text: code points of the raw text, end exclusive, and the sha256 of exactly these words. */
export const anchoredSpan = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().positive(),
  exactSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AnchoredSpan = z.infer<typeof anchoredSpan>;

const named = anchoredSpan.extend({
  /** Every entity that we hold of this name, the likeliest first; absent for a name that we do not hold. A reviewer chooses. */
  entities: z.array(z.string()).optional(),
});

/**
 * A sentence that may state something recordable, with what was found in it. Nothing here is accepted: it fills in a form that a person
 * then reads, corrects or throws away.
 */
export const candidate = z.strictObject({
  passage: anchoredSpan,
  kind: z.enum(candidateKinds).optional(),
  stance: z.enum(stances),
  act: z.enum(acts),
  speaker: anchoredSpan
    .extend({
      /** For a pronoun: whom it seems to mean. */
      refersTo: anchoredSpan.optional(),
    })
    .optional(),
  organizations: z.array(named),
  places: z.array(named),
  dates: z.array(anchoredSpan.extend({ edtf: z.string().optional() })),
  /** `named` is false for “a draft cybersecurity law”: to be linked to an act later. */
  laws: z.array(anchoredSpan.extend({ named: z.boolean() })),
  amounts: z.array(
    anchoredSpan.extend({ type: z.enum(['money', 'quantity']), value: z.string(), unit: z.string() }),
  ),
});
export type Candidate = z.infer<typeof candidate>;

export const candidatesFile = z.strictObject({
  format: z.literal('public-dossier/candidates@1'),
  textSha256: z.string(),
  textLength: z.int().positive(),
  language: z.enum(languages),
  published: z.string().optional(),
  /** Whether the text is about surveillance at all; where it is not, `candidates` is empty. */
  gate: z.strictObject({ isRelevant: z.boolean(), strong: z.int(), distinct: z.int() }),
  extractor: z.string(),
  candidates: z.array(candidate),
});
export type CandidatesFile = z.infer<typeof candidatesFile>;
