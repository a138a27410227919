import type { Pool } from 'pg';
import { DossierError } from '#lib/errors.ts';
import { recordFetch, storeFile } from '../snapshots.ts';
import type { Plan } from '../source.ts';
import type { Prepared } from './run-input.ts';
import { findRun, findUnits } from './run-store.ts';

/**
 * The bytes that an earlier run read, to be read again by today's code: history can be rebuilt whenever a parser learns.
 *
 * @param runId default: the newest run of the dataset that read anything
 * @throws DossierError `not_found` when no run has bytes
 */
export async function prepareReparse(pool: Pool, datasetId: string, runId?: string): Promise<Prepared> {
  const id = runId ?? (await findNewestWithBytes(pool, datasetId));
  const run = await findRun(pool, id);
  if (run.datasetId !== datasetId) {
    throw new DossierError('bad_request', {
      what: `Run ${id} is one of ${run.datasetId}`,
      mend: `Name a run of ${datasetId}.`,
    });
  }
  const units = (await findUnits(pool, id)).filter(({ snapshots }) => snapshots.length > 0);
  // An earlier run that was not whole is not made whole by reading it again.
  const whole = run.coverage === 'full' && run.options.limit === undefined;
  const plan: Plan = {
    coverage:
      whole && units.every(({ state }) => state === 'done' || state === 'unchanged') ? 'full' : 'incremental',
    units: units.map(({ unit }) => unit),
    ...(run.options.scope === undefined ? {} : { scope: toScope(run.options.scope) }),
  };
  return {
    input: 'reparse',
    plan,
    held: new Map(units.map(({ key, snapshots }) => [key, snapshots.map(withoutEmptyUrl)])),
  };
}

const withoutEmptyUrl = <S extends { url?: string | undefined }>({ url, ...rest }: S) =>
  url === undefined ? rest : { ...rest, url };

function toScope({ country, region }: { country?: string | undefined; region?: string | undefined }) {
  return { ...(country === undefined ? {} : { country }), ...(region === undefined ? {} : { region }) };
}

async function findNewestWithBytes(pool: Pool, datasetId: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT r.id FROM scrape_run r WHERE r.dataset_id = $1 AND r.state NOT IN ('running', 'failed', 'blocked')
        AND EXISTS (SELECT 1 FROM scrape_unit u WHERE u.run_id = r.id AND jsonb_array_length(u.snapshots) > 0)
      ORDER BY r.started_at DESC LIMIT 1`,
    [datasetId],
  );
  if (rows[0] !== undefined) return rows[0].id;
  throw new DossierError('not_found', {
    what: `No run of ${datasetId} has kept bytes`,
    mend: `Run it first: npm run scrape -- run ${datasetId}.`,
  });
}

/** A page that a person saved in a browser, because its host refuses programs. It counts as one unit under its address. */
export async function prepareCapture(
  pool: Pool,
  input: { datasetId: string; dataDir: string; path: string; url: string; now: Date },
): Promise<Prepared> {
  const { datasetId, dataDir, path, url, now } = input;
  const key = `page:${url}`;
  const snapshot = await storeFile({ dataDir, path, name: path });
  await recordFetch(pool, {
    datasetId,
    unitKey: key,
    method: 'manual',
    url,
    mediaType: snapshot.mediaType,
    sha256: snapshot.sha256,
    bytes: snapshot.bytes,
    fetchedAt: now,
  });
  return {
    input: 'manual',
    plan: { coverage: 'incremental', units: [{ key, from: { request: { url } } }] },
    held: new Map([[key, [{ ...snapshot, url }]]]),
  };
}
