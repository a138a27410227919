import { z } from 'zod';
import { topics } from '#lib/review/ask.ts';
import { evidenceRoles } from '#lib/review/candidate-schema.ts';
import { operations } from '#lib/review/operate.ts';

const reader = z.string().regex(/^[a-z0-9][a-z0-9-]{1,30}$/);
const count = z.coerce.number().int().nonnegative().max(1_000_000);
const text = z.string().max(2000);

/** Where a reader is in a review. It stands in the address, so that a reloaded or reopened page is where it was. */
export const placeSchema = z.object({
  reader,
  /** Number of the sentence, from 1; absent for the next one with an open candidate. */
  at: count.optional(),
  /** Number of the claim in it; 0 for none, as after the last candidate, where a further claim begins afresh. */
  draft: count.optional(),
  /** What is asked. */
  ask: z.enum(topics).optional(),
  /** Answers to the questions before this one. */
  a: z.array(text).max(40).default([]),
  /** What is typed to find an answer. */
  q: text.default(''),
  /** One missing field after the other is asked for. */
  fill: z.literal('1').optional(),
});
export type Place = z.infer<typeof placeSchema>;

const seen = {
  /** Lines of the log when the page was made. */
  seen: count,
  /** Key of the sentence that the page showed. */
  passage: z.string().regex(/^[0-9a-f]{64}#\d+$/),
};
const at = { ...seen, reader, at: count, draft: count };

/** What a page of the desk can send. */
export const postSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('operate'), ...at, operation: z.enum(operations) }),
  z.object({
    do: z.literal('answer'),
    ...at,
    ask: z.enum(topics),
    a: z.array(text).max(40).default([]),
    fill: z.literal('1').optional(),
    value: text,
  }),
  /** Words that were selected with a mouse, in code points of the raw text. */
  z.object({
    do: z.literal('select'),
    ...at,
    start: count,
    end: count,
    role: z.enum([...evidenceRoles, 'narrow']),
  }),
  z.object({ do: z.literal('publish'), reader, reason: text.default('') }),
  z.object({
    do: z.literal('typing'),
    ...at,
    ask: z.enum(topics),
    a: z.array(text).max(40).default([]),
    value: text,
  }),
]);
export type Post = z.infer<typeof postSchema>;

/** Parameters as an object: `a` is a list, of any other name the last one counts. */
export function toFields(parameters: URLSearchParams): Record<string, string | string[]> {
  const fields = [...parameters].filter(([name, value]) => name === 'value' || value !== '');
  return { ...Object.fromEntries(fields), a: parameters.getAll('a') };
}

/** The address of a place. */
export function toAddress(
  slug: string,
  { reader: who, at: sentence, draft, ask, a, q, fill }: Place,
): string {
  const query = new URLSearchParams({ reader: who });
  if (sentence !== undefined) query.set('at', String(sentence));
  if (draft !== undefined) query.set('draft', String(draft));
  if (ask !== undefined) query.set('ask', ask);
  for (const answer of a) query.append('a', answer);
  if (q !== '') query.set('q', q);
  if (fill !== undefined) query.set('fill', fill);
  return `/desk/works/${slug}?${query}`;
}
