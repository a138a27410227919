import { z } from 'zod';

export const entityKinds = [
  'program',
  'organization',
  'person',
  'law',
  'provision',
  'place',
  'technology',
] as const;
export type EntityKindName = (typeof entityKinds)[number];

/** The question under which a record's page groups a predicate. */
export const questions = [
  'name',
  'what',
  'who',
  'where',
  'when',
  'data',
  'law',
  'flow',
  'money',
  'outcome',
  'said',
] as const;
export type Question = (typeof questions)[number];

/** One entry of data/vocabularies/predicates.yaml. */
export const predicate = z.strictObject({
  label: z.string(),
  question: z.enum(questions),
  domain: z.array(z.enum(entityKinds)).min(1),
  /** Allowed `type`s of the object; sets are allowed where `sets` says so. */
  range: z
    .array(
      z.enum([
        'entity',
        'claim',
        'work',
        'term',
        'money',
        'quantity',
        'date',
        'text',
        'name',
        'scope',
        'power',
        'flow',
        'none',
      ]),
    )
    .min(1),
  /** Kinds that an `entity` object may have. */
  rangeKinds: z.array(z.enum(entityKinds)).optional(),
  /** Vocabulary that a `term` object must come from. */
  vocabulary: z.string().optional(),
  sets: z.boolean().default(false),
  /** `one`: two different values at one date contradict each other; `many`: they stand side by side. */
  cardinality: z.enum(['one', 'many']),
  /** Stages of a life: a later one ends an earlier one that was left open, and does not contradict it. */
  stages: z.boolean().optional(),
  /** `{subject}`, `{object}` and, optionally, `{place}` are filled in. */
  template: z.string(),
  /** What it says and does not say; printed in the documentation. */
  definition: z.string(),
  /** Opinions and theses keep their speaker in the sentence and never read as the site's own statement. */
  attributed: z.boolean().default(false),
});
export type Predicate = z.infer<typeof predicate>;

export const predicateRegistry = z.record(z.string().regex(/^[a-z]+\.[a-z_]+$/), predicate);
export type PredicateRegistry = z.infer<typeof predicateRegistry>;
