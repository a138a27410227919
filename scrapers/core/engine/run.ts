import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { DossierError, toCliLine } from '#lib/errors.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import type { RunDetails, RunReport, RunState } from '#lib/scrapes/report-schema.ts';
import { type Batch, readBatch } from '../batch.ts';
import { ParseProcess } from '../parse-process.ts';
import type { OpenSource, Plan, Snapshot, SourceHttp } from '../source.ts';
import { codeVersion } from './code-version.ts';
import { fetchUnits, findPlan } from './fetch-units.ts';
import { StageClock, toReport } from './report.ts';
import {
  createRun,
  endRun,
  findRunningRun,
  findUnits,
  leaseSeconds,
  type Run,
  renewRun,
  type StoredUnit,
  takeRun,
  writePlan,
  writeStage,
} from './run-store.ts';
import { type Settlement, settle } from './settle.ts';

export type RunEvent =
  | { event: 'stage'; dataset: string; stage: string }
  | {
      event: 'unit';
      dataset: string;
      unit: string;
      done: number;
      total: number;
      outcome: string;
      bytes: number;
    }
  | { event: 'waiting'; dataset: string; host: string; ms: number }
  | { event: 'records'; dataset: string; unit: string; records: number }
  | { event: 'end'; dataset: string; run: string; state: RunState; published: number; seconds: number };

export interface Prepared {
  input: 'manual' | 'reparse';
  plan: Plan;
  held: ReadonlyMap<string, readonly Snapshot[]>;
}

export interface RunInput {
  pool: Pool;
  open: OpenSource;
  packs: string;
  dataDir: string;
  /** Folder with saved input files; absent: the network. */
  input?: string | undefined;
  limit?: number | undefined;
  /** Bytes that are here already: kept ones that are read again, or a page that a person saved. Nothing is planned or fetched then. */
  prepared?: Prepared;
  /** Everything but the writing: nothing is kept, not even the run. */
  dryRun?: boolean;
  /** Makes the client of a run. Never called for saved files. */
  openHttp: (onWait: (host: string, ms: number) => void) => SourceHttp;
  now?: () => Date;
  onEvent?: (event: RunEvent) => void;
  signal?: AbortSignal;
}

export interface RunResult {
  id: string;
  state: Exclude<RunState, 'running'>;
  coverage: Run['coverage'];
  report: RunReport;
  details: RunDetails;
}

/** Names this process among all workers, so that a dead one's run can be told from a living one's. */
export const workerName = `${hostname()}:${process.pid}`;

/**
 * Runs one dataset from plan to publication, or goes on with its run that a dead worker left. Everything before the last stage is kept bytes and notes about
 * them; comparison, proposals, publication, log entry, cursor and report are one transaction.
 *
 * @throws DossierError `conflict` when a living worker has the run
 */
export async function runDataset(input: RunInput): Promise<RunResult> {
  const { pool, signal } = input;
  const now = input.now ?? (() => new Date());
  const clock = new StageClock();
  const run = await beginRun(input, now());
  const lost = new AbortController();
  const heartbeat = setInterval(
    () => {
      renewRun(pool, run, workerName).catch((error: unknown) => lost.abort(error));
    },
    (leaseSeconds * 1000) / 6,
  );
  const stop = AbortSignal.any([lost.signal, ...(signal ? [signal] : [])]);
  try {
    return await carryOut({ ...input, now, signal: stop }, run, clock);
  } catch (error) {
    // Stopped on purpose or robbed of the lease: the run stays as it is, and whoever resumes goes on.
    if (stop.aborted) throw stop.reason instanceof Error ? stop.reason : error;
    const reason = toCliLine(error);
    const { report, details } = toReport({
      open: input.open,
      now: now(),
      clock,
      units: await findUnits(pool, run.id),
      requests: 0,
      reason,
    });
    if (input.dryRun === true) await forget(pool, run.id);
    else await endRun(pool, run.id, { state: 'failed', report, details, at: now() });
    if (!(error instanceof DossierError)) throw error;
    return { id: run.id, state: 'failed', coverage: run.coverage, report, details };
  } finally {
    clearInterval(heartbeat);
  }
}

async function beginRun(input: RunInput, now: Date): Promise<Run> {
  const { pool, open } = input;
  const running = await findRunningRun(pool, open.dataset.id);
  if (running !== undefined) return takeRun(pool, running, workerName, isDeadNeighbor(running.worker));
  return createRun(pool, {
    datasetId: open.dataset.id,
    input: input.prepared?.input ?? (input.input === undefined ? 'network' : 'files'),
    worker: workerName,
    codeVersion: codeVersion(),
    settingsSha256: createHash('sha256')
      .update(JSON.stringify([open.dataset, open.scrape]))
      .digest('hex'),
    options: { input: input.input, limit: input.limit },
    now,
  });
}

/** A worker of this machine whose process is gone need not be waited for. */
function isDeadNeighbor(worker: string | null): boolean {
  const [host, pid] = (worker ?? '').split(':');
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}

async function carryOut(
  input: RunInput & { now: () => Date; signal: AbortSignal },
  begun: Run,
  clock: StageClock,
): Promise<RunResult> {
  const { pool, open, onEvent, now, signal } = input;
  const id = open.dataset.id;
  let run = begun;
  const say = (stage: string) => onEvent?.({ event: 'stage', dataset: id, stage });
  const http = createCountingHttp(input);
  if (run.stage === null) {
    say('plan');
    const plan = input.prepared?.plan ?? (await findPlan(input, run, http.client));
    await writePlan(pool, run, plan, now(), input.prepared?.held);
    run = { ...run, ...(await takeRun(pool, run, workerName)) };
    clock.end('plan');
  }
  say('fetch');
  const units = await fetchUnits(input, run, http.client);
  await writeStage(pool, run.id, 'fetch');
  clock.end('fetch');
  signal.throwIfAborted();
  say('parse');
  const batch = await readUnits(input, units);
  await writeStage(pool, run.id, 'parse');
  clock.end('parse');
  signal.throwIfAborted();
  const usable = units.filter(
    ({ key, state }) => isRead(state) && !batch.failed.some(({ unit }) => unit === key),
  );
  const complete =
    run.coverage === 'full' && run.options.limit === undefined && usable.length === units.length;
  const confirmed = await confirmAbsent(input, batch, complete, http.client);
  say('publish');
  const result = await finish(
    { ...input, http },
    { run, units, batch, usable: usable.length, complete, confirmed, clock },
  );
  onEvent?.({
    event: 'end',
    dataset: id,
    run: run.id,
    state: result.state,
    published: result.report.published,
    seconds: result.report.seconds,
  });
  return result;
}

const isRead = (state: StoredUnit['state']) => state === 'done' || state === 'unchanged';

async function readUnits(
  { open, packs, dataDir, limit, onEvent }: RunInput,
  units: readonly StoredUnit[],
): Promise<Batch> {
  const parser = new ParseProcess([join(dataDir, 'snapshots')]);
  try {
    return await readBatch({
      ...open,
      packs,
      parser,
      units: units
        .filter(({ snapshots }) => snapshots.length > 0)
        .map(({ unit, snapshots }) => ({
          unit,
          snapshots: snapshots.map(({ url, ...rest }) => ({
            ...rest,
            ...(url === undefined ? {} : { url }),
          })),
        })),
      ...(limit === undefined ? {} : { limit }),
      onProgress: (progress) => onEvent?.({ event: 'records', dataset: open.dataset.id, ...progress }),
    });
  } finally {
    parser.close();
  }
}

/** Asks the source about records that it no longer lists, where it can be asked. Saved files cannot. */
async function confirmAbsent(
  input: RunInput & { now: () => Date },
  batch: Batch,
  complete: boolean,
  http: SourceHttp,
): Promise<ReadonlyMap<string, 'present' | 'gone_upstream' | 'unknown'>> {
  const { source, dataset, scrape } = input.open;
  if (!complete || source.confirm === undefined || input.input !== undefined) return new Map();
  const { rows } = await input.pool.query<{ external_id: string }>(
    `SELECT external_id FROM dataset_record WHERE dataset_id = $1 AND state = 'present'`,
    [dataset.id],
  );
  const seen = new Set(batch.drafts.map(({ key }) => key));
  const absent = rows.map((row) => row.external_id).filter((key) => !seen.has(key));
  // More than can be asked politely: the bound on vanished records holds them all anyway.
  if (absent.length === 0 || absent.length > 500) return new Map();
  return source.confirm(absent, {
    dataset,
    scrape,
    http,
    cursor: {},
    now: input.now(),
    onProgress: () => {},
  });
}

async function finish(
  input: RunInput & { now: () => Date; http: { count: () => number } },
  state: {
    run: Run;
    units: readonly StoredUnit[];
    batch: Batch;
    usable: number;
    complete: boolean;
    confirmed: ReadonlyMap<string, 'present' | 'gone_upstream' | 'unknown'>;
    clock: StageClock;
  },
): Promise<RunResult> {
  const { pool, open, dryRun, now } = input;
  const { run, units, batch, usable, complete, confirmed, clock } = state;
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
        requests: input.http.count(),
        reason: end.reason,
      });
      await endRun(client, run.id, { state: end.state, ...written, at: moment });
      result = { id: run.id, state: end.state, coverage: run.coverage, ...written };
      if (dryRun === true) throw new Trial();
    });
  } catch (error) {
    if (!(error instanceof Trial)) throw error;
    await forget(pool, run.id);
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

function forget(pool: Pool, runId: string): Promise<unknown> {
  return pool.query('DELETE FROM scrape_run WHERE id = $1', [runId]);
}

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

function createCountingHttp(input: RunInput): { client: SourceHttp; count: () => number } {
  let requests = 0;
  let client: SourceHttp | undefined;
  return {
    client: {
      request: (request, options) => {
        requests += 1;
        client ??= input.openHttp((host, ms) =>
          input.onEvent?.({ event: 'waiting', dataset: input.open.dataset.id, host, ms }),
        );
        return client.request(request, options);
      },
    },
    count: () => requests,
  };
}
