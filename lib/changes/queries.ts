import { getPool } from '#lib/db.ts';

/** Changes of one moment to records of one kind: one claims file is hundreds of entries, and one thing that happened. */
export type ChangeBatch = {
  at: Date;
  kind: string;
  op: string;
  reason: string;
  entries: number;
  /** The record, where the batch is a single one. */
  recordId: string | undefined;
};

/** The newest batches of the log first. */
export async function findLatestBatches(limit: number): Promise<ChangeBatch[]> {
  const { rows } = await getPool().query<{
    at: string;
    kind: string;
    op: string;
    reason: string;
    entries: number;
    first: string;
  }>(
    `select entry::json ->> 'at' as at, record_kind as kind, entry::json ->> 'op' as op, entry::json ->> 'reason' as reason,
            count(*)::int as entries, min(record_id) as first
       from log_entry where index >= (select coalesce(max(index), 0) - 5000 from log_entry)
      group by 1, 2, 3, 4 order by max(index) desc limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    at: new Date(row.at),
    kind: row.kind,
    op: row.op,
    reason: row.reason,
    entries: row.entries,
    recordId: row.entries === 1 ? row.first : undefined,
  }));
}
