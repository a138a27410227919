import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import { type Json, toCanonical } from '#lib/log/canonical.ts';
import { type RecordKind, readPublicRecords, recordKinds } from '#lib/log/public-content.ts';
import { inSnapshot } from '#lib/log/read-log.ts';
import type { Publication } from '#lib/log/sequencer.ts';
import { signNote } from '#lib/log/signed-note.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { isLostSql } from '#lib/records/lost-sql.ts';
import { toCsvLine } from './csv.ts';
import { deviceCsvHeader, readDeviceFeatures, readDeviceLines } from './devices.ts';
import { jsonLinesWriter, type WrittenFile, writeExportFile, writeText } from './file-writer.ts';
import { writeLog } from './log-files.ts';
import { curatedLicense, type ExportManifest, exportFormat, toManifestStatement } from './manifest-schema.ts';
import { toReadme } from './readme.ts';
import { recordFile } from './record-files.ts';
import {
  countWithheld,
  evidencedKinds,
  readDatasetRecords,
  readEntities,
  readEvidencedRows,
  readPlaces,
} from './world-rows.ts';

type Dataset = {
  id: string;
  title: string;
  license: string;
  licenseUrl: string | null;
  attribution: string;
  version: string;
  retrievedOn: string;
};

export type ExportInput = {
  /** Must not exist yet, or be empty. */
  folder: string;
  /** The full text of the license of a dataset, or (`null`) of the project's own data, where it is at hand. */
  findLicenseText: (dataset: string | null) => string | undefined;
  /** Signs a checkpoint over everything that is committed (lib/log/sequencer.ts), on a connection of its own. */
  publish: () => Promise<Publication>;
  report?: (line: string) => void;
};

/**
 * Writes everything public into a folder: the project's own data, one folder a dataset under that dataset's license, and
 * the whole ledger. Equal databases give equal bytes. The folder appears only when it is complete.
 *
 * @param client a connection without an open transaction; all is read in one snapshot
 * @throws DossierError `conflict` when the folder holds something, or when the log grows faster than it is signed; what
 * `publish` throws
 */
export async function writeExport(client: SqlClient, input: ExportInput): Promise<ExportManifest> {
  const folder = resolve(input.folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new DossierError('conflict', {
      what: 'The folder for the export is not empty',
      where: folder,
      mend: 'Name a new folder.',
    });
  }
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const manifest = await writeSigned(client, partial, input);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** An export's log ends where its checkpoint does; where somebody appended in between, both are made again. */
async function writeSigned(client: SqlClient, root: string, input: ExportInput): Promise<ExportManifest> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const publication = await input.publish();
    const manifest = await inSnapshot(client, async () => {
      const { rows } = await client.query<{ size: number }>(
        'select coalesce(max(size), 0)::float8 as size from log_head',
      );
      return rows[0]?.size === publication.checkpoint.size
        ? writeAll(client, root, input, publication)
        : undefined;
    });
    if (manifest !== undefined) return manifest;
  }
  throw new DossierError('conflict', {
    what: 'The log grew each time before its checkpoint could be exported',
    mend: 'Export again when no load or scrape is running.',
  });
}

async function writeAll(
  client: SqlClient,
  root: string,
  input: ExportInput,
  publication: Publication,
): Promise<ExportManifest> {
  const datasets = await readDatasets(client);
  const files = await writeCurated(client, root);
  for (const dataset of datasets) {
    input.report?.(`${dataset.title} (${dataset.license})`);
    files.push(...(await writeDataset(client, root, dataset)));
  }
  input.report?.('Ledger');
  const { files: logFiles, ledger, asOf } = await writeLog(client, root, publication);
  files.push(...logFiles);
  const withheld: Record<string, number> = {};
  for (const kind of evidencedKinds) {
    const count = await countWithheld(client, kind);
    if (count > 0) withheld[kind] = count;
  }
  const own = {
    license: curatedLicense,
    licenseUrl: 'https://creativecommons.org/licenses/by/4.0/',
    attribution: 'Public Dossier',
  };
  const parts: ExportManifest['parts'] = [
    { folder: 'curated', title: 'Claims, sources and what follows from them', ...own },
    { folder: 'log', title: 'The public ledger', ...own },
    ...datasets.map(({ id, licenseUrl, ...dataset }) => ({
      folder: `datasets/${id}`,
      ...dataset,
      ...(licenseUrl === null ? {} : { licenseUrl }),
    })),
  ];
  for (const part of parts) {
    const dataset = part.folder.startsWith('datasets/') ? part.folder.slice('datasets/'.length) : null;
    const text = `${part.title}\nLicense: ${part.license}${part.licenseUrl === undefined ? '' : ` <${part.licenseUrl}>`}\nAttribution: ${part.attribution}\n`;
    const full = input.findLicenseText(dataset);
    files.push(
      await writeText(
        root,
        `${part.folder}/LICENSE.txt`,
        part.license,
        full === undefined ? text : `${text}\n${full.trimEnd()}\n`,
      ),
    );
  }
  const manifest: ExportManifest = {
    format: exportFormat,
    asOf,
    ledger,
    parts,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    withheld,
  };
  manifest.files.push(await writeText(root, 'README.txt', own.license, toReadme(manifest)));
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFileSync(join(root, 'manifest.json'), text);
  const statement = toManifestStatement(hash('sha256', text));
  writeFileSync(join(root, 'manifest.note'), signNote(statement, publication.signers));
  return manifest;
}

async function writeCurated(client: SqlClient, root: string): Promise<WrittenFile[]> {
  const write = jsonLinesWriter(root, curatedLicense, false);
  const files: (WrittenFile | undefined)[] = [];
  for (const kind of recordKinds) files.push(await write(recordFile[kind], readRecordLines(client, kind)));
  files.push(await write('curated/entities.jsonl', readEntities(client, null)));
  files.push(await write('curated/places.jsonl', readPlaces(client, null)));
  for (const kind of evidencedKinds)
    files.push(await write(`curated/${kind}.jsonl`, readEvidencedRows(client, kind, 'curated')));
  files.push(await write('curated/verification.jsonl', readChecks(client)));
  const csv = { path: 'curated/claims.csv', license: curatedLicense };
  files.push(
    await writeExportFile(root, csv, readClaimLines(client), {
      countRows: true,
      header: toCsvLine([...claimColumns, lostColumn]),
    }),
  );
  return files.filter((file) => file !== undefined);
}

async function writeDataset(client: SqlClient, root: string, dataset: Dataset): Promise<WrittenFile[]> {
  const folder = `datasets/${dataset.id}`;
  const write = jsonLinesWriter(root, dataset.license, true);
  const files: (WrittenFile | undefined)[] = [];
  files.push(await write(`${folder}/records.jsonl`, readDatasetRecords(client, dataset.id)));
  files.push(await write(`${folder}/entities.jsonl`, readEntities(client, dataset.id)));
  files.push(await write(`${folder}/places.jsonl`, readPlaces(client, dataset.id)));
  for (const kind of evidencedKinds) {
    files.push(
      await write(`${folder}/${kind}.jsonl`, readEvidencedRows(client, kind, { dataset: dataset.id })),
    );
  }
  files.push(await write(`${folder}/devices.geojsonl`, readDeviceFeatures(client, dataset.id)));
  const csv = { path: `${folder}/devices.csv`, license: dataset.license };
  const options = { countRows: true, header: deviceCsvHeader, skipEmpty: true };
  files.push(await writeExportFile(root, csv, readDeviceLines(client, dataset.id), options));
  return files.filter((file) => file !== undefined);
}

async function* readRecordLines(client: SqlClient, kind: RecordKind): AsyncGenerator<string> {
  for await (const { canonical } of readPublicRecords(client, kind)) yield `${canonical}\n`;
}

/** What the last look for each passage found on this installation. No ledger entry: another one may hold other copies. */
async function* readChecks(client: SqlClient): AsyncGenerator<string> {
  const { rows } = await client.query<{ [key: string]: Json }>(
    `select p.id, p.verify_state::text as state, k.reason
       from passage p left join passage_check k on k.passage_id = p.id order by p.id collate "C"`,
  );
  for (const row of rows) yield `${toCanonical(row)}\n`;
}

const claimColumns = [
  'id',
  'work_id',
  'subject_id',
  'predicate',
  'object',
  'stance',
  'modality',
  'act',
  'speaker',
  'said_on',
  'valid',
  'place_id',
  'says',
  'reliability',
  'credibility',
  'grade_reason',
  'review_state',
  'withdrawn_reason',
] as const;
/** Computed here: whether the copies of this installation still contain a passage that states the claim. */
const lostColumn = 'passages_lost';

/** Claims as a table; objects and speakers as JSON text, because a cell cannot hold them otherwise. */
async function* readClaimLines(client: SqlClient): AsyncGenerator<string> {
  const { rows } = await client.query<{ id: string }>(`select c.id from claim c where ${isLostSql}`);
  const lost = new Set(rows.map(({ id }) => id));
  for await (const { id, content } of readPublicRecords(client, 'claim')) {
    const cells = claimColumns.map((column) => {
      const value = content[column];
      return typeof value === 'object' && value !== null ? toCanonical(value) : value;
    });
    yield toCsvLine([...cells, lost.has(id) ? 'yes' : 'no']);
  }
}

async function readDatasets(client: SqlClient): Promise<Dataset[]> {
  const { rows } = await client.query<Dataset>(
    `select id, title, license, license_url as "licenseUrl", attribution, version, retrieved_on as "retrievedOn"
       from dataset order by id collate "C"`,
  );
  return rows;
}
