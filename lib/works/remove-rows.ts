import type { SqlClient } from '#lib/postgres/sql.ts';
import type { WorkRows } from './work-rows.ts';

/** Records of a work that its claims file no longer holds, by what a reader calls them. */
export type Removed = { kind: 'claim' | 'link' | 'inference' | 'unknown'; id: string }[];

/** What the file had before and lacks now. A withdrawn claim was said goodbye to already. */
export async function findRemoved(client: SqlClient, workId: string, rows: WorkRows): Promise<Removed> {
  const { rows: removed } = await client.query<Removed[number]>(
    `SELECT 'claim' AS kind, id FROM claim
       WHERE work_id = $1 AND id <> ALL ($2::text[]) AND review_state <> 'withdrawn'
     UNION ALL
     SELECT 'link', id FROM claim_link WHERE starts_with(id, $6) AND id <> ALL ($3::text[])
     UNION ALL SELECT 'inference', id FROM inference WHERE work_id = $1 AND id <> ALL ($4::text[])
     UNION ALL SELECT 'unknown', id FROM research_state WHERE work_id = $1 AND id <> ALL ($5::text[])
     ORDER BY kind, id`,
    [
      workId,
      idsOf(rows, 'claim'),
      idsOf(rows, 'claim_link'),
      idsOf(rows, 'inference'),
      idsOf(rows, 'research_state'),
      `${workId.slice('work.'.length)}.`,
    ],
  );
  return removed;
}

/**
 * Withdraws claims that the file no longer holds: their rows stay, with the reason. Links, inferences and unknowns leave their
 * tables, and the ledger keeps what they said. Passages and captures go when nothing points to them any more.
 *
 * @returns how many rows went beside the removed records
 */
export async function removeRows(
  client: SqlClient,
  workId: string,
  rows: WorkRows,
  removed: Removed,
  reason: string,
): Promise<number> {
  const without = async (kind: Removed[number]['kind'], text: string, values: unknown[] = []) => {
    const ids = removed.filter((entry) => entry.kind === kind).map((entry) => entry.id);
    // Nearly always none, and then not worth reading a table of evidence through for each of thousands of files.
    if (ids.length > 0) await client.query(text, [ids, ...values]);
  };
  await without(
    'claim',
    `UPDATE claim SET review_state = 'withdrawn', withdrawn_reason = $2 WHERE id = ANY ($1)`,
    [reason],
  );
  await without('link', 'DELETE FROM claim_link WHERE id = ANY ($1)');
  await without('inference', 'DELETE FROM evidence WHERE inference_id = ANY ($1)');
  await without('inference', 'DELETE FROM inference WHERE id = ANY ($1)');
  await without('unknown', 'DELETE FROM research_state WHERE id = ANY ($1)');
  const stale = await removeStale(client, rows);
  const passages = await client.query(
    `DELETE FROM passage p WHERE work_id = $1 AND id <> ALL ($2::text[])
       AND NOT EXISTS (SELECT 1 FROM claim_passage cp WHERE cp.passage_id = p.id)`,
    [workId, idsOf(rows, 'passage')],
  );
  const captures = await client.query(
    `DELETE FROM capture c WHERE work_id = $1 AND id <> ALL ($2::text[])
       AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.capture_id = c.id)`,
    [workId, idsOf(rows, 'capture')],
  );
  return stale + (passages.rowCount ?? 0) + (captures.rowCount ?? 0);
}

/** Rows of the joining tables that the file's own claims and inferences no longer have. */
async function removeStale(client: SqlClient, rows: WorkRows): Promise<number> {
  const stale = [
    ['claim_passage', 'claim', ['claim_id', 'passage_id']],
    ['claim_entity', 'claim', ['claim_id', 'entity_id', 'role']],
    ['inference_premise', 'inference', ['inference_id', 'claim_id']],
  ] as const;
  let count = 0;
  for (const [table, parent, key] of stale) {
    const { rowCount } = await client.query(
      `DELETE FROM ${table} WHERE ${key[0]} = ANY ($1) AND concat_ws(' ', ${key.join(', ')}) <> ALL ($2::text[])`,
      [idsOf(rows, parent), rows[table].map((row) => key.map((name) => String(row[name])).join(' '))],
    );
    count += rowCount ?? 0;
  }
  return count;
}

function idsOf(rows: WorkRows, table: keyof WorkRows): string[] {
  return rows[table].map((row) => String(row.id));
}
