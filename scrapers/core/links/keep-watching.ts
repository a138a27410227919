import { createHash } from 'node:crypto';
import { openPool } from '#lib/db.ts';
import type { Env } from '#lib/env.ts';
import { toCliLine } from '#lib/errors.ts';
import { writeWatchStatus } from '#lib/links/watch-status.ts';
import { toUserAgent } from '../http/user-agent.ts';
import { runWatch } from './run-watch.ts';
import { createVisit, type VisitOptions } from './visit-address.ts';
import { openWatchQueue } from './watch-queue.ts';

/** Visits of one hour at most, so that whatever came due together is spread over days, and of one host at most. */
const hourly = { limit: 12, perHost: 3 } as const;

/** Once an hour, at a minute that is this installation's own: hosts are not asked by everybody on the stroke of the hour. */
export function toWatchSchedule(contact: string): string {
  return `${createHash('sha256').update(contact).digest().readUInt16BE(0) % 60} * * * *`;
}

/**
 * Visits cited addresses by schedule for as long as it is not stopped. Without CONTACT_EMAIL nobody is asked, and /about/links says
 * so. What goes wrong is reported and keeps nothing else from running.
 *
 * @param input.more for tests: other settings of the client, and how often the queue is looked at
 */
export async function keepWatching(input: {
  databaseUrl: string;
  env: Pick<Env, 'CONTACT_EMAIL' | 'SITE_URL' | 'DATA_DIR'>;
  report: (line: string) => void;
  now?: () => Date;
  more?: Partial<VisitOptions> & { pollingSeconds?: number };
}): Promise<{ send(): Promise<void>; stop(): Promise<void> }> {
  const { databaseUrl: url, env, report, now = () => new Date(), more = {} } = input;
  const { CONTACT_EMAIL: contact } = env;
  const pool = openPool(url, 'ingest');
  const complain = (error: unknown) => report(`Watch of cited addresses: ${toCliLine(error)}`);
  if (contact === undefined) {
    await writeWatchStatus(pool, { on: false, at: now() }).catch(complain);
    await pool.end();
    return { send: async () => {}, stop: async () => {} };
  }
  const { pollingSeconds, ...client } = more;
  const stopping = new AbortController();
  const visit = createVisit({
    pool,
    dataDir: env.DATA_DIR,
    userAgent: toUserAgent(env),
    signal: stopping.signal,
    ...client,
  });
  const queue = await openWatchQueue(url, complain, pollingSeconds);
  await writeWatchStatus(pool, { on: true, at: now() });
  await queue.schedule(toWatchSchedule(contact));
  await queue.work(async () => {
    try {
      if ((await runWatch({ url, pool }, { visit, now, signal: stopping.signal, ...hourly })) !== undefined)
        await writeWatchStatus(pool, { on: true, at: now(), ranAt: now() });
    } catch (error) {
      if (!stopping.signal.aborted) complain(error);
    }
  });
  return {
    send: queue.send,
    stop: async () => {
      stopping.abort();
      await queue.close();
      await pool.end();
    },
  };
}
