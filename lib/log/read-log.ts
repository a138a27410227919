import type { SqlClient } from '#lib/postgres/sql.ts';
import type { HeadRow, LogRow } from './verify.ts';

const pageSize = 5000;

/** `at` as the entries write it. */
const isoTime = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Every entry with its content, by index; one page is held at a time. For one state, read inside one snapshot. */
export async function* readLogRows(client: SqlClient): AsyncGenerator<LogRow> {
  let next = '-9223372036854775808';
  for (;;) {
    const { rows } = await client.query<LogRow & { key: string }>(
      `select e.index::text as key, e.index::float8 as index, record_kind as "recordKind", record_id as "recordId", version, entry,
              leaf_hash as "leafHash", salt, content
         from log_entry e left join log_content c on c.index = e.index
        where e.index >= $1 order by e.index limit ${pageSize}`,
      [next],
    );
    for (const { key: _, ...row } of rows) yield row;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    next = String(BigInt(last.key) + 1n);
  }
}

/** Every head, by size. */
export async function* readLogHeads(client: SqlClient): AsyncGenerator<HeadRow> {
  let last = '-9223372036854775808';
  for (;;) {
    const { rows } = await client.query<HeadRow & { key: string }>(
      `select size::text as key, size::float8 as size, root, ${isoTime} as at
         from log_head where size > $1 order by size limit ${pageSize}`,
      [last],
    );
    for (const { key: _, ...row } of rows) yield row;
    const final = rows.at(-1);
    if (final === undefined || rows.length < pageSize) return;
    last = final.key;
  }
}

/** Runs `read` in one read-only snapshot, so that what it reads at different moments belongs together. */
export async function inSnapshot<T>(client: SqlClient, read: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await read();
  } finally {
    await client.query('rollback');
  }
}
