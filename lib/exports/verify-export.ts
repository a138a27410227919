import { createHash, hash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { maxEntryBytes } from '#lib/log/entry.ts';
import { Frontier, leafHash } from '#lib/log/merkle.ts';
import { isRecordKind, type RecordKind, recordKinds } from '#lib/log/public-content.ts';
import { type HeadRow, type LogRow, type LogVerdict, verifyLog } from '#lib/log/verify.ts';
import { datasetKind, findLoadDifference } from '#lib/log/verify-datasets.ts';
import type { ExportProblem } from './export-problem.ts';
import { type ExportManifest, exportManifest } from './manifest-schema.ts';
import { readJsonLines } from './read-lines.ts';
import { recordFile } from './record-files.ts';
import { SignatureCheck, type Trust } from './signature-check.ts';
import { TileCheck } from './tile-check.ts';

/** `log` is absent when the ledger could not be read to its end. */
export type ExportVerdict = {
  log?: LogVerdict;
  files: number;
  records: number;
  /** Keys whose signatures under the checkpoint were checked. */
  signedBy?: string[];
  problem?: ExportProblem;
};

const entryLine = z.strictObject({
  index: z.int(),
  recordKind: z.string(),
  recordId: z.string(),
  version: z.int(),
  // Longer ones are no entries, and do not fit the length of a bundle.
  entry: z.string().max(maxEntryBytes),
  leafHash: z.string(),
});
const operation = z.looseObject({ op: z.string() });
const contentLine = z.strictObject({ index: z.int(), salt: z.string(), content: z.string() });
const headLine = z.strictObject({ size: z.int(), root: z.string(), at: z.string() });

/**
 * Checks an export without network and without database: the ledger from its first entry to its last, size and root
 * against its signed checkpoint, the tiles, an older checkpoint, every record file against the newest content in the ledger,
 * every file against its hash and the license of its folder, and the signature of the manifest. Reports the first problem, the
 * ledger's first.
 *
 * @throws DossierError `not_found` when there is no export, `invalid_input` for a key or an older checkpoint that is none
 */
export async function verifyExport(folder: string, trust: Trust = {}): Promise<ExportVerdict> {
  const manifest = readManifest(folder);
  if (manifest === undefined)
    return {
      files: 0,
      records: 0,
      problem: { where: 'manifest.json', what: 'it cannot be read as a manifest' },
    };
  const counted = { files: manifest.files.length, records: 0 };
  const missing = manifest.files.find(({ path }) => !existsSync(join(folder, path)));
  const required = [
    'manifest.note',
    'log/checkpoint',
    'log/entries.jsonl',
    'log/contents.jsonl',
    'log/heads.jsonl',
    ...Object.values(recordFile),
  ];
  const absent = missing?.path ?? required.find((path) => !existsSync(join(folder, path)));
  if (absent !== undefined) return { ...counted, problem: { where: absent, what: 'this file is missing' } };
  try {
    return { ...counted, ...(await verifyContents(folder, manifest, trust)) };
  } catch (error) {
    if (!(error instanceof DossierError && error.code === 'integrity')) throw error;
    return { ...counted, problem: { where: error.where ?? folder, what: error.what } };
  }
}

async function verifyContents(
  folder: string,
  manifest: ExportManifest,
  trust: Trust,
): Promise<Omit<ExportVerdict, 'files' | 'records'> & { records?: number }> {
  const signed = new SignatureCheck(folder, manifest, trust);
  const observed: Observed = { newest: new Map(), loads: new Map() };
  const tiles = new TileCheck(join(folder, 'log'), signed.since?.size);
  const log = await verifyLog(observe(readExportedRows(folder), observed, tiles), readHeads(folder));
  if (log.problem !== undefined) {
    const { index, record, what } = log.problem;
    return { log, problem: { index, where: `log entry ${index} (${record})`, what } };
  }
  const logProblem =
    findManifestProblem(manifest, log) ?? signed.findLogProblem(log, tiles.sinceRoot) ?? tiles.finish();
  if (logProblem !== undefined) return { log, problem: logProblem };
  const { records, problem } = await compareRecords(folder, observed.newest);
  const found =
    problem ??
    (await findDatasetProblem(folder, manifest, observed.loads)) ??
    (await findFileProblem(folder, manifest)) ??
    signed.findManifestProblem();
  const read = { log, records, signedBy: signed.signedBy };
  return found === undefined ? read : { ...read, problem: found };
}

/** Undefined for a file that is no manifest. */
function readManifest(folder: string): ExportManifest | undefined {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) {
    throw new DossierError('not_found', {
      what: 'There is no export here',
      where: file,
      mend: 'Name the folder that holds manifest.json.',
    });
  }
  try {
    return exportManifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Joins entries and contents, both in the order of their index. */
async function* readExportedRows(folder: string): AsyncGenerator<LogRow> {
  const contents = readJsonLines(join(folder, 'log/contents.jsonl'), contentLine);
  let content = await contents.next();
  let last = -1;
  for await (const { row: entry } of readJsonLines(join(folder, 'log/entries.jsonl'), entryLine)) {
    last = entry.index;
    const own =
      content.done !== true && content.value.row.index === entry.index ? content.value.row : undefined;
    if (own !== undefined) content = await contents.next();
    yield { ...entry, salt: own?.salt ?? null, content: own?.content ?? null };
  }
  if (content.done !== true) {
    throw new DossierError('integrity', {
      what: `There is content for entry ${content.value.row.index}, out of order or without an entry (the last is ${last})`,
      where: join(folder, 'log/contents.jsonl'),
      mend: 'Get the export again; it was changed.',
    });
  }
}

async function* readHeads(folder: string): AsyncGenerator<HeadRow> {
  for await (const { row } of readJsonLines(join(folder, 'log/heads.jsonl'), headLine)) yield row;
}

type Observed = {
  newest: Map<string, Newest>;
  loads: Map<string, { index: number; content: string | null }>;
};
type Newest = { index: number; withdrawn: boolean; contentSha256: string | null };

/** Passes rows through, compares their tiles, and keeps a hash of the newest content of each record whose rows are exported one by one. */
async function* observe(
  rows: AsyncIterable<LogRow>,
  { newest, loads }: Observed,
  tiles: TileCheck,
): AsyncGenerator<LogRow> {
  for await (const row of rows) {
    yield row;
    tiles.add(row);
    const op = readOperation(row.entry);
    if (op === 'redact') continue;
    if (row.recordKind === datasetKind) loads.set(row.recordId, { index: row.index, content: row.content });
    if (!isRecordKind(row.recordKind)) continue;
    const contentSha256 = row.content === null ? null : hash('sha256', row.content);
    newest.set(`${row.recordKind}\n${row.recordId}`, {
      index: row.index,
      withdrawn: op === 'withdraw',
      contentSha256,
    });
  }
}

/** Of an entry that verifyLog has read already: where it is malformed, the verdict says so. */
function readOperation(entry: string): string | undefined {
  try {
    return operation.safeParse(JSON.parse(entry)).data?.op;
  } catch {
    return undefined;
  }
}

function findManifestProblem({ ledger }: ExportManifest, log: LogVerdict): ExportProblem | undefined {
  if (ledger.size === log.entries && ledger.root === log.root) return undefined;
  const what = `it states ${ledger.size} entries with root ${ledger.root}, and the ledger has ${log.entries} with root ${log.root}`;
  return { where: 'manifest.json', what };
}

const identified = z.looseObject({ id: z.string() });

async function compareRecords(
  folder: string,
  newest: Map<string, Newest>,
): Promise<{ records: number; problem?: ExportProblem }> {
  let records = 0;
  const seen = new Set<string>();
  for (const kind of recordKinds) {
    const file = recordFile[kind];
    for await (const { text, row } of readJsonLines(join(folder, file), identified)) {
      const key = `${kind}\n${row.id}`;
      const problem = findRecordProblem(kind, row.id, text, newest.get(key), seen.has(key));
      if (problem !== undefined) return { records, problem };
      seen.add(key);
      records += 1;
    }
  }
  for (const [key, { index, withdrawn }] of newest) {
    if (withdrawn || seen.has(key)) continue;
    return {
      records,
      problem: {
        index,
        where: key.replace('\n', ' '),
        what: `entry ${index} holds it as public, and its file lacks it`,
      },
    };
  }
  return { records };
}

function findRecordProblem(
  kind: RecordKind,
  id: string,
  line: string,
  logged: Newest | undefined,
  repeated: boolean,
): ExportProblem | undefined {
  const where = `${recordFile[kind]}, ${kind} ${id}`;
  if (repeated) return { where, what: 'it stands there twice' };
  if (logged === undefined) return { where, what: 'the ledger never spoke of it' };
  if (logged.contentSha256 === hash('sha256', line)) return undefined;
  return { index: logged.index, where, what: `it differs from entry ${logged.index} of the ledger` };
}

const recordLine = z.looseObject({
  id: z.string(),
  raw_hash: z.string(),
  state: z.string(),
  /** The line that raw_hash is the hash of; null for rows of reference datasets. */
  row: z.string().nullish(),
});

/** The records of each dataset against the root that the entry of its load commits to (lib/datasets/record-root.ts). */
async function findDatasetProblem(
  folder: string,
  manifest: ExportManifest,
  loads: Observed['loads'],
): Promise<ExportProblem | undefined> {
  for (const part of manifest.parts.filter((candidate) => candidate.folder.startsWith('datasets/'))) {
    const logged = loads.get(basename(part.folder));
    if (logged === undefined) return { where: part.folder, what: 'the ledger never spoke of this dataset' };
    const tree = new Frontier();
    const file = join(folder, part.folder, 'records.jsonl');
    for await (const { row } of existsSync(file) ? readJsonLines(file, recordLine) : []) {
      if (typeof row.row === 'string' && hash('sha256', row.row) !== row.raw_hash)
        return {
          where: `${part.folder}/records.jsonl`,
          what: `the line of record ${row.id} is not the one that was loaded`,
        };
      if (row.state === 'present') tree.push(leafHash(`${row.id} ${row.raw_hash}`));
    }
    const what = findLoadDifference(logged.content, { rows: tree.size, root: tree.root().toString('hex') });
    if (what !== undefined) return { where: part.folder, index: logged.index, what };
  }
  return undefined;
}

async function findFileProblem(folder: string, manifest: ExportManifest): Promise<ExportProblem | undefined> {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const path of listFiles(folder)) {
    if (path !== 'manifest.json' && path !== 'manifest.note' && !listed.has(path))
      return { where: path, what: 'the manifest does not list this file' };
  }
  for (const { path, sha256, license } of manifest.files) {
    const file = join(folder, path);
    if ((await hashFile(file)) !== sha256)
      return { where: path, what: 'its bytes are not those that the manifest states' };
    const part = manifest.parts.find(({ folder: name }) => path.startsWith(`${name}/`));
    if (path.includes('/') && part?.license !== license)
      return { where: path, what: `it is under ${license}, and its folder is not` };
  }
  return undefined;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

async function hashFile(file: string): Promise<string> {
  // An export has thousands of small files (tiles); a stream for each takes longer than reading it.
  if (statSync(file).size < 1 << 20) return hash('sha256', readFileSync(file));
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file)) sum.update(chunk);
  return sum.digest('hex');
}
