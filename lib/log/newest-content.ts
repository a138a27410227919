import type { SqlClient } from '#lib/postgres/sql.ts';
import type { RecordKind } from './public-content.ts';

export type NewestContent = {
  id: string;
  index: number;
  op: string;
  /** Canonical JSON; null when it was redacted. */
  content: string | null;
};

/** The newest entry that says what the record contains (a `redact` entry only takes away), for each of `ids`. */
export async function findNewestContents(
  client: SqlClient,
  kind: string,
  ids: string[],
): Promise<Map<string, NewestContent>> {
  const { rows } = await client.query<NewestContent>(
    `select distinct on (e.record_id) e.record_id as id, e.index::float8 as index, e.entry::jsonb ->> 'op' as op, c.content
       from log_entry e left join log_content c on c.index = e.index
      where e.record_kind = $1 and e.record_id = any ($2::text[]) and e.entry::jsonb ->> 'op' <> 'redact'
      order by e.record_id, e.version desc`,
    [kind, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Ids of the records that the log says are public now (their newest entry is no withdrawal), by id in code point order.
 *
 * @param idPrefix only ids that begin with it
 */
export async function findLiveIds(
  client: SqlClient,
  kind: RecordKind,
  scope: { idPrefix?: string; after?: string; limit?: number },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from (
       select distinct on (record_id collate "C") record_id as id, entry::jsonb ->> 'op' as op from log_entry
        where record_kind = $1 and starts_with(record_id, $2) and record_id collate "C" > $3
          and entry::jsonb ->> 'op' <> 'redact'
        order by record_id collate "C", version desc) as newest
      where op <> 'withdraw' order by id collate "C" limit $4`,
    [kind, scope.idPrefix ?? '', scope.after ?? '', scope.limit ?? null],
  );
  return rows.map((row) => row.id);
}
