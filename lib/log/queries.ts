import { getPool } from '#lib/db.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import type { LogOperation } from './entry.ts';
import { parseEntryText } from './entry.ts';

/** One line of the public log, as a page shows it. */
export type LogLine = {
  index: number;
  kind: string;
  id: string;
  version: number;
  op: LogOperation;
  actor: string;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  reason: string;
  /** RFC 6962 leaf hash, hex. */
  leafHash: string;
  /** Leaf hash of the record's version before, or null. */
  prev: string | null;
  /** True when the content was taken away by a later redaction. */
  redacted: boolean;
};

export type LogFilter = { kind?: string; op?: LogOperation; before?: number; limit: number };

type Row = { index: number; entry: string; leaf: string; redacted: boolean };

const columns = `e.index::float8 as index, e.entry, e.leaf_hash as leaf,
  not exists (select 1 from log_content c where c.index = e.index) as redacted`;

/** Size and root of the tree over the whole log, with the time of the newest change; undefined for an empty log. */
export async function findLogHead(
  client: SqlClient = getPool(),
): Promise<{ size: number; root: string; at: Date } | undefined> {
  const { rows } = await client.query<{ size: number; root: string; at: Date }>(
    'select size::float8 as size, root, at from log_head order by size desc limit 1',
  );
  return rows[0];
}

/** The newest changes first. For the next page give the last line's index as `before`. */
export async function findLatestChanges(
  filter: LogFilter,
  client: SqlClient = getPool(),
): Promise<LogLine[]> {
  const { rows } = await client.query<Row>(
    `select ${columns} from log_entry e
      where ($1::text is null or e.record_kind = $1) and ($2::bigint is null or e.index < $2)
        and ($3::text is null or e.entry::jsonb ->> 'op' = $3)
      order by e.index desc limit $4`,
    [filter.kind ?? null, filter.before ?? null, filter.op ?? null, filter.limit],
  );
  return rows.map(toLine);
}

/** Every change of one record, newest first. */
export async function findRecordHistory(
  kind: string,
  id: string,
  client: SqlClient = getPool(),
): Promise<LogLine[]> {
  const { rows } = await client.query<Row>(
    `select ${columns} from log_entry e where e.record_kind = $1 and e.record_id = $2 order by e.version desc`,
    [kind, id],
  );
  return rows.map(toLine);
}

/** The newest entry that says what a record contains (a `redact` entry only takes away), with content and salt while they are public; for its proof. */
export async function findNewestEntry(
  kind: string,
  id: string,
  client: SqlClient = getPool(),
): Promise<{ index: number; entry: string; content: string | null; salt: string | null } | undefined> {
  const { rows } = await client.query<{
    index: number;
    entry: string;
    content: string | null;
    salt: string | null;
  }>(
    `select e.index::float8 as index, e.entry, c.content, c.salt
       from log_entry e left join log_content c on c.index = e.index
      where e.record_kind = $1 and e.record_id = $2 and e.entry::jsonb ->> 'op' <> 'redact'
      order by e.version desc limit 1`,
    [kind, id],
  );
  return rows[0];
}

/** The last signed checkpoint, or undefined. */
export async function findLastCheckpoint(
  client: SqlClient = getPool(),
): Promise<{ size: number; note: string; signedAt: Date } | undefined> {
  const { rows } = await client.query<{ size: number; note: string; signedAt: Date }>(
    `select size::float8 as size, note, signed_at as "signedAt" from log_checkpoint order by size desc, signed_at desc limit 1`,
  );
  return rows[0];
}

/** Kinds of records in the log with the number of entries of each, for a filter. */
export async function countChangesByKind(
  client: SqlClient = getPool(),
): Promise<{ kind: string; entries: number }[]> {
  const { rows } = await client.query<{ kind: string; entries: number }>(
    'select record_kind as kind, count(*)::float8 as entries from log_entry group by 1 order by 1',
  );
  return rows;
}

function toLine(row: Row): LogLine {
  const entry = parseEntryText(row.entry);
  // Not a reader's mistake and not mendable on a page: `npm run verify` says what happened.
  if (entry === undefined) throw new Error(`log entry ${row.index} cannot be read`);
  const { v: _, commit: __, ...line } = entry;
  return { ...line, index: row.index, leafHash: row.leaf, redacted: row.redacted };
}
