import { toCliLine } from '#lib/errors.ts';
import { openQueue } from '../engine/queue.ts';
import { keepWatching } from '../links/keep-watching.ts';
import type { SourceRegistry } from '../source.ts';
import { type CommandContext, withDatabase } from './context.ts';
import { type RunSettings, runDatasets } from './run.ts';

/**
 * Works until it is stopped: runs what the schedules in the dataset.yaml files ask for, visits cited addresses, and does what `also` keeps going. Any number of workers on any number of machines may do so
 * on one database; a worker that dies is replaced by the next within minutes.
 */
export async function work(
  context: CommandContext,
  settings: RunSettings,
  also: readonly ((databaseUrl: string) => Promise<{ stop(): Promise<void> }>)[] = [],
): Promise<number> {
  return withDatabase(context, async (_pool, url) => {
    const queue = await openQueue(url, (error) => context.tell(toCliLine(error)));
    const watch = await keepWatching({ databaseUrl: url, env: context.env, report: context.tell });
    const others = await Promise.all(also.map((keep) => keep(url)));
    try {
      await queue.schedule(await findSchedules(context.registry));
      await queue.work(async (dataset) => {
        await runDatasets(context, [dataset], settings);
      });
      context.tell('Working; Ctrl-C ends after the current step.');
      await new Promise<void>((resolve) => {
        if (settings.signal.aborted) resolve();
        settings.signal.addEventListener('abort', () => resolve(), { once: true });
      });
    } finally {
      await Promise.all([watch, ...others].map((one) => one.stop()));
      await queue.close();
    }
    return 0;
  });
}

async function findSchedules(registry: SourceRegistry): Promise<Map<string, string>> {
  const schedules = new Map<string, string>();
  for (const id of registry.ids()) {
    const { source, scrape } = await registry.open(id);
    if (scrape.schedule !== undefined && source.plan !== undefined) schedules.set(id, scrape.schedule);
  }
  return schedules;
}
