import { acceptProposals, countWaiting, findWaiting, rejectProposals } from '../engine/review.ts';
import { findRun } from '../engine/run-store.ts';
import { type CommandContext, withDatabase } from './context.ts';

/** What waits for a person: without a run the counts by reason, with one its proposals. */
export async function showWaiting(
  context: CommandContext,
  runId: string | undefined,
  limit: number,
): Promise<number> {
  const { json, print } = context;
  return withDatabase(context, async (pool) => {
    if (runId === undefined) {
      const waiting = await countWaiting(pool);
      if (waiting.length === 0 && !json) print('Nothing waits for a decision.');
      for (const row of waiting)
        print(json ? JSON.stringify(row) : `${row.runId}: ${row.count} × ${row.change} (${row.reason})`);
      return 0;
    }
    for (const proposal of await findWaiting(pool, (await findRun(pool, runId)).id, limit)) {
      if (json) print(JSON.stringify(proposal));
      else {
        print(
          `${proposal.key}: ${proposal.change}${proposal.change === 'state' ? ` → ${proposal.state}` : ''} (${proposal.reason ?? ''})`,
        );
        if (proposal.before !== null) print(`  - ${proposal.before}`);
        if (proposal.after !== null) print(`  + ${proposal.after}`);
      }
    }
    return 0;
  });
}

export async function decideWaiting(
  context: CommandContext,
  verdict: 'accept' | 'reject',
  input: { runId: string; keys: readonly string[]; by: string; reason: string },
): Promise<number> {
  return withDatabase(context, async (pool) => {
    const run = await findRun(pool, input.runId);
    const { dataset } = await context.registry.open(run.datasetId);
    const wanted = { ...input, keys: input.keys.length > 0 ? input.keys : undefined };
    const count =
      verdict === 'accept'
        ? await acceptProposals(pool, dataset, wanted, context.now())
        : await rejectProposals(pool, dataset.id, wanted, context.now());
    context.print(`${count} ${verdict === 'accept' ? 'published' : 'rejected'}.`);
    return 0;
  });
}
