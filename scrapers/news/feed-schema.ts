import { z } from 'zod';

export const feedFormats = ['rss', 'atom', 'rdf', 'json'] as const;

/** Why an item of a feed is not listed. */
export const refusalReasons = [
  /** Nothing in it leads to a page. */
  'no_link',
  /** Its link is no web address. */
  'bad_link',
  /** It names neither a title nor a summary, so nothing can be judged. */
  'no_words',
  /** The file ends within it. */
  'truncated',
  /** Its own markup cannot be read. */
  'not_readable',
  /** The same key and address stand earlier in the same file. */
  'repeat',
  /** More items than are read from one file. */
  'beyond_limit',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What had to be done to the file before it could be read. */
export const repairs = [
  'encoding',
  'undecodable_bytes',
  'text_before_document',
  'control_characters',
  'cdata_marks',
  'cut_into_items',
] as const;
export type Repair = (typeof repairs)[number];

const line = (longest: number) => z.string().max(longest);

export const feedItem = z.strictObject({
  /** Number of the item in the file, from 1. */
  at: z.int().positive(),
  /** guid or id; where there is none, or several items share it, made of the address. Never of the title. */
  key: line(2_000),
  /** Absolute. */
  link: z.url().max(4_000),
  /** Plain words, no markup. */
  title: line(500),
  summary: line(2_000),
  /** ISO 8601, UTC; absent where the date cannot be read. */
  published: z.iso.datetime().optional(),
  /** As the feed says it, where it cannot be read. */
  publishedRaw: line(200).optional(),
  /** BCP 47, as the item or the feed says it. */
  language: line(50).optional(),
});
export type FeedItem = z.infer<typeof feedItem>;

export const feedReading = z.strictObject({
  format: z.enum(feedFormats),
  title: line(500).optional(),
  /** Minutes that the publisher asks to wait before the next look. */
  ttlMinutes: z.int().positive().optional(),
  repairs: z.array(z.enum(repairs)),
  /** Items in the file. Each is in `items` or in `refused`. */
  seen: z.int().nonnegative(),
  items: z.array(feedItem),
  refused: z.array(
    z.strictObject({ at: z.int().positive(), reason: z.enum(refusalReasons), count: z.int().positive() }),
  ),
});
export type FeedReading = z.infer<typeof feedReading>;
