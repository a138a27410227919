import { PgBoss } from 'pg-boss';

const queue = 'watch';

/** The schedule of the watch, shared by all workers of one database. */
export interface WatchQueue {
  /** Asks for a watch now; one that waits already is not queued twice. */
  send: () => Promise<void>;
  /** Takes over the schedule (five fields of cron, UTC), whatever it was before. */
  schedule: (cron: string) => Promise<void>;
  /** Carries out watches; only one is carried out at a time by all workers together. */
  work: (run: () => Promise<void>) => Promise<void>;
  /** Lets the present watch end, for at most half a minute. */
  close: () => Promise<void>;
}

/**
 * pg-boss in the schema of the scrapers' queue. A watch that fails is not tried again: the next hour's does what it left.
 *
 * @param url connection string of the owner of the database
 */
export async function openWatchQueue(
  url: string,
  onError: (error: Error) => void,
  pollingSeconds = 20,
): Promise<WatchQueue> {
  const boss = new PgBoss({ connectionString: url, schema: 'jobs', max: 2 });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(queue, {
    policy: 'stately',
    retryLimit: 0,
    expireInSeconds: 3600,
    // A worker that dies in the middle is noticed after a minute.
    heartbeatSeconds: 60,
  });
  return {
    send: async () => {
      await boss.send(queue, {}, { singletonKey: queue });
    },
    schedule: async (cron) => {
      await boss.schedule(queue, cron, {}, { tz: 'UTC', singletonKey: queue });
    },
    work: async (run) => {
      await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: pollingSeconds }, async () => run());
    },
    close: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}
