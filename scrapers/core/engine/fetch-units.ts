import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DossierError, toCliLine } from '#lib/errors.ts';
import { toInputPath } from '../file-snapshot.ts';
import { planFiles } from '../plan-files.ts';
import { recordFetch, storeFile } from '../snapshots.ts';
import type { FetchContext, FetchOutcome, Plan, Snapshot, SourceHttp, WorkUnit } from '../source.ts';
import type { RunContext } from './run-input.ts';
import { addCursor, findUnits, type Run, readCursor, type StoredUnit, writeUnit } from './run-store.ts';

type Context = RunContext;

/**
 * What the run has to read.
 *
 * @throws DossierError `bad_request` for a dataset that is read from files only, when no folder is given
 */
export async function findPlan(input: Context, run: Run, http: SourceHttp): Promise<Plan> {
  const { source, dataset, scrape } = input.open;
  if (run.input === 'files') {
    const plan = planFiles(source, scrape);
    if (plan.units.length > 0)
      return { ...plan, units: plan.units.filter((unit) => !isAbsentCopy(input, unit)) };
    throw new DossierError('bad_request', {
      what: `${dataset.id} has no saved input files`,
      mend: 'Run it without --input, from the network; dataset.yaml names its hosts.',
    });
  }
  if (source.plan === undefined) {
    throw new DossierError('bad_request', {
      what: `${dataset.id} is read from saved files only`,
      mend: 'Name their folder with --input; docs/sources/ says where the files come from.',
    });
  }
  return source.plan({
    dataset,
    scrape,
    http,
    cursor: await readCursor(input.pool, dataset.id),
    now: input.now(),
  });
}

/** A second format of a file that stands for itself: it need not be there. */
function isAbsentCopy({ open, input }: Context, { from }: WorkUnit): boolean {
  return (
    'file' in from &&
    Object.hasOwn(open.scrape.sameAs, from.file) &&
    !existsSync(join(input ?? '', from.file))
  );
}

/** Brings in every unit that is not in yet, or whose bytes another machine holds. Notes each outcome before the next begins. */
export async function fetchUnits(input: Context, run: Run, http: SourceHttp): Promise<StoredUnit[]> {
  const { pool, open, onEvent, signal } = input;
  const units = await findUnits(pool, run.id);
  const cursor = await readCursor(pool, open.dataset.id);
  for (const [index, stored] of units.entries()) {
    if (isSettled(stored) && areHeld(stored)) continue;
    signal.throwIfAborted();
    const outcome = await fetchUnit(input, run, stored.unit, http, cursor);
    await note(input, run, stored.unit, outcome);
    onEvent?.({
      event: 'unit',
      dataset: open.dataset.id,
      unit: stored.key,
      done: index + 1,
      total: units.length,
      outcome: outcome.kind,
      bytes: 'snapshots' in outcome ? outcome.snapshots.reduce((sum, { bytes }) => sum + bytes, 0) : 0,
    });
  }
  return findUnits(pool, run.id);
}

const isSettled = ({ state }: StoredUnit) => state === 'done' || state === 'unchanged' || state === 'gone';

function areHeld({ snapshots }: Pick<StoredUnit, 'snapshots'>): boolean {
  return snapshots.every(({ path }) => existsSync(path));
}

async function fetchUnit(
  input: Context,
  run: Run,
  unit: WorkUnit,
  http: SourceHttp,
  cursor: Readonly<Record<string, string>>,
): Promise<FetchOutcome> {
  const { pool, open, dataDir } = input;
  const { source, dataset, scrape } = open;
  if ('file' in unit.from) {
    if (run.options.input === undefined)
      throw new Error(`${run.id}: a unit names a file, and the run has no folder`);
    const path = toInputPath(run.options.input, unit.from.file);
    const snapshot = await storeFile({ dataDir, path, name: unit.from.file });
    await recordFetch(pool, {
      datasetId: dataset.id,
      unitKey: unit.key,
      method: 'file',
      mediaType: snapshot.mediaType,
      sha256: snapshot.sha256,
      bytes: snapshot.bytes,
      fetchedAt: input.now(),
    });
    return { kind: 'fetched', snapshots: [snapshot] };
  }
  const last = await findLastSnapshots(input, unit.key);
  const polite: SourceHttp = {
    // "Unchanged" helps only where the bytes that are meant are still here.
    request: (request, options) =>
      http.request(
        request,
        last === undefined
          ? { ...options, conditional: undefined }
          : { ...options, held: last.map(({ sha256 }) => sha256) },
      ),
  };
  const context: FetchContext = {
    dataset,
    scrape,
    http: polite,
    cursor,
    now: input.now(),
    onProgress: () => {},
  };
  try {
    return source.fetch === undefined ? await fetchOnce(unit, context) : await source.fetch(unit, context);
  } catch (error) {
    if (input.signal.aborted || !(error instanceof DossierError)) throw error;
    return { kind: 'later', reason: toCliLine(error).replace(/^error \w+: /, '') };
  }
}

/** One request a unit: what a source without its own `fetch` does. */
async function fetchOnce(unit: WorkUnit, { http }: FetchContext): Promise<FetchOutcome> {
  if (!('request' in unit.from)) throw new Error(`${unit.key} is no request`);
  const answer = await http.request(unit.from.request, { conditional: unit.key });
  if (answer.kind !== 'answer') return answer;
  if (answer.status === 200) return { kind: 'fetched', snapshots: [answer.snapshot] };
  if (answer.status === 404)
    return { kind: 'later', reason: 'It answers 404; a page is called gone after several checks' };
  return { kind: 'later', reason: `It answers ${answer.status}` };
}

async function note(input: Context, run: Run, unit: WorkUnit, outcome: FetchOutcome): Promise<void> {
  const { pool } = input;
  if (outcome.kind === 'fetched' && outcome.cursor !== undefined)
    await addCursor(pool, run.id, outcome.cursor);
  const snapshots: readonly Snapshot[] =
    outcome.kind === 'unchanged'
      ? ((await findLastSnapshots(input, unit.key)) ?? [])
      : 'snapshots' in outcome
        ? outcome.snapshots
        : [];
  await writeUnit(pool, run.id, {
    key: unit.key,
    state: outcome.kind === 'fetched' ? 'done' : outcome.kind,
    snapshots,
    reason: 'reason' in outcome ? outcome.reason : undefined,
  });
}

const lastSchema = z.array(z.object({ snapshots: z.custom<Snapshot[]>(Array.isArray) }));

/** Snapshots of the unit in the newest earlier run, where their bytes are still here. */
async function findLastSnapshots({ pool, open }: Context, key: string): Promise<Snapshot[] | undefined> {
  const { rows } = await pool.query(
    `SELECT u.snapshots FROM scrape_unit u JOIN scrape_run r ON r.id = u.run_id
      WHERE r.dataset_id = $1 AND u.key = $2 AND u.state IN ('done', 'unchanged') AND jsonb_array_length(u.snapshots) > 0
      ORDER BY r.started_at DESC LIMIT 1`,
    [open.dataset.id, key],
  );
  const [last] = lastSchema.parse(rows);
  return last?.snapshots.every(({ path }) => existsSync(path)) === true ? last.snapshots : undefined;
}
