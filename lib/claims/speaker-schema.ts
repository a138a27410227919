import { z } from 'zod';
import { entityId } from './object-schema.ts';

/**
 * Who said it. Ambiguity and anonymity are values: `ambiguous` lists the readings that the text allows,
 * `anonymous` keeps only what the source printed and the reason that it gave, and never becomes an entity
 * with attributes; `class` is an unnamed group ("security experts").
 */
export const speaker = z.union([
  z.strictObject({ entity: entityId, role: z.string().optional() }),
  /** The work itself, in its own voice. */
  z.strictObject({ work: z.string() }),
  z.strictObject({
    anonymous: z.strictObject({
      /** Equal keys in one work are one person, as far as the source lets us tell. */
      key: z.string(),
      description: z.string(),
      affiliation: entityId.optional(),
      reason: z.string(),
    }),
  }),
  z.strictObject({ spokesperson: z.strictObject({ for: entityId, description: z.string() }) }),
  z.strictObject({ class: z.string() }),
]);
export type Speaker = z.infer<typeof speaker>;

export const speakerOrAmbiguous = z.union([
  ...speaker.options,
  z.strictObject({ ambiguous: z.array(speaker).min(2), note: z.string() }),
]);
export type SpeakerOrAmbiguous = z.infer<typeof speakerOrAmbiguous>;
