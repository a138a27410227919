import { join } from 'node:path';
import { DossierError, toCliLine } from '#lib/errors.ts';
import { type Batch, readBatch } from '../batch.ts';
import { ParseProcess } from '../parse-process.ts';
import type { SourceHttp } from '../source.ts';
import { beginRun, workerName } from './begin-run.ts';
import { fetchUnits, findPlan } from './fetch-units.ts';
import { finishRun, forgetRun } from './finish-run.ts';
import { StageClock, toReport } from './report.ts';
import type { RunContext, RunInput, RunResult } from './run-input.ts';
import {
  endRun,
  findUnits,
  leaseSeconds,
  type Run,
  renewRun,
  type StoredUnit,
  takeRun,
  writePlan,
  writeStage,
} from './run-store.ts';

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
    if (input.dryRun === true) await forgetRun(pool, run.id);
    else await endRun(pool, run.id, { state: 'failed', report, details, at: now() });
    if (!(error instanceof DossierError)) throw error;
    return { id: run.id, state: 'failed', coverage: run.coverage, report, details };
  } finally {
    clearInterval(heartbeat);
  }
}

async function carryOut(input: RunContext, begun: Run, clock: StageClock): Promise<RunResult> {
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
  const result = await finishRun(input, {
    run,
    units,
    batch,
    usable: usable.length,
    complete,
    confirmed,
    requests: http.count(),
    clock,
  });
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
  input: RunContext,
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
