import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { toCliLine } from '#lib/errors.ts';
import { toDelayMinutes } from '../engine/schedule.ts';
import type { CommandContext } from './context.ts';
import { withDatabase } from './context.ts';
import { type RunSettings, runDatasets } from './run.ts';

const queue = 'scrape';
const jobSchema = z.object({ dataset: z.string() });

/**
 * Works until it is stopped: runs what the schedules in the dataset.yaml files ask for. Any number of workers on any number of machines may do so
 * on one database; each dataset runs at one of them at a time, and a worker that dies is replaced by the next within minutes.
 */
export async function work(context: CommandContext, settings: RunSettings): Promise<number> {
  return withDatabase(context, async (_pool, url) => {
    // The queue has a schema of its own: it makes and migrates its tables itself, and none of them is content.
    const boss = new PgBoss({ connectionString: url, schema: 'jobs', max: 4 });
    boss.on('error', (error) => context.tell(toCliLine(error)));
    await boss.start();
    try {
      // At most one waiting and one running job a dataset, on all machines together.
      await boss.createQueue(queue, {
        policy: 'stately',
        retryLimit: 3,
        retryBackoff: true,
        expireInSeconds: 6 * 3600,
        heartbeatSeconds: 60,
      });
      await writeSchedules(boss, context);
      await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 5 }, async ([job]) => {
        if (job === undefined) return;
        const { dataset } = jobSchema.parse(job.data);
        await runDatasets(context, [dataset], settings);
      });
      context.tell('Working; Ctrl-C ends after the current request.');
      await new Promise<void>((resolve) => {
        if (settings.signal.aborted) resolve();
        settings.signal.addEventListener('abort', () => resolve(), { once: true });
      });
    } finally {
      await boss.stop({ graceful: true, timeout: 30_000 });
    }
    return 0;
  });
}

async function writeSchedules(boss: PgBoss, { registry }: CommandContext): Promise<void> {
  const wanted = new Set<string>();
  for (const id of registry.ids()) {
    const { scrape } = await registry.open(id);
    if (scrape.schedule === undefined) continue;
    wanted.add(id);
    await boss.schedule(
      queue,
      scrape.schedule,
      { dataset: id },
      {
        tz: 'UTC',
        key: id,
        singletonKey: id,
        startAfter: toDelayMinutes(id) * 60,
      },
    );
  }
  for (const { key } of await boss.getSchedules(queue))
    if (key !== undefined && !wanted.has(key)) await boss.unschedule(queue, key);
}
