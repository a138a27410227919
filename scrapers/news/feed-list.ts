import { existsSync, readFileSync } from 'node:fs';
import { CronExpressionParser } from 'cron-parser';
import { parse } from 'yaml';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';

const feedEntry = z.strictObject({
  /** What was seen is kept under it, so it never changes. */
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and -'),
  url: z.url({ protocol: /^https?$/ }),
  publisher: z.strictObject({
    name: z.string().min(1),
    entity: z
      .string()
      .regex(/^[a-z]+\..+$/)
      .optional(),
  }),
  language: z.string().min(2),
  license: z.string().min(1),
  /** How the address was seen. */
  seen: z.string().min(1),
  /** Least hours between two looks. */
  hours: z.number().min(1).max(720).default(6),
});
export type FeedEntry = z.infer<typeof feedEntry>;

function isSchedule(text: string): boolean {
  try {
    CronExpressionParser.parse(text, { tz: 'UTC' });
    return text.trim().split(/\s+/).length === 5;
  } catch {
    return false;
  }
}

const feedFile = z.strictObject({
  /** Five fields of cron, UTC. Absent: feeds are looked at by hand alone. */
  schedule: z.string().refine(isSchedule, 'five fields of cron').optional(),
  feeds: z
    .array(feedEntry)
    .refine((feeds) => new Set(feeds.map(({ id }) => id)).size === feeds.length, 'two feeds have the same id')
    .refine(
      (feeds) => new Set(feeds.map(({ url }) => url)).size === feeds.length,
      'two feeds have the same address',
    ),
});

export type FeedList = { schedule?: string | undefined; feeds: FeedEntry[] };

/**
 * The feeds of `data/feeds.yaml`; none where there is no such file.
 *
 * @throws DossierError `invalid_input` that names what is wrong
 */
export function readFeedList(path: string): FeedList {
  if (!existsSync(path)) return { feeds: [] };
  const parsed = feedFile.safeParse(parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new DossierError('invalid_input', {
    what: `The list of feeds is wrong: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    where: path,
    mend: 'docs/news.md describes its fields.',
  });
}
