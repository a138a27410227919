import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { DossierError } from '#lib/errors.ts';
import { type Listed, listStories } from '#lib/news/list-stories.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import type { SourceHttp } from '../core/source.ts';
import type { FeedEntry } from './feed-list.ts';
import type { FeedReading } from './feed-schema.ts';
import { type FeedState, findFeedState, writeFeedState } from './feed-state.ts';
import { mostFeedBytes, readFeed } from './read-feed.ts';

export interface FeedReport {
  feed: string;
  outcome: FeedState['outcome'];
  reason?: string | undefined;
  reading?: FeedReading;
  listed?: Listed;
}

export interface CheckContext {
  pool: Pool;
  http: SourceHttp;
  now: () => Date;
}

/** Looks at one feed on the network and takes in what it lists. What the host does is an outcome, never an error. */
export async function checkFeed(context: CheckContext, feed: FeedEntry): Promise<FeedReport> {
  const { pool, http, now } = context;
  const held = await findFeedState(pool, feed.id);
  const answer = await ask(http, feed, held);
  switch (answer.kind) {
    case 'unchanged':
      return report(pool, feed, { outcome: 'unchanged', at: now() });
    case 'answer': {
      if (answer.status !== 200)
        return report(pool, feed, { outcome: 'later', reason: `status ${answer.status}`, at: now() });
      const { path, sha256, mediaType } = answer.snapshot;
      return takeFeed(
        pool,
        feed,
        { bytes: await readFile(path), mediaType, address: answer.url, sha256 },
        now(),
      );
    }
    case 'later':
      return report(pool, feed, { outcome: 'later', reason: answer.reason, after: answer.after, at: now() });
    default:
      return report(pool, feed, { outcome: answer.kind, reason: answer.reason, at: now() });
  }
}

type Answer = Awaited<ReturnType<SourceHttp['request']>>;

async function ask(http: SourceHttp, feed: FeedEntry, held: FeedState | undefined): Promise<Answer> {
  try {
    return await http.request(
      {
        url: feed.url,
        headers: {
          accept:
            'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1',
        },
      },
      // A crash between the answer and the database leaves bytes that were never taken in: those do not count as held.
      {
        conditional: `feed:${feed.id}`,
        maxBytes: mostFeedBytes,
        held: held?.takenSha256 === undefined ? [] : [held.takenSha256],
      },
    );
  } catch (error) {
    // The guard: a redirect into a private network, a body beyond the caps, an address without an end.
    if (error instanceof DossierError && error.code === 'forbidden')
      return { kind: 'blocked', reason: error.what };
    throw error;
  }
}

/** Takes the bytes of a feed in, wherever they came from. */
export async function takeFeed(
  pool: Pool,
  feed: Pick<FeedEntry, 'id' | 'url' | 'hours'>,
  source: { bytes: Uint8Array; mediaType: string; address: string; sha256: string },
  at: Date,
): Promise<FeedReport> {
  let reading: FeedReading;
  try {
    const { bytes, mediaType, address } = source;
    reading = await readFeed(bytes, { mediaType, address });
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    return report(pool, feed, { outcome: 'unreadable', reason: `${error.what}. ${error.mend}`, at });
  }
  const refused: Record<string, number> = {};
  for (const { reason, count } of reading.refused) refused[reason] = (refused[reason] ?? 0) + count;
  const { format, repairs, seen, items, ttlMinutes } = reading;
  const after =
    ttlMinutes === undefined ? undefined : new Date(at.getTime() + Math.min(ttlMinutes, 1_440) * 60_000);
  const listed = await withTransaction(pool, async (client) => {
    // Two runs at once would both find a story new.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('news', 0))`);
    const result = await listStories(client, feed.id, items, at);
    const account = { format, repairs, seen, listed: items.length, refused };
    await writeFeedState(client, feed, { outcome: 'read', at, after, takenSha256: source.sha256, account });
    return result;
  });
  return { feed: feed.id, outcome: 'read', reading, listed };
}

async function report(
  pool: Pool,
  feed: Pick<FeedEntry, 'id' | 'url' | 'hours'>,
  state: { outcome: FeedState['outcome']; reason?: string; after?: Date | undefined; at: Date },
): Promise<FeedReport> {
  await writeFeedState(pool, feed, state);
  return { feed: feed.id, outcome: state.outcome, reason: state.reason };
}
