import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { insertRows } from '#lib/postgres/insert-rows.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { type RunState, runStates } from '#lib/scrapes/report-schema.ts';
import type { Plan, Snapshot, WorkUnit } from '../source.ts';

/** A worker renews its lease several times in this span; another one may take the run over after it. */
export const leaseSeconds = 120;

export interface RunOptions {
  input?: string | undefined;
  limit?: number | undefined;
  scope?: Plan['scope'];
}

const runSchema = z.object({
  id: z.string(),
  datasetId: z.string(),
  input: z.enum(['network', 'files', 'manual', 'reparse']),
  coverage: z.enum(['full', 'incremental']).nullable(),
  state: z.enum(runStates),
  stage: z.string().nullable(),
  worker: z.string().nullable(),
  leased: z.boolean(),
  options: z.object({
    input: z.string().optional(),
    limit: z.number().int().optional(),
    scope: z.object({ country: z.string().optional(), region: z.string().optional() }).optional(),
  }),
  startedAt: z.date(),
});
export type Run = z.infer<typeof runSchema>;

const selectRun = `SELECT id, dataset_id AS "datasetId", input, coverage, state, stage, worker,
  coalesce(leased_until > clock_timestamp(), false) AS leased, options, started_at AS "startedAt" FROM scrape_run`;

const unitSchema = z.object({
  key: z.string(),
  unit: z.custom<WorkUnit>((value) => typeof value === 'object' && value !== null),
  state: z.enum(['pending', 'done', 'unchanged', 'partial', 'blocked', 'gone', 'later', 'failed']),
  attempts: z.number().int(),
  snapshots: z.array(
    z.object({
      sha256: z.string(),
      path: z.string(),
      bytes: z.number(),
      mediaType: z.string(),
      name: z.string(),
      url: z.string().optional(),
      fetchedAt: z.string(),
    }),
  ),
  reason: z.string().nullable(),
});
export type StoredUnit = z.infer<typeof unitSchema>;

export async function findRun(client: SqlClient, id: string): Promise<Run> {
  const { rows } = await client.query(`${selectRun} WHERE id = $1`, [id]);
  if (rows[0] === undefined) {
    throw new DossierError('not_found', {
      what: `There is no run "${id}"`,
      mend: '`npm run scrape -- status <dataset>` lists the runs.',
    });
  }
  return runSchema.parse(rows[0]);
}

/** The run of a dataset that has not ended, if there is one. */
export async function findRunningRun(client: SqlClient, datasetId: string): Promise<Run | undefined> {
  const { rows } = await client.query(`${selectRun} WHERE dataset_id = $1 AND state = 'running'`, [
    datasetId,
  ]);
  return rows[0] === undefined ? undefined : runSchema.parse(rows[0]);
}

/**
 * Begins a run.
 *
 * @throws DossierError `conflict` when the dataset has a run already, on this machine or another
 */
export async function createRun(
  pool: Pool,
  input: {
    datasetId: string;
    input: Run['input'];
    worker: string;
    codeVersion: string;
    settingsSha256: string;
    options: RunOptions;
    now: Date;
  },
): Promise<Run> {
  const id = `${input.datasetId}-${input.now
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .toLowerCase()}-${randomBytes(3).toString('hex')}`;
  try {
    await pool.query(
      `INSERT INTO scrape_run (id, dataset_id, input, state, worker, leased_until, code_version, settings_sha256, options, started_at)
       VALUES ($1, $2, $3, 'running', $4, clock_timestamp() + make_interval(secs => $5), $6, $7, $8, $9)`,
      [
        id,
        input.datasetId,
        input.input,
        input.worker,
        leaseSeconds,
        input.codeVersion,
        input.settingsSha256,
        JSON.stringify(input.options),
        input.now.toISOString(),
      ],
    );
  } catch (error) {
    if (getErrorCode(error) === '23505') throw inUse(input.datasetId);
    throw error;
  }
  return findRun(pool, id);
}

function inUse(datasetId: string): DossierError {
  return new DossierError('conflict', {
    what: `"${datasetId}" is being run by another worker`,
    mend: 'Wait for it. If that worker died, its lease ends by itself within two minutes; then run the same command again.',
  });
}

/** Takes over a run whose worker no longer renews its lease; `force` takes one's own run back at once. */
export async function takeRun(pool: Pool, run: Run, worker: string, force = false): Promise<Run> {
  const { rowCount } = await pool.query(
    `UPDATE scrape_run SET worker = $2, leased_until = clock_timestamp() + make_interval(secs => $3)
      WHERE id = $1 AND state = 'running' AND (worker = $2 OR leased_until < clock_timestamp() OR $4)`,
    [run.id, worker, leaseSeconds, force],
  );
  if (rowCount === 0) throw inUse(run.datasetId);
  return findRun(pool, run.id);
}

/**
 * Renews the lease.
 *
 * @throws DossierError `conflict` when another worker has the run by now: whoever calls must stop
 */
export async function renewRun(client: SqlClient, run: Run, worker: string): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE scrape_run SET leased_until = clock_timestamp() + make_interval(secs => $3)
      WHERE id = $1 AND state = 'running' AND worker = $2`,
    [run.id, worker, leaseSeconds],
  );
  if (rowCount === 0) throw inUse(run.datasetId);
}

/** Writes the plan; a plan that is there already stands. `held`: bytes of units that need no fetching. */
export async function writePlan(
  pool: Pool,
  run: Run,
  plan: Plan,
  now: Date,
  held: ReadonlyMap<string, readonly Snapshot[]> = new Map(),
): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(
      `UPDATE scrape_run SET coverage = $2, stage = 'plan', options = options || $3::jsonb WHERE id = $1`,
      [run.id, plan.coverage, JSON.stringify(plan.scope === undefined ? {} : { scope: plan.scope })],
    );
    await insertRows(
      client,
      'scrape_unit',
      {
        run_id: 'text',
        key: 'text',
        position: 'int',
        unit: 'jsonb',
        state: 'text',
        attempts: 'int',
        snapshots: 'jsonb',
        updated_at: 'timestamptz',
      },
      plan.units.map((unit, position) => ({
        run_id: run.id,
        key: unit.key,
        position,
        unit,
        state: held.has(unit.key) ? 'done' : 'pending',
        attempts: 0,
        snapshots: held.get(unit.key) ?? [],
        updated_at: now.toISOString(),
      })),
      'ON CONFLICT (run_id, key) DO NOTHING',
    );
  });
}

export async function findUnits(client: SqlClient, runId: string): Promise<StoredUnit[]> {
  const { rows } = await client.query(
    'SELECT key, unit, state, attempts, snapshots, reason FROM scrape_unit WHERE run_id = $1 ORDER BY position',
    [runId],
  );
  return z.array(unitSchema).parse(rows);
}

export async function writeUnit(
  client: SqlClient,
  runId: string,
  unit: {
    key: string;
    state: StoredUnit['state'];
    snapshots: readonly Snapshot[];
    reason?: string | undefined;
  },
): Promise<void> {
  await client.query(
    `UPDATE scrape_unit SET state = $3, snapshots = $4, reason = $5, attempts = attempts + 1, updated_at = clock_timestamp()
      WHERE run_id = $1 AND key = $2`,
    [runId, unit.key, unit.state, JSON.stringify(unit.snapshots), unit.reason ?? null],
  );
}

export async function writeStage(client: SqlClient, runId: string, stage: string): Promise<void> {
  await client.query('UPDATE scrape_run SET stage = $2 WHERE id = $1', [runId, stage]);
}

/** Cursor values that come with the fetched units: committed with the rows, or not at all. */
export async function addCursor(
  client: SqlClient,
  runId: string,
  cursor: Readonly<Record<string, string>>,
): Promise<void> {
  await client.query('UPDATE scrape_run SET cursor = cursor || $2::jsonb WHERE id = $1', [
    runId,
    JSON.stringify(cursor),
  ]);
}

export async function readCursor(client: SqlClient, datasetId: string): Promise<Record<string, string>> {
  const { rows } = await client.query<{ key: string; value: string }>(
    'SELECT key, value FROM scrape_cursor WHERE dataset_id = $1',
    [datasetId],
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

export async function endRun(
  client: SqlClient,
  runId: string,
  end: { state: Exclude<RunState, 'running'>; report: unknown; details: unknown; at: Date },
): Promise<void> {
  await client.query(
    `UPDATE scrape_run SET state = $2, report = $3, details = $4, finished_at = $5, leased_until = NULL WHERE id = $1`,
    [runId, end.state, JSON.stringify(end.report), JSON.stringify(end.details), end.at.toISOString()],
  );
}

/** Changes that the last published runs of a dataset made, the first load apart: what its ordinary size is. */
export async function findPublishedSizes(client: SqlClient, datasetId: string): Promise<number[]> {
  const { rows } = await client.query<{ published: number }>(
    `SELECT (report->>'published')::int AS published FROM scrape_run
      WHERE dataset_id = $1 AND state IN ('published', 'unchanged') ORDER BY started_at DESC LIMIT 10`,
    [datasetId],
  );
  return rows.map(({ published }) => published);
}
