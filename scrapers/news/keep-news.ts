import { join } from 'node:path';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { openPool } from '#lib/db.ts';
import type { Env } from '#lib/env.ts';
import { toCliLine } from '#lib/errors.ts';
import { openTaskQueue } from '../core/engine/task-queue.ts';
import { createSourceHttp, type SourceHttpOptions } from '../core/http/client.ts';
import { toUserAgent } from '../core/http/user-agent.ts';
import { readFeedList } from './feed-list.ts';
import { newsDatasetId, runNewsAlone } from './run-news.ts';

/** Articles of one run at most: what is left waits for the next. */
const mostArticles = 50;

/**
 * Looks at the feeds by the schedule of data/feeds.yaml for as long as it is not stopped. Off without a schedule, without feeds, and without
 * CONTACT_EMAIL. What goes wrong is reported and keeps nothing else from running.
 *
 * @param input.more for tests: other settings of the client, and how often the queue is looked at
 */
export async function keepNews(input: {
  databaseUrl: string;
  env: Pick<Env, 'CONTACT_EMAIL' | 'SITE_URL' | 'DATA_DIR'>;
  dataFolder: string;
  report: (line: string) => void;
  now?: () => Date;
  more?: Partial<SourceHttpOptions> & { pollingSeconds?: number };
}): Promise<{ isOn: boolean; send(): Promise<void>; stop(): Promise<void> }> {
  const { databaseUrl: url, env, dataFolder, report, now = () => new Date(), more = {} } = input;
  const complain = (error: unknown) => report(`News: ${toCliLine(error)}`);
  const off = { isOn: false, send: async () => {}, stop: async () => {} };
  let list: ReturnType<typeof readFeedList>;
  try {
    list = readFeedList(join(dataFolder, 'feeds.yaml'));
  } catch (error) {
    complain(error);
    return off;
  }
  const { schedule, feeds } = list;
  if (schedule === undefined || feeds.length === 0) return off;
  if (env.CONTACT_EMAIL === undefined) {
    report('News: data/feeds.yaml has a schedule, and CONTACT_EMAIL is not set, so no feed is asked.');
    return off;
  }
  const { pollingSeconds, ...client } = more;
  const stopping = new AbortController();
  const { signal } = stopping;
  const userAgent = toUserAgent(env);
  const pool = openPool(url, 'ingest');
  const http = createSourceHttp({
    pool,
    datasetId: newsDatasetId,
    scrape: { hosts: [] },
    dataDir: env.DATA_DIR,
    userAgent,
    signal,
    ...client,
  });
  const queue = await openTaskQueue(
    url,
    { name: 'news', expireInSeconds: 6 * 3600 },
    complain,
    pollingSeconds,
  );
  await queue.schedule(schedule);
  await queue.work(async () => {
    try {
      await runNewsAlone(url, {
        pool,
        http,
        feeds,
        limit: mostArticles,
        readGazetteer: () => readGazetteer(dataFolder),
        dataDir: env.DATA_DIR,
        userAgent,
        now,
        signal,
      });
    } catch (error) {
      if (!signal.aborted) complain(error);
    }
  });
  return {
    isOn: true,
    send: queue.send,
    stop: async () => {
      stopping.abort();
      await queue.close();
      await pool.end();
    },
  };
}
