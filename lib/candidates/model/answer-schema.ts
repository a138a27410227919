import { z } from 'zod';
import { stances } from '#lib/claims/file-schema.ts';
import { candidateKinds } from '../words/language-words.ts';

/** Words of the article, copied. Nothing that names something may be in the model's own words, so there is no other text here. */
const quote = z.string().min(1).max(1500);

export const modelCandidate = z.strictObject({
  /** The whole statement, mostly a sentence. */
  quote,
  kind: z.enum(candidateKinds),
  stance: z.enum(stances),
  speakerQuote: quote.nullable(),
  organizationQuotes: z.array(quote).max(20),
  placeQuotes: z.array(quote).max(20),
  dateQuotes: z.array(quote).max(10),
  lawQuotes: z.array(quote).max(10),
});
export type ModelCandidate = z.infer<typeof modelCandidate>;

/** What a model is asked to answer with. Each candidate is checked on its own, so that one bad one is counted and not fatal. */
export const modelAnswer = z.strictObject({ candidates: z.array(z.unknown()).max(200) });

/** The same as JSON Schema, for servers that can hold a model to one. */
export const answerJsonSchema = z.toJSONSchema(z.strictObject({ candidates: z.array(modelCandidate) }));
