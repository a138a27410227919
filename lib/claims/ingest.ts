import { readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { type CaptureFolders, sha256OfBytes } from '#lib/captures/store.ts';
import { DossierError, getErrorCode, isDiskFull } from '#lib/errors.ts';
import { logWork } from '#lib/log/record-changes.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { recheckPassages, type VerifyCounts } from '#lib/works/recheck-passages.ts';
import { findRemoved, type Removed, removeRows } from '#lib/works/remove-rows.ts';
import { type GrowingSurroundings, readSurroundings } from '#lib/works/surroundings.ts';
import { toWorkRows, type WorkRows } from '#lib/works/work-rows.ts';
import { tableOrder, writeRows } from '#lib/works/write-rows.ts';
import { orderByReferences } from './file-order.ts';
import { findConfirmedSubjects } from './grade-check.ts';
import type { Problem } from './problem.ts';
import { rebuildWorld } from './rebuild.ts';
import { readRegistry } from './registry.ts';
import { readResolvable } from './stored-claims.ts';
import { validateClaimsFile } from './validate.ts';

export type IngestOptions = CaptureFolders & {
  /** The repository's `data` folder, for the predicates and vocabularies. */
  dataFolder: string;
  /** Reason for records that a file no longer holds; without it such a file is refused. */
  withdrawReason?: string;
  /** Leave what readers see to the caller, who rebuilds all of it once after the last file. */
  worldLater?: boolean;
  actor?: string;
  at?: Date;
};

export type FileReport =
  | { path: string; ok: false; problems: Problem[] }
  | {
      path: string;
      ok: true;
      work: string;
      claims: number;
      /** Rows written; 0 when the file said nothing new. */
      changed: number;
      withdrawn: number;
      passages: VerifyCounts;
      /** Ids of passages that the copy at hand no longer contains. */
      lost: string[];
    };

/** Any constant: ingestion of one file at a time, because files share entities whose facts are rebuilt. */
const ingestLock = 7_063_790_120;

/**
 * Brings claims files into the database, each in one transaction: all of it or nothing. A file that says nothing new changes no
 * row and appends nothing to the ledger. A file with a problem does not keep the others back.
 */
export async function ingestFiles(
  pool: Pool,
  paths: readonly string[],
  options: IngestOptions,
): Promise<FileReport[]> {
  const registry = readRegistry(options.dataFolder);
  const files = await Promise.all(paths.map(readClaimsFile));
  const reports: FileReport[] = [];
  // Read once: tens of thousands of entities for each of hundreds of files would be most of the work.
  const surroundings = await withTransaction(pool, (client) => readSurroundings(client, registry, options));
  for (const file of orderByReferences(files)) {
    const report = await withTransaction(pool, (client) => ingestFile(client, file, surroundings, options));
    reports.push(report);
  }
  return reports;
}

async function readClaimsFile(path: string): Promise<{ path: string; bytes: Buffer }> {
  try {
    return { path, bytes: await readFile(path) };
  } catch (cause) {
    if (isDiskFull(cause)) throw cause;
    throw new DossierError('invalid_input', {
      what: `The claims file cannot be opened (${getErrorCode(cause) ?? 'unknown reason'})`,
      where: path,
      mend: 'Correct the path; claims files are data/works/<slug>.yaml.',
      cause,
    });
  }
}

async function ingestFile(
  client: PoolClient,
  { path, bytes }: { path: string; bytes: Buffer },
  surroundings: GrowingSurroundings,
  options: IngestOptions,
): Promise<FileReport> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [ingestLock]);
  const confirmed = findConfirmedSubjects(path, bytes);
  const validation = validateClaimsFile(path, bytes, {
    ...surroundings,
    sameSubjects: confirmed.length === 0 ? [] : (await readResolvable(client, confirmed)).claims,
  });
  if (!validation.ok) return { path, ok: false, problems: validation.problems };
  const { file, slug } = validation;
  const workId = file.work.id;
  const before = await readSubjects(client, workId);
  const rows = await withoutOwnFiles(client, toWorkRows(file, sha256OfBytes(bytes)));
  const removed = await findRemoved(client, workId, rows);
  if (removed.length > 0 && options.withdrawReason === undefined) {
    return { path, ok: false, problems: removed.map((entry) => toProblem(path, entry)) };
  }
  let changed = removed.length;
  for (const table of tableOrder) changed += await writeRows(client, table, rows[table]);
  changed += await removeRows(client, workId, rows, removed, options.withdrawReason ?? '');
  const { counts: passages, lost } = await recheckPassages(client, workId, options);
  // Rows that rest on a removed inference would be left without evidence, which the database refuses.
  if (changed > 0 && (options.worldLater !== true || removed.length > 0)) {
    const subjects = new Set([...before, ...(await readSubjects(client, workId))]);
    await rebuildWorld(client, surroundings.registry.predicates, [...subjects].sort());
  }
  await logWork(client, {
    workId,
    slug,
    actor: options.actor ?? 'editor:curation',
    reason: `Claims file of ${workId}`,
    ...(options.withdrawReason === undefined ? {} : { withdrawReason: options.withdrawReason }),
    at: options.at ?? new Date(),
  });
  surroundings.add(rows);
  const claims = file.claims.length;
  return { path, ok: true, work: workId, claims, changed, withdrawn: removed.length, passages, lost };
}

/** A cited work that has a claims file of its own is described by that file alone. */
async function withoutOwnFiles(client: PoolClient, rows: WorkRows): Promise<WorkRows> {
  const [own, ...cited] = rows.work;
  if (own === undefined || cited.length === 0) return rows;
  const { rows: masters } = await client.query<{ id: string }>(
    'SELECT id FROM work WHERE id = ANY ($1) AND claims_file_sha256 IS NOT NULL',
    [cited.map((work) => work.id)],
  );
  const ids = new Set<unknown>(masters.map((master) => master.id));
  return { ...rows, work: [own, ...cited.filter((work) => !ids.has(work.id))] };
}

/** Entities whose facts rest on this work, also by a link to or from a claim of another. */
async function readSubjects(client: PoolClient, workId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT subject_id AS id FROM claim WHERE work_id = $1
     UNION SELECT subject_id FROM inference WHERE work_id = $1
     UNION SELECT other.subject_id FROM claim own JOIN claim_link l ON own.id IN (l.from_id, l.to_id)
       JOIN claim other ON other.id IN (l.from_id, l.to_id) WHERE own.work_id = $1`,
    [workId],
  );
  return rows.map((row) => row.id);
}

function toProblem(path: string, { kind, id }: Removed[number]): Problem {
  return {
    file: path,
    line: 1,
    column: 1,
    key: kind === 'inference' ? 'inferences' : `${kind}s`,
    what: `The file no longer holds the ${kind} ${id}, which the database does`,
    mend:
      kind === 'claim'
        ? 'Keep it with “review: withdrawn” and “withdrawn: { reason, on }”, or run again with --withdraw "the reason".'
        : 'Put it back, or run again with --withdraw "the reason".',
  };
}
