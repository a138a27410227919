import type { Pool } from 'pg';
import type { Gazetteer } from '#lib/candidates/gazetteer.ts';
import { DossierError } from '#lib/errors.ts';
import { settleReviews } from '#lib/news/review-outcome.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import type { SourceHttp } from '../core/source.ts';
import { checkFeed, type FeedReport } from './check-feed.ts';
import type { FeedEntry } from './feed-list.ts';
import { findDueFeeds, findFeedStates } from './feed-state.ts';
import { type ArticleReport, fetchArticles } from './fetch-articles.ts';

/** Under this name the answers to the news are kept, beside those of datasets. */
export const newsDatasetId = 'news';

export interface NewsRun {
  pool: Pool;
  http: SourceHttp;
  feeds: readonly FeedEntry[];
  /** Ids of the feeds to look at whether they are due or not; absent: those that are due. */
  wanted?: readonly string[] | undefined;
  /** Articles at most. */
  limit: number;
  readGazetteer: () => Promise<Gazetteer>;
  dataDir: string;
  userAgent: string;
  now: () => Date;
  signal?: AbortSignal | undefined;
  onFeed?: (report: FeedReport) => void;
  onArticle?: (report: ArticleReport) => void;
}

export interface NewsReport {
  feeds: FeedReport[];
  articles: ArticleReport[];
}

/**
 * Looks at feeds, then fetches the articles that wait. What a stopped run did not reach is where it was for the next one.
 *
 * @throws DossierError `not_found` for a feed that is not in the list
 */
export async function runNews(run: NewsRun): Promise<NewsReport> {
  const chosen = await chooseFeeds(run);
  await settleReviews(run.pool, run.dataDir, run.now());
  const feeds: FeedReport[] = [];
  for (const feed of chosen) {
    if (run.signal?.aborted === true) break;
    const report = await checkFeed(run, feed);
    feeds.push(report);
    run.onFeed?.(report);
  }
  const articles = await fetchArticles({ ...run, gazetteer: await run.readGazetteer() }, run.limit);
  return { feeds, articles };
}

/** Any constant: one run at a time on a database. */
const newsLock = 7_063_790_122;

/** A run, unless another one is going on on this database: then undefined. */
export async function runNewsAlone(url: string, run: NewsRun): Promise<NewsReport | undefined> {
  return withConnection(url, async (lock) => {
    const { rows } = await lock.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
      newsLock,
    ]);
    return rows[0]?.free === true ? runNews(run) : undefined;
  });
}

async function chooseFeeds({ feeds, wanted, pool, now }: NewsRun): Promise<FeedEntry[]> {
  if (wanted === undefined) return findDueFeeds(feeds, await findFeedStates(pool), now());
  return wanted.map((id) => {
    const feed = feeds.find((one) => one.id === id);
    if (feed !== undefined) return feed;
    throw new DossierError('not_found', {
      what: `There is no feed "${id}"`,
      where: 'data/feeds.yaml',
      mend: feeds.length === 0 ? 'The list is empty.' : `Known: ${feeds.map((one) => one.id).join(', ')}.`,
    });
  });
}
