import { DossierError } from '#lib/errors.ts';
import { readCursor } from '../engine/run-store.ts';
import { createSourceHttp } from '../http/client.ts';
import { toUserAgent } from '../http/user-agent.ts';
import { planFiles } from '../plan-files.ts';
import type { Plan } from '../source.ts';
import { type CommandContext, withDatabase } from './context.ts';

/** Prints the units that a run would read. From the network, only what planning itself needs is asked for. */
export async function showPlan(
  context: CommandContext,
  id: string,
  input: string | undefined,
): Promise<number> {
  const open = await context.registry.open(id);
  const plan = input === undefined ? await planNetwork(context, id) : planFiles(open.source, open.scrape);
  if (context.json) context.print(JSON.stringify(plan));
  else {
    context.print(
      `${id}: ${plan.coverage}, ${plan.units.length} ${plan.units.length === 1 ? 'unit' : 'units'}`,
    );
    for (const { key, from } of plan.units)
      context.print(
        `  ${key}  ${'file' in from ? from.file : `${from.request.method ?? 'GET'} ${from.request.url}`}`,
      );
  }
  return 0;
}

async function planNetwork(context: CommandContext, id: string): Promise<Plan> {
  const { source, dataset, scrape } = await context.registry.open(id);
  const { plan } = source;
  if (plan === undefined) {
    throw new DossierError('bad_request', {
      what: `${id} is read from saved files only`,
      mend: 'Name their folder with --input.',
    });
  }
  return withDatabase(context, async (pool) => {
    const { DATA_DIR: dataDir } = context.env;
    const http = createSourceHttp({
      pool,
      datasetId: id,
      scrape,
      dataDir,
      userAgent: toUserAgent(context.env),
    });
    return plan({ dataset, scrape, http, cursor: await readCursor(pool, id), now: context.now() });
  });
}
