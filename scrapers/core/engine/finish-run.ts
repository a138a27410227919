import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { withTransaction } from '#lib/postgres/transaction.ts';
import type { RunState } from '#lib/scrapes/report-schema.ts';
import type { Batch } from '../batch.ts';
import type { OpenSource } from '../source.ts';
import { workerName } from './begin-run.ts';
import { type StageClock, toReport } from './report.ts';
import type { RunContext, RunResult } from './run-input.ts';
import { endRun, type Run, renewRun, type StoredUnit } from './run-store.ts';
import { type Settlement, settle } from './settle.ts';

/** The last stage: comparison, checks, decisions, publication, cursor and report in one transaction, or (for a trial) nothing at all. */
export async function finishRun(
  input: RunContext,
  state: {
    run: Run;
    units: readonly StoredUnit[];
    batch: Batch;
    usable: number;
    complete: boolean;
    confirmed: ReadonlyMap<string, 'present' | 'gone_upstream' | 'unknown'>;
    requests: number;
    clock: StageClock;
  },
): Promise<RunResult> {
  const { pool, open, dryRun, now } = input;
  const { run, units, batch, usable, complete, confirmed, requests, clock } = state;
  const moment = now();
  const read = createHash('sha256')
    .update(units.flatMap(({ snapshots }) => snapshots.map(({ sha256 }) => `${sha256}\n`)).join(''))
    .digest('hex');
  const dataset =
    run.input !== 'network'
      ? open.dataset
      : {
          ...open.dataset,
          retrievedOn: moment.toISOString().slice(0, 10),
          version: moment.toISOString().slice(0, 10),
        };
  const described = batch.holes === undefined ? dataset : { ...dataset, holes: batch.holes };
  class Trial extends Error {}
  let result: RunResult | undefined;
  try {
    await withTransaction(pool, async (client) => {
      // Nobody else may publish this dataset meanwhile, and this worker must still have the run.
      await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`scrape ${dataset.id}`]);
      await renewRun(client, run, workerName);
      const settlement =
        usable === 0
          ? undefined
          : await settle(client, {
              run: run.id,
              dataset: described,
              scrape: open.scrape,
              batch,
              complete,
              scope: run.options.scope,
              sha256: read,
              confirmed,
              now: moment,
            });
      const end = toEnd(open, units, usable, settlement);
      if (end.state === 'published' || end.state === 'unchanged') await keepCursor(client, run);
      clock.end('publish');
      const written = toReport({
        open,
        now: moment,
        clock,
        units,
        batch,
        settlement,
        requests,
        reason: end.reason,
      });
      await endRun(client, run.id, { state: end.state, ...written, at: moment });
      result = { id: run.id, state: end.state, coverage: run.coverage, ...written };
      if (dryRun === true) throw new Trial();
    });
  } catch (error) {
    if (!(error instanceof Trial)) throw error;
    await forgetRun(pool, run.id);
  }
  if (result === undefined) throw new Error(`${run.id} ended without a result`);
  return result;
}

async function keepCursor(client: { query: Pool['query'] }, run: Run): Promise<void> {
  await client.query(
    `INSERT INTO scrape_cursor (dataset_id, key, value)
     SELECT r.dataset_id, c.key, c.value FROM scrape_run r CROSS JOIN LATERAL jsonb_each_text(r.cursor) AS c WHERE r.id = $1
     ON CONFLICT (dataset_id, key) DO UPDATE SET value = excluded.value`,
    [run.id],
  );
}

/** Removes a trial with all that it noted. */
export function forgetRun(pool: Pool, runId: string): Promise<unknown> {
  return pool.query('DELETE FROM scrape_run WHERE id = $1', [runId]);
}

/** How a run ended, with the reason where the state alone does not say it. */
function toEnd(
  { scrape }: OpenSource,
  units: readonly StoredUnit[],
  usable: number,
  settlement: Settlement | undefined,
): { state: Exclude<RunState, 'running'>; reason?: string } {
  const blocked = units.filter(({ state }) => state === 'blocked').length;
  if (settlement === undefined) {
    if (units.length === 0) return { state: 'unchanged', reason: 'The source has nothing new' };
    if (blocked === units.length)
      return {
        state: 'blocked',
        reason: 'The source refuses this client. Save the page in a browser and use `scrape import-capture`',
      };
    return { state: 'failed', reason: 'No unit could be read' };
  }
  const decisions = [...settlement.decisions.values()];
  const waiting = decisions.filter((decision) => !decision.publish);
  if (scrape.hold !== undefined) return { state: 'held', reason: scrape.hold };
  if (usable < units.length)
    return {
      state: 'partial',
      reason: `${units.length - usable} of ${units.length} units did not come in; nothing was found missing`,
    };
  if (settlement.checks.some(({ ok, effect }) => !ok && effect !== 'none'))
    return { state: 'quarantined', reason: 'A check failed; a person decides about what it holds' };
  if (waiting.some((decision) => !decision.publish && decision.because.startsWith('more_than_')))
    return { state: 'quarantined', reason: 'More changes at once than are published without a person' };
  if (decisions.length === 0) return { state: 'unchanged' };
  if (waiting.length === decisions.length)
    return { state: 'quarantined', reason: 'Every change waits for a person' };
  return { state: 'published' };
}
