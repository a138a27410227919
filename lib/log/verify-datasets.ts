import { z } from 'zod';
import { computeRecordRoot } from '#lib/datasets/record-root.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { sha256Hex } from './entry.ts';
import { findNewestContents } from './newest-content.ts';

/** Kind of the one entry that a bulk load makes. */
export const datasetKind = 'dataset';

/** What the entry of a bulk load commits to: how many records, and the RFC 6962 root over `<record id> <raw hash>`. */
export const loadContent = z.looseObject({ rows: z.int().min(0), merkleRoot: sha256Hex });

export type DatasetProblem = { id: string; index?: number; what: string };

/** What differs between what was logged of a bulk load and what is there now, or undefined. */
export function findLoadDifference(
  logged: string | null,
  present: { rows: number; root: string },
): string | undefined {
  if (logged === null) return 'its records are there, and what the log said of them was redacted';
  const parsed = loadContent.safeParse(JSON.parse(logged));
  if (!parsed.success) return 'the entry of its load states no rows and no root';
  if (parsed.data.rows !== present.rows)
    return `the log says ${parsed.data.rows} records, and there are ${present.rows}`;
  return parsed.data.merkleRoot === present.root ? undefined : 'its records are not those that were loaded';
}

/** Recomputes the root of every dataset from its records and compares it with the newest entry of its load. */
export async function verifyDatasets(
  client: SqlClient,
): Promise<{ datasets: number; problem?: DatasetProblem }> {
  const { rows } = await client.query<{ id: string }>('select id from dataset order by id collate "C"');
  const newest = await findNewestContents(
    client,
    datasetKind,
    rows.map((row) => row.id),
  );
  for (const { id } of rows) {
    const logged = newest.get(id);
    if (logged === undefined)
      return { datasets: rows.length, problem: { id, what: 'the log never spoke of it' } };
    const what =
      findLoadDifference(logged.content, await computeRecordRoot(client, id)) ??
      (await findChangedLine(client, id));
    if (what !== undefined) return { datasets: rows.length, problem: { id, index: logged.index, what } };
  }
  return { datasets: rows.length };
}

/** The log commits to the hash of each record's line; where the line is kept, it must be the one that was hashed. */
async function findChangedLine(client: SqlClient, datasetId: string): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `select id from dataset_record
      where dataset_id = $1 and row is not null and encode(sha256(convert_to(row, 'UTF8')), 'hex') <> raw_hash
      order by id collate "C" limit 1`,
    [datasetId],
  );
  return rows[0] === undefined
    ? undefined
    : `the line of record ${rows[0].id} is not the one that was loaded`;
}
