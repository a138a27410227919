import type { SqlClient } from '#lib/postgres/sql.ts';
import { findLiveIds, findNewestContents } from './newest-content.ts';
import { type PublicRecord, type RecordKind, readPublicRecords, recordKinds } from './public-content.ts';
import { datasetKind, verifyDatasets } from './verify-datasets.ts';

export type RecordProblem = {
  kind: RecordKind | typeof datasetKind;
  id: string;
  /** Index of the entry that says otherwise; absent when the log never spoke of the record. */
  index?: number;
  what: string;
};

export type RecordVerdict = { records: number; problem?: RecordProblem };

const batchSize = 1000;

/**
 * Compares the rows that readers see with what the log says is public: every row equals the newest content of its
 * record, and every record that the log holds as public has its row; then the records of bulk
 * loads with the roots that their entries commit to. Finds the first that differs, by kind and id.
 */
export async function verifyRecords(client: SqlClient): Promise<RecordVerdict> {
  let records = 0;
  for (const kind of recordKinds) {
    let batch: PublicRecord[] = [];
    for await (const record of readPublicRecords(client, kind)) {
      batch.push(record);
      records += 1;
      if (batch.length < batchSize) continue;
      const problem = await findDifference(client, kind, batch);
      if (problem !== undefined) return { records, problem };
      batch = [];
    }
    const problem = (await findDifference(client, kind, batch)) ?? (await findMissingRow(client, kind));
    if (problem !== undefined) return { records, problem };
  }
  const { problem } = await verifyDatasets(client);
  return problem === undefined ? { records } : { records, problem: { kind: datasetKind, ...problem } };
}

async function findDifference(
  client: SqlClient,
  kind: RecordKind,
  batch: PublicRecord[],
): Promise<RecordProblem | undefined> {
  const ids = batch.map((record) => record.id);
  const newest = await findNewestContents(client, kind, ids);
  for (const { id, canonical } of batch) {
    const logged = newest.get(id);
    if (logged === undefined)
      return { kind, id, what: 'it is in the database, and the log never spoke of it' };
    if (logged.content === null)
      return { kind, id, index: logged.index, what: 'it is in the database, and its content was redacted' };
    if (logged.content !== canonical) {
      return {
        kind,
        id,
        index: logged.index,
        what: `it differs from the log in ${listDifferences(logged.content, canonical)}`,
      };
    }
  }
  return undefined;
}

/** Records that the log holds as public and that have no row. */
async function findMissingRow(client: SqlClient, kind: RecordKind): Promise<RecordProblem | undefined> {
  const rows = readPublicRecords(client, kind);
  let row = await rows.next();
  let after = '';
  for (;;) {
    const live = await findLiveIds(client, kind, { after, limit: batchSize });
    for (const id of live) {
      // Both lists are in code point order, so one walk beside the other finds what is missing.
      while (row.done !== true && compareCodePoints(row.value.id, id) < 0) row = await rows.next();
      if (row.done === true || row.value.id !== id)
        return { kind, id, what: 'the log holds it as public, and the database lacks it' };
    }
    const last = live.at(-1);
    if (last === undefined || live.length < batchSize) return undefined;
    after = last;
  }
}

/** As Postgres' collation "C" orders UTF-8 text. */
function compareCodePoints(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
}

function listDifferences(logged: string, present: string): string {
  const before: unknown = JSON.parse(logged);
  const now: unknown = JSON.parse(present);
  if (!isObject(before) || !isObject(now)) return 'its content';
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key])).join(', ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
