import { readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { type CaptureFolders, sha256OfBytes } from '#lib/captures/store.ts';
import { DossierError } from '#lib/errors.ts';
import { logWork } from '#lib/log/record-changes.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { recheckPassages, type VerifyCounts } from '#lib/works/recheck-passages.ts';
import { findRemoved, type Removed, removeRows } from '#lib/works/remove-rows.ts';
import { readSurroundings } from '#lib/works/surroundings.ts';
import { toWorkRows, type WorkRows } from '#lib/works/work-rows.ts';
import { tableOrder, writeRows } from '#lib/works/write-rows.ts';
import { orderByReferences } from './file-order.ts';
import type { ClaimsFile } from './file-schema.ts';
import type { Problem } from './problem.ts';
import { rebuildWorld } from './rebuild.ts';
import { readRegistry } from './registry.ts';
import { validateClaimsFile } from './validate.ts';

export type IngestOptions = CaptureFolders & {
  /** The repository's `data` folder, for the predicates and vocabularies. */
  dataFolder: string;
  /** Reason for records that a file no longer holds; without it such a file is refused. */
  withdrawReason?: string;
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
    };

/** Any constant: ingestion of one file at a time, because files share entities whose facts are rebuilt. */
const ingestLock = 7_063_790_120;

/**
 * Brings claims files into the database, each in one transaction: all of it or nothing. A file that says nothing new changes no
 * row and appends nothing to the ledger.
 *
 * @throws DossierError `invalid_input` when a file no longer holds records and no reason for withdrawing them was given
 */
export async function ingestFiles(
  pool: Pool,
  paths: readonly string[],
  options: IngestOptions,
): Promise<FileReport[]> {
  const registry = readRegistry(options.dataFolder);
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
  const reports: FileReport[] = [];
  for (const { path, bytes } of orderByReferences(files)) {
    const report = await withTransaction(pool, async (client): Promise<FileReport> => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [ingestLock]);
      const validation = validateClaimsFile(path, bytes, await readSurroundings(client, registry, options));
      if (!validation.ok) return { path, ok: false, problems: validation.problems };
      const { file, slug } = validation;
      const before = await readSubjects(client, file.work.id);
      const rows = await withoutOwnFiles(client, toWorkRows(file, sha256OfBytes(bytes)));
      const { changed, removed } = await writeWork(client, path, file, rows, options);
      const passages = await recheckPassages(client, file.work.id, options);
      if (changed > 0) {
        const subjects = new Set([...before, ...(await readSubjects(client, file.work.id))]);
        await rebuildWorld(client, registry.predicates, [...subjects].sort());
      }
      await logWork(client, {
        workId: file.work.id,
        slug,
        actor: options.actor ?? 'editor:curation',
        reason: `Claims file of ${file.work.id}`,
        ...(options.withdrawReason === undefined ? {} : { withdrawReason: options.withdrawReason }),
        at: options.at ?? new Date(),
      });
      return {
        path,
        ok: true,
        work: file.work.id,
        claims: file.claims.length,
        changed,
        withdrawn: removed.length,
        passages,
      };
    });
    reports.push(report);
  }
  return reports;
}

async function writeWork(
  client: PoolClient,
  path: string,
  file: ClaimsFile,
  rows: WorkRows,
  options: IngestOptions,
): Promise<{ changed: number; removed: Removed }> {
  const removed = await findRemoved(client, file.work.id, rows);
  if (removed.length > 0 && options.withdrawReason === undefined) throw refuseRemoval(path, removed);
  let changed = removed.length;
  for (const table of tableOrder) changed += await writeRows(client, table, rows[table]);
  changed += await removeRows(client, file.work.id, rows, removed, options.withdrawReason ?? '');
  return { changed, removed };
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

function refuseRemoval(path: string, removed: Removed): DossierError {
  const named = removed.slice(0, 5).map((entry) => `${entry.kind} ${entry.id}`);
  const more = removed.length > named.length ? ` and ${removed.length - named.length} more` : '';
  return new DossierError('invalid_input', {
    what: `The file no longer holds ${named.join(', ')}${more}, which the database does`,
    where: path,
    mend: 'Keep a claim with “review: withdrawn” and “withdrawn: { reason, on }”, or run again with --withdraw "the reason".',
  });
}
