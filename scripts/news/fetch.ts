import { readFile as readBytes } from 'node:fs/promises';
import { join } from 'node:path';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { sha256OfBytes } from '#lib/captures/store.ts';
import { DossierError } from '#lib/errors.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';
import { type FeedReport, takeFeed } from '#scrapers/news/check-feed.ts';
import { readFeedList } from '#scrapers/news/feed-list.ts';
import type { ArticleReport } from '#scrapers/news/fetch-articles.ts';
import { newsDatasetId, runNewsAlone } from '#scrapers/news/run-news.ts';
import type { NewsContext } from './context.ts';

/** Looks at feeds and fetches articles, and says what came of each. */
export async function fetch(
  context: NewsContext,
  { wanted, limit }: { wanted: readonly string[] | undefined; limit: number },
): Promise<void> {
  const { pool, env, dataFolder, now, signal, print, tell } = context;
  const { feeds } = readFeedList(join(dataFolder, 'feeds.yaml'));
  if (feeds.length === 0) {
    print('No feed is listed in data/feeds.yaml; docs/news.md describes the file.');
    return;
  }
  const userAgent = toUserAgent(env);
  const report = await runNewsAlone(context.url, {
    pool,
    http: createSourceHttp({
      pool,
      datasetId: newsDatasetId,
      scrape: { hosts: [] },
      dataDir: env.DATA_DIR,
      userAgent,
      signal,
      onWait: ({ host, ms }) => {
        if (ms > 3_000) tell(`  waiting ${Math.round(ms / 1000)} s for ${host}`);
      },
    }),
    feeds,
    wanted,
    limit,
    readGazetteer: () => readGazetteer(dataFolder),
    dataDir: env.DATA_DIR,
    userAgent,
    now,
    signal,
    onFeed: (one) => print(toFeedLine(one)),
    onArticle: (one) => print(toArticleLine(one)),
  });
  if (report === undefined) {
    throw new DossierError('conflict', {
      what: 'Another run is looking at the feeds of this database',
      mend: 'Let it end; what is due then is looked at by the next one.',
    });
  }
  if (report.feeds.length === 0 && report.articles.length === 0)
    print('No feed is due, and no article waits.');
  if (report.feeds.some(({ outcome }) => outcome !== 'read' && outcome !== 'unchanged')) process.exitCode = 3;
}

/** Takes a saved feed in. Its articles wait for the next `fetch`. */
export async function readFile(
  context: NewsContext,
  {
    path,
    feed: id = 'saved',
    mediaType = 'application/xml',
  }: { path: string; feed?: string | undefined; mediaType?: string | undefined },
): Promise<void> {
  const { pool, dataFolder, now, print } = context;
  const known = readFeedList(join(dataFolder, 'feeds.yaml')).feeds.find((feed) => feed.id === id);
  if (known === undefined && id !== 'saved') {
    throw new DossierError('not_found', {
      what: `There is no feed "${id}"`,
      where: 'data/feeds.yaml',
      mend: 'Leave --feed out, or name one of the list.',
    });
  }
  const bytes = await readBytes(path);
  // Links of a saved file start from the feed's own address, where it is known.
  const feed = known ?? { id, url: 'https://feed.invalid/', hours: 1 };
  const report = await takeFeed(
    pool,
    feed,
    { bytes, mediaType, address: feed.url, sha256: sha256OfBytes(bytes) },
    now(),
  );
  print(toFeedLine(report));
  if (report.outcome !== 'read') process.exitCode = 3;
}

function toFeedLine({ feed, outcome, reason, reading, listed }: FeedReport): string {
  if (reading === undefined || listed === undefined)
    return `${feed}: ${outcome}${reason === undefined ? '' : `, ${reason}`}`;
  const refused = Map.groupBy(reading.refused, (one) => one.reason);
  const parts = [
    `${reading.seen} items`,
    `${listed.fresh} new (${listed.relevant} worth fetching)`,
    ...(listed.again > 0 ? [`${listed.again} known from elsewhere`] : []),
    `${listed.known} known`,
    ...[...refused].map(([why, all]) => `${all.reduce((sum, { count }) => sum + count, 0)} refused: ${why}`),
    ...(reading.repairs.length > 0 ? [`mended: ${reading.repairs.join(', ')}`] : []),
  ];
  return `${feed}: ${reading.format}, ${parts.join(', ')}`;
}

function toArticleLine({ item, taken, reason }: ArticleReport): string {
  const what =
    taken === undefined
      ? `later, ${reason ?? ''}`
      : `${taken.state}${taken.reason === undefined ? '' : `, ${taken.reason}`}${taken.state === 'candidates_found' ? `: ${taken.facts.candidates}` : ''}`;
  return `  ${item.id}  ${what}  ${item.title.slice(0, 80)}`;
}
