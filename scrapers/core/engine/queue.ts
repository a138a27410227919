import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { toDelayMinutes } from './schedule.ts';

const queue = 'scrape';
const jobSchema = z.object({ dataset: z.string() });

/** The queue of runs, shared by all workers of one database. */
export interface RunQueue {
  /** Asks for a run; a dataset that waits already is not queued twice. */
  send: (dataset: string) => Promise<void>;
  /** Takes over the schedules of the dataset.yaml files and forgets all others. */
  schedule: (schedules: ReadonlyMap<string, string>) => Promise<void>;
  /** Carries out jobs, one at a time; of one dataset only one is carried out at a time by all workers together. */
  work: (run: (dataset: string) => Promise<void>) => Promise<void>;
  /** Lets the present job end, for at most half a minute. */
  close: () => Promise<void>;
}

/**
 * pg-boss in a schema of its own (`jobs`): it makes and migrates its tables itself, and none of them is content.
 *
 * @param url connection string of the owner of the database
 */
export async function openQueue(
  url: string,
  onError: (error: Error) => void,
  pollingSeconds = 5,
): Promise<RunQueue> {
  const boss = new PgBoss({ connectionString: url, schema: 'jobs', max: 4 });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(queue, {
    // At most one waiting and one running job a key, on all machines together.
    policy: 'stately',
    retryLimit: 3,
    retryBackoff: true,
    expireInSeconds: 6 * 3600,
    // A worker that dies in the middle is noticed after a minute.
    heartbeatSeconds: 60,
  });
  return {
    send: async (dataset) => {
      await boss.send(queue, { dataset }, { singletonKey: dataset });
    },
    schedule: async (schedules) => {
      for (const [dataset, cron] of schedules) {
        await boss.schedule(
          queue,
          cron,
          { dataset },
          { tz: 'UTC', key: dataset, singletonKey: dataset, startAfter: toDelayMinutes(dataset) * 60 },
        );
      }
      for (const { key } of await boss.getSchedules(queue))
        if (key !== undefined && !schedules.has(key)) await boss.unschedule(queue, key);
    },
    work: async (run) => {
      await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: pollingSeconds }, async ([job]) => {
        if (job !== undefined) await run(jobSchema.parse(job.data).dataset);
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}
