import { randomBytes } from 'node:crypto';
import { DossierError } from '#lib/errors.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Json, toCanonical } from './canonical.ts';
import { type LogOperation, redactContent, toCommitment, toEntryText } from './entry.ts';
import { readFrontier, writeFrontier } from './frontier-store.ts';
import { leafHash } from './merkle.ts';

/** Any constant: whoever appends takes this lock, so that indexes are handed out one transaction after the other. */
const advisoryLockKey = 7_063_790_119;
/** Rows per INSERT; keeps one statement's arrays at a few megabytes. */
const batchSize = 2000;

export type LogChange = {
  recordKind: string;
  recordId: string;
  op: LogOperation;
  /** Pseudonym, e.g. `editor:curation`, `loader:packs`; never a person's name. */
  actor: string;
  reason: string;
  /** The record's public content; for a bulk load { rows, merkleRoot, dataset, version }; for `redact` { redacts: [versions] }. */
  content: Json;
};

export type LogHead = { size: number; root: string };

type Tip = { version: number; leaf: string };
type NewRow = {
  change: LogChange;
  index: number;
  version: number;
  entry: string;
  leaf: string;
  salt: string;
  content: string;
};

/**
 * Appends one entry for each change, in their order, and one head over the whole log. Must run inside the transaction
 * that makes the changes: either both are kept or neither. Other appenders wait until that transaction ends.
 *
 * A `redact` change also removes content and salt of the versions that its content lists.
 *
 * @param at the moment of the change; all entries and the head carry it
 * @returns the new head; undefined when there was nothing to append
 * @throws DossierError `integrity` when the log's stored head does not fit its entries, `invalid_input` for a change
 * that the ledger cannot hold
 */
export async function appendLog(
  client: SqlClient,
  changes: LogChange[],
  at: Date,
): Promise<LogHead | undefined> {
  if (changes.length === 0) return undefined;
  await client.query('select pg_advisory_xact_lock($1)', [advisoryLockKey]);
  const frontier = await readFrontier(client);
  const tips = await readTips(client, changes);
  const rows: NewRow[] = [];
  for (const change of changes) {
    const key = toKey(change.recordKind, change.recordId);
    const row = toRow(change, frontier.size, tips.get(key), at);
    tips.set(key, { version: row.version, leaf: row.leaf });
    frontier.push(Buffer.from(row.leaf, 'hex'));
    rows.push(row);
  }
  for (let start = 0; start < rows.length; start += batchSize) {
    await insertRows(client, rows.slice(start, start + batchSize));
  }
  const head = { size: frontier.size, root: frontier.root().toString('hex') };
  await client.query('insert into log_head (size, root, at) values ($1, $2, $3)', [
    head.size,
    head.root,
    at.toISOString(),
  ]);
  await writeFrontier(client, frontier);
  for (const row of rows) {
    if (row.change.op === 'redact') await removeContent(client, row);
  }
  return head;
}

function toRow(change: LogChange, index: number, tip: Tip | undefined, at: Date): NewRow {
  const content = toCanonical(change.content);
  const salt = randomBytes(32).toString('hex');
  const version = (tip?.version ?? 0) + 1;
  const entry = toEntryText({
    v: 1,
    kind: change.recordKind,
    id: change.recordId,
    version,
    op: change.op,
    actor: change.actor,
    at: at.toISOString(),
    reason: change.reason,
    prev: tip?.leaf ?? null,
    commit: toCommitment(salt, content),
  });
  return { change, index, version, entry, leaf: leafHash(entry).toString('hex'), salt, content };
}

/** Newest version and leaf hash of each record that the changes touch. */
async function readTips(client: SqlClient, changes: LogChange[]): Promise<Map<string, Tip>> {
  const { rows } = await client.query<{ kind: string; id: string; version: number; leaf: string }>(
    `select distinct on (record_kind, record_id) record_kind as kind, record_id as id, version, leaf_hash as leaf
       from log_entry join unnest($1::text[], $2::text[]) as wanted (kind, id) on record_kind = kind and record_id = id
      order by record_kind, record_id, version desc`,
    [changes.map((change) => change.recordKind), changes.map((change) => change.recordId)],
  );
  return new Map(rows.map((row) => [toKey(row.kind, row.id), { version: row.version, leaf: row.leaf }]));
}

async function insertRows(client: SqlClient, rows: NewRow[]): Promise<void> {
  const indexes = rows.map((row) => row.index);
  // Ordered, because the database accepts no index before its predecessor.
  await client.query(
    `insert into log_entry (index, record_kind, record_id, version, entry, leaf_hash)
     select * from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[]) as new (index) order by index`,
    [
      indexes,
      rows.map((row) => row.change.recordKind),
      rows.map((row) => row.change.recordId),
      rows.map((row) => row.version),
      rows.map((row) => row.entry),
      rows.map((row) => row.leaf),
    ],
  );
  await client.query(
    'insert into log_content (index, salt, content) select * from unnest($1::bigint[], $2::text[], $3::text[])',
    [indexes, rows.map((row) => row.salt), rows.map((row) => row.content)],
  );
}

/** Takes away what a redact entry lists; the database refuses whatever the entry does not list. */
async function removeContent(client: SqlClient, row: NewRow): Promise<void> {
  const { recordKind, recordId } = row.change;
  const parsed = redactContent.safeParse(row.change.content);
  const versions = parsed.success ? parsed.data.redacts : [];
  const { rowCount } = await client.query(
    `select redact_log_content(index) from log_entry
      where record_kind = $1 and record_id = $2 and version = any ($3::int[]) and version < $4`,
    [recordKind, recordId, versions, row.version],
  );
  if (versions.length === 0 || rowCount !== new Set(versions).size) {
    throw new DossierError('invalid_input', {
      what: 'A redaction must list earlier versions of its record',
      where: `${recordKind} ${recordId}`,
      mend: `Give content { "redacts": [1, …] } with versions from 1 to ${row.version - 1}.`,
    });
  }
}

function toKey(kind: string, id: string): string {
  return `${kind}\n${id}`;
}
