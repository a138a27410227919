import { z } from 'zod';
import { gateVerdict } from './gate.ts';

/** Where a story is on its way to a reader. Each of these but `seen` is kept with its reason. */
export const newsStates = [
  /** Listed and judged worth fetching; its article is not here yet. */
  'seen',
  /** Put aside by the gate, on title and summary or on the text. */
  'irrelevant',
  /** A person must bring the page: paywall, robots.txt, a page that is gone, a text that cannot be read. */
  'out_of_reach',
  /** Its page says that it is another story that is known already. */
  'same_story',
  /** The article is here, and nothing was proposed of it. */
  'captured',
  'candidates_found',
  'reviewed',
  'nothing_recordable',
] as const;
export type NewsState = (typeof newsStates)[number];

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);
const time = z
  .date()
  .nullable()
  .transform((value) => value ?? undefined);

export const newsItem = z.object({
  id: z.string(),
  canonical: z.string(),
  url: z.string(),
  title: z.string(),
  summary: z.string(),
  language: text,
  publishedAt: time,
  publishedRaw: text,
  firstSeenAt: z.date(),
  state: z.enum(newsStates),
  stateAt: z.date(),
  reason: text,
  listingGate: gateVerdict,
  textGate: gateVerdict.nullable().transform((value) => value ?? undefined),
  attempts: z.int(),
  retryAt: time,
  slug: text,
  mediaSha256: text,
  textLanguage: text,
  candidates: z
    .int()
    .nullable()
    .transform((value) => value ?? undefined),
  sameAs: text,
});
export type NewsItem = z.infer<typeof newsItem>;

export const newsStep = z.object({
  number: z.int(),
  at: z.date(),
  state: z.enum(newsStates),
  reason: text,
  by: z.string(),
});
export type NewsStep = z.infer<typeof newsStep>;

export const newsSighting = z.object({
  feedId: z.string(),
  key: z.string(),
  url: z.string(),
  title: z.string(),
  seenAt: z.date(),
});
export type NewsSighting = z.infer<typeof newsSighting>;
