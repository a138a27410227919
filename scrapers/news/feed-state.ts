import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';
import type { FeedEntry } from './feed-list.ts';

const feedState = z.object({
  id: z.string(),
  url: z.string(),
  checkedAt: z.date(),
  outcome: z.enum(['read', 'unchanged', 'unreadable', 'blocked', 'gone', 'later']),
  reason: z
    .string()
    .nullable()
    .transform((value) => value ?? undefined),
  nextAt: z
    .date()
    .nullable()
    .transform((value) => value ?? undefined),
  takenSha256: z
    .string()
    .nullable()
    .transform((value) => value ?? undefined),
});
export type FeedState = z.infer<typeof feedState>;

const columns = `id, url, checked_at AS "checkedAt", outcome, reason, next_at AS "nextAt", taken_sha256 AS "takenSha256"`;

export async function findFeedState(client: SqlClient, id: string): Promise<FeedState | undefined> {
  const { rows } = await client.query(`SELECT ${columns} FROM news_feed WHERE id = $1`, [id]);
  return rows[0] === undefined ? undefined : feedState.parse(rows[0]);
}

export async function findFeedStates(client: SqlClient): Promise<Map<string, FeedState>> {
  const { rows } = await client.query(`SELECT ${columns} FROM news_feed ORDER BY id`);
  const states = z.array(feedState).parse(rows);
  return new Map(states.map((state) => [state.id, state]));
}

export interface FeedVisit {
  outcome: FeedState['outcome'];
  reason?: string | undefined;
  at: Date;
  /** The publisher or its host wants no look before. */
  after?: Date | undefined;
  /** Only where the bytes were taken in. */
  takenSha256?: string;
  account?: unknown;
}

/** Writes what a look at a feed found; bytes and account of an earlier look stay until others are taken in. */
export async function writeFeedState(
  client: SqlClient,
  feed: Pick<FeedEntry, 'id' | 'url' | 'hours'>,
  { outcome, reason, at, after, takenSha256, account }: FeedVisit,
): Promise<void> {
  const nextAt = new Date(Math.max(at.getTime() + feed.hours * 3_600_000, after?.getTime() ?? 0));
  await client.query(
    `INSERT INTO news_feed (id, url, checked_at, outcome, reason, next_at, taken_sha256, account)
     VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8::jsonb, '{}'))
     ON CONFLICT (id) DO UPDATE SET url = EXCLUDED.url, checked_at = EXCLUDED.checked_at, outcome = EXCLUDED.outcome, reason = EXCLUDED.reason,
       next_at = EXCLUDED.next_at, taken_sha256 = coalesce(EXCLUDED.taken_sha256, news_feed.taken_sha256),
       account = CASE WHEN $8::jsonb IS NULL THEN news_feed.account ELSE EXCLUDED.account END`,
    [
      feed.id,
      feed.url,
      at,
      outcome,
      reason ?? null,
      nextAt,
      takenSha256 ?? null,
      account === undefined ? null : JSON.stringify(account),
    ],
  );
}

/** Feeds that may be looked at now. */
export function findDueFeeds(
  feeds: readonly FeedEntry[],
  states: ReadonlyMap<string, FeedState>,
  now: Date,
): FeedEntry[] {
  return feeds.filter(({ id }) => {
    const nextAt = states.get(id)?.nextAt;
    return nextAt === undefined || nextAt <= now;
  });
}
