import { PgBoss } from 'pg-boss';

/** The schedule of one task that has no datasets, shared by all workers of one database. */
export interface TaskQueue {
  /** Asks for it now; one that waits already is not queued twice. */
  send: () => Promise<void>;
  /** Takes over the schedule (five fields of cron, UTC), whatever it was before. */
  schedule: (cron: string) => Promise<void>;
  /** Carries it out; only one is carried out at a time by all workers together. */
  work: (run: () => Promise<void>) => Promise<void>;
  /** Lets the present one end, for at most half a minute. */
  close: () => Promise<void>;
}

/**
 * pg-boss in the schema of the scrapers' queue. A task that fails is not tried again: the next one does what it left.
 *
 * @param url connection string of the owner of the database
 * @param task.expireInSeconds after which it counts as dead
 */
export async function openTaskQueue(
  url: string,
  task: { name: string; expireInSeconds: number },
  onError: (error: Error) => void,
  pollingSeconds = 20,
): Promise<TaskQueue> {
  const { name, expireInSeconds } = task;
  const boss = new PgBoss({ connectionString: url, schema: 'jobs', max: 2 });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(name, {
    policy: 'stately',
    retryLimit: 0,
    expireInSeconds,
    // A worker that dies in the middle is noticed after a minute.
    heartbeatSeconds: 60,
  });
  return {
    send: async () => {
      await boss.send(name, {}, { singletonKey: name });
    },
    schedule: async (cron) => {
      await boss.schedule(name, cron, {}, { tz: 'UTC', singletonKey: name });
    },
    work: async (run) => {
      await boss.work(name, { batchSize: 1, pollingIntervalSeconds: pollingSeconds }, async () => run());
    },
    close: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}
