import type { Pool, PoolClient } from 'pg';
import { readVendors } from '../organizations/vendors.ts';
import { readTechnologies } from '../technologies/schema.ts';
import { createBodyIds, readCuratedBodies } from './body-ids.ts';
import { writeDatasetRow, writeMissingGrade } from './dataset-row.ts';
import type { DatasetDescription, PackManifest } from './dataset-schema.ts';
import { logLoad } from './log-load.ts';
import { toAreaRows, toCountryNameRows, toTownRows } from './place-rows.ts';
import { findDamagedFiles, findPackIds, packsRoot, readLines, readManifest } from './read-pack.ts';
import { type RowContext, toWorldRows } from './record-rows.ts';
import { type PackSource, rowFiles, rowKinds, rowSchemas } from './rows.ts';
import { Staging } from './staging.ts';
import type { WorldRow } from './tables.ts';
import { toVocabularyRows, vocabularyDataset, vocabularyHash } from './vocabulary-rows.ts';

export interface LoadProgress {
  dataset: string;
  /** reading: `done` of `total` packed rows; writing: the merge into the tables; then done or skipped. */
  phase: 'reading' | 'writing' | 'done' | 'skipped';
  done: number;
  total: number;
}

export interface LoadOptions {
  pool: Pool;
  onProgress?: (progress: LoadProgress) => void;
  /** Folder of the packs. */
  packs?: string;
  /** Moment that the ledger's entries carry. */
  at?: Date;
}

export interface LoadReport {
  loaded: { dataset: string; rows: number; seconds: number }[];
  skipped: string[];
}

interface Job {
  dataset: DatasetDescription;
  sha256: string;
  /** Packed rows, for progress. */
  total: number;
  rows: () => AsyncIterable<WorldRow> | Iterable<WorldRow>;
}

/**
 * Loads all packs and our own vocabularies, each in one transaction with one entry of the ledger. A dataset whose version and
 * hash are in the database already is skipped at once, so a second run changes nothing.
 * @throws Error when a pack is missing or a file of it differs from its manifest; nothing of that pack is written then
 */
export async function loadPacks({
  pool,
  onProgress,
  packs = packsRoot,
  at = new Date(),
}: LoadOptions): Promise<LoadReport> {
  const report: LoadReport = { loaded: [], skipped: [] };
  const client = await pool.connect();
  try {
    for (const job of listJobs(packs)) {
      const say = (phase: LoadProgress['phase'], done: number) =>
        onProgress?.({ dataset: job.dataset.id, phase, done, total: job.total });
      const known = await readKnown(client, job.dataset.id);
      // A run that was published here is newer than the pack that it was compared with: loading that pack would turn it back.
      if (
        known !== undefined &&
        (known.state === `${job.dataset.version} ${job.sha256}` ||
          (known.publishedRun !== null && job.dataset.retrievedOn <= known.retrievedOn))
      ) {
        await writeMissingGrade(client, job.dataset);
        report.skipped.push(job.dataset.id);
        say('skipped', job.total);
        continue;
      }
      if (job.dataset.id !== vocabularyDataset.id) refuseDamaged(job.dataset.id, packs);
      const started = performance.now();
      const rows = await loadOne(client, job, known !== undefined, at, say);
      report.loaded.push({ dataset: job.dataset.id, rows, seconds: (performance.now() - started) / 1000 });
      say('done', job.total);
    }
  } finally {
    client.release();
  }
  return report;
}

/** Packs that others refer to, in the order in which foreign keys need them; all further packs follow. */
const first = ['natural-earth', 'unicode-cldr', 'geonames-cities', 'wikidata-agencies', 'eff-atlas-2020'];

const referenceRows: Readonly<Record<string, (source: PackSource) => AsyncIterable<WorldRow>>> = {
  'natural-earth': toAreaRows,
  'unicode-cldr': toCountryNameRows,
  'geonames-cities': toTownRows,
};

/** In the order in which foreign keys need them: vocabularies and places, then bodies, then what operates. */
function listJobs(packs: string): Job[] {
  const [technologies, vendors] = [readTechnologies(), readVendors()];
  const bodies = createBodyIds(readCuratedBodies(), vendors);
  const ids = [...first, ...findPackIds(packs).filter((id) => !first.includes(id))];
  // Bodies of every dataset before the devices that they operate.
  const manifests = ids.map((id) => readManifest(id, packs));
  const ordered = [
    ...manifests.filter(({ files }) => !Object.hasOwn(files, rowFiles.device)),
    ...manifests.filter(({ files }) => Object.hasOwn(files, rowFiles.device)),
  ];
  return [
    {
      dataset: vocabularyDataset,
      sha256: vocabularyHash(technologies, vendors),
      total: Object.keys(technologies).length + Object.keys(vendors).length,
      rows: () => toVocabularyRows(technologies, vendors, bodies),
    },
    ...ordered.map(({ dataset, sha256, files }): Job => {
      const reference = referenceRows[dataset.id];
      return {
        dataset,
        sha256,
        total: Object.entries(files).reduce(
          (sum, [name, file]) => sum + (name.endsWith('.jsonl.gz') ? file.rows : 0),
          0,
        ),
        rows: () =>
          reference === undefined
            ? toPackRows({ dataset, packs }, files, { bodies, technologies })
            : reference({ dataset, packs }),
      };
    }),
  ];
}

async function* toPackRows(
  { dataset, packs }: PackSource,
  files: PackManifest['files'],
  known: Pick<RowContext, 'bodies' | 'technologies'>,
): AsyncGenerator<WorldRow> {
  const agencies = new Map<string, { name: string; place: string | null }>();
  const context: RowContext = { dataset, agencies, ...known };
  for (const kind of rowKinds) {
    if (!Object.hasOwn(files, rowFiles[kind])) continue;
    for await (const { row, text } of readLines(dataset.id, rowFiles[kind], rowSchemas[kind], packs)) {
      if ('ids' in row) agencies.set(row.key, { name: row.name, place: row.place });
      yield* toWorldRows(kind, text, context);
    }
  }
}

function refuseDamaged(id: string, packs: string): void {
  const damaged = findDamagedFiles(id, packs);
  if (damaged.length > 0) {
    throw new Error(
      `data/packs/${id}: ${damaged.join(', ')} differ from pack.yaml. Restore them: git checkout -- data/packs/${id}`,
    );
  }
}

async function readKnown(
  client: PoolClient,
  id: string,
): Promise<{ state: string; publishedRun: string | null; retrievedOn: string } | undefined> {
  const { rows } = await client.query<{ state: string; publishedRun: string | null; retrievedOn: string }>(
    `SELECT version || ' ' || sha256 AS state, published_run AS "publishedRun", retrieved_on AS "retrievedOn" FROM dataset WHERE id = $1`,
    [id],
  );
  return rows[0];
}

async function loadOne(
  client: PoolClient,
  { dataset, sha256, rows }: Job,
  again: boolean,
  at: Date,
  say: (phase: LoadProgress['phase'], done: number) => void,
): Promise<number> {
  await client.query('BEGIN');
  try {
    await writeDatasetRow(client, dataset, sha256);
    const staging = new Staging(client);
    let records = 0;
    for await (const [table, row] of rows()) {
      await staging.add(table, row);
      if (table !== 'dataset_record') continue;
      records += 1;
      if (records % 2000 === 0) say('reading', records);
    }
    say('writing', records);
    await staging.merge({
      replace: again,
      missing: again ? { datasetId: dataset.id, since: dataset.retrievedOn } : null,
    });
    const present = await logLoad(client, {
      dataset,
      sha256,
      actor: 'loader:packs',
      reason: `${again ? 'New version' : 'First load'} of a packed dataset`,
      at,
    });
    await client.query('COMMIT');
    return present;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
