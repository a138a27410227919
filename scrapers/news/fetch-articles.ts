import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Pool } from 'pg';
import type { Gazetteer } from '#lib/candidates/gazetteer.ts';
import type { CapturedBytes } from '#lib/captures/capture.ts';
import { guessMediaType } from '#lib/captures/extract.ts';
import { DossierError } from '#lib/errors.ts';
import { isKeptByReader } from '#lib/news/decide.ts';
import { moveStory, postponeStory } from '#lib/news/mutations.ts';
import { findNewsSightings, findNewsSteps, findNewsToFetch } from '#lib/news/queries.ts';
import type { NewsItem } from '#lib/news/schema.ts';
import { type Taken, takeArticle } from '#lib/news/take-article.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import type { SourceHttp } from '../core/source.ts';
import type { FeedEntry } from './feed-list.ts';

export interface ArticleContext {
  pool: Pool;
  http: SourceHttp;
  feeds: readonly FeedEntry[];
  gazetteer: Gazetteer;
  dataDir: string;
  userAgent: string;
  now: () => Date;
  signal?: AbortSignal | undefined;
  onArticle?: (report: ArticleReport) => void;
}

export interface ArticleReport {
  item: NewsItem;
  /** Absent where the host is to be asked again later. */
  taken?: Taken;
  reason?: string | undefined;
}

/** An article is asked for so many times; then a person must bring it. */
const mostAttempts = 6;

/** Fetches the articles of stories that the gate let through, one after the other, and judges them by their text. Each is written down before the next. */
export async function fetchArticles(context: ArticleContext, limit: number): Promise<ArticleReport[]> {
  const reports: ArticleReport[] = [];
  for (const item of await findNewsToFetch(context.pool, context.now(), limit)) {
    if (context.signal?.aborted === true) break;
    const report = await fetchArticle(context, item);
    reports.push(report);
    context.onArticle?.(report);
  }
  return reports;
}

async function fetchArticle(context: ArticleContext, item: NewsItem): Promise<ArticleReport> {
  const { pool, now } = context;
  const fetched = await ask(context.http, item.url);
  if (fetched.kind === 'page') {
    const origin = {
      method: 'address' as const,
      address: fetched.url,
      status: 200,
      headers: fetched.headers,
      ip: undefined,
      redirects: [],
    };
    const page = {
      bytes: fetched.bytes,
      mediaType: fetched.mediaType,
      origin: { ...origin, userAgent: context.userAgent },
    };
    return { item, taken: await settle(context, item, page, false) };
  }
  if (fetched.kind === 'later' && item.attempts + 1 < mostAttempts) {
    await postponeStory(pool, item, { now: now(), after: fetched.after, reason: fetched.reason });
    return { item, reason: fetched.reason };
  }
  const taken: Taken = { state: 'out_of_reach', reason: fetched.reason, facts: {}, aliases: [] };
  await withTransaction(pool, (client) =>
    moveStory(client, item.id, { at: now(), state: taken.state, reason: taken.reason, by: 'fetch' }),
  );
  return { item, taken };
}

/**
 * Takes in a page that a person saved, whatever became of the story before.
 *
 * @throws DossierError where it cannot be read
 */
export async function bringArticle(
  context: Omit<ArticleContext, 'http'>,
  item: NewsItem,
  path: string,
): Promise<Taken> {
  const bytes = await readFile(path);
  const file = basename(path);
  const page: CapturedBytes = {
    bytes,
    mediaType: guessMediaType(file, bytes),
    origin: { method: 'file', file, address: item.url },
  };
  return settle(context, item, page, true);
}

async function settle(
  context: Omit<ArticleContext, 'http'>,
  item: NewsItem,
  page: CapturedBytes,
  isBrought: boolean,
): Promise<Taken> {
  const { pool, dataDir, gazetteer, now } = context;
  const at = now();
  const sightings = await findNewsSightings(pool, item.id);
  const feedId = sightings[0]?.feedId ?? 'news';
  const feed = context.feeds.find(({ id }) => id === feedId);
  const taken = await takeArticle(
    {
      client: pool,
      dataDir,
      gazetteer,
      now: at,
      isBrought,
      isWanted: isBrought || isKeptByReader(await findNewsSteps(pool, item.id)),
      feed: {
        id: feedId,
        publisher: feed?.publisher.entity,
        license: feed?.license ?? 'not stated; treated as all rights reserved',
      },
    },
    item,
    page,
  );
  await withTransaction(pool, async (client) => {
    await moveStory(
      client,
      item.id,
      {
        at,
        state: taken.state,
        reason: taken.reason,
        by: taken.facts.textGate === undefined ? 'fetch' : `gate:${taken.facts.textGate.version}`,
      },
      taken.facts,
    );
    // Under these addresses the story is known from now on, whichever feed lists it.
    for (const canonical of taken.aliases)
      await client.query(
        `INSERT INTO news_sighting (feed_id, key, canonical, item_id, url, title, seen_at) VALUES ($1, 'page', $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING`,
        [feedId, canonical, item.id, page.origin.address ?? item.url, item.title, at],
      );
  });
  return taken;
}

type Fetched =
  | { kind: 'page'; url: string; bytes: Buffer; mediaType: string; headers: Readonly<Record<string, string>> }
  | { kind: 'later'; reason: string; after?: Date | undefined }
  | { kind: 'refused'; reason: string };

async function ask(http: SourceHttp, url: string): Promise<Fetched> {
  try {
    const answer = await http.request({ url });
    switch (answer.kind) {
      case 'answer': {
        const { status, snapshot, headers } = answer;
        if (status === 402) return { kind: 'refused', reason: 'paywalled' };
        if (status === 404) return { kind: 'refused', reason: 'status 404' };
        if (status >= 500 || status === 408) return { kind: 'later', reason: `status ${status}` };
        if (status !== 200) return { kind: 'refused', reason: `status ${status}` };
        const bytes = await readFile(snapshot.path);
        return {
          kind: 'page',
          url: answer.url,
          bytes,
          headers,
          mediaType: toMediaType(snapshot.mediaType, snapshot.name, bytes),
        };
      }
      case 'later':
        return { kind: 'later', reason: answer.reason, after: answer.after };
      case 'blocked':
      case 'gone':
        return { kind: 'refused', reason: answer.reason };
      case 'unchanged':
        throw new Error(`${url} was asked for without conditions and answers that nothing changed`);
    }
  } catch (error) {
    // The guard: a private network, a body beyond the caps, an address without an end.
    if (error instanceof DossierError && error.code === 'forbidden')
      return { kind: 'refused', reason: error.what };
    throw error;
  }
}

/** What the host says, unless the bytes are plainly something else: many PDFs come as octet streams. */
function toMediaType(said: string, name: string, bytes: Uint8Array): string {
  const guessed = guessMediaType(name, bytes);
  return guessed === 'application/pdf' || /octet-stream|^\s*$/i.test(said) ? guessed : said;
}
