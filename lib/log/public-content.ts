import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Json, toCanonical } from './canonical.ts';

/**
 * How the public content of a record is built from its row, in one place: what ingestion commits to in the ledger is
 * what verification later reads back. Each query gives `id` and `content`, all columns but those that depend on the
 * installation (whether the archived text is here) or that `resolve` computes.
 *
 * `$1` is a work id, or null for all; `$2` is the last id of the page before.
 */
const contentQueries = {
  entity: `select e.id, to_jsonb(e) || jsonb_build_object('public_role', p.public_role) as content
    from entity e left join person p on p.entity_id = e.id
    where e.declared_by = 'curated' and $1::text is null`,
  work: `select w.id, to_jsonb(w) as content from work w
    where $1::text is null or w.id = $1 or w.cited_by_work_id = $1`,
  capture: `select c.id, to_jsonb(c) as content from capture c where $1::text is null or c.work_id = $1`,
  passage: `select p.id, to_jsonb(p) - 'verify_state' as content from passage p where $1::text is null or p.work_id = $1`,
  claim: `select c.id, to_jsonb(c) || jsonb_build_object('passages', (
      select coalesce(jsonb_agg(jsonb_build_object('id', cp.passage_id, 'role', cp.role) order by cp.position, cp.passage_id), '[]')
      from claim_passage cp where cp.claim_id = c.id)) as content
    from claim c where $1::text is null or c.work_id = $1`,
  link: `select l.id, to_jsonb(l) as content from claim_link l join claim c on c.id = l.from_id
    where $1::text is null or c.work_id = $1`,
  inference: `select i.id, to_jsonb(i) || jsonb_build_object('premises', (
      select coalesce(jsonb_agg(ip.claim_id order by ip.claim_id), '[]')
      from inference_premise ip where ip.inference_id = i.id)) as content
    from inference i where $1::text is null or i.work_id = $1`,
  unknown: `select u.id, to_jsonb(u) as content from research_state u where $1::text is null or u.work_id = $1`,
} as const;

export type RecordKind = keyof typeof contentQueries;

/** Kinds whose rows are logged one by one, in the order in which they are read. Bulk rows are logged by dataset. */
export const recordKinds: readonly RecordKind[] = [
  'entity',
  'work',
  'capture',
  'passage',
  'claim',
  'link',
  'inference',
  'unknown',
];

export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(contentQueries, kind);
}

export type PublicRecord = { id: string; content: { [key: string]: Json | undefined }; canonical: string };

const pageSize = 2000;

/**
 * The public content of every record of a kind, by id (in code point order); only one page is held at a time.
 *
 * @param workId only what the claims file of this work declares; without it, all
 */
export async function* readPublicRecords(
  client: SqlClient,
  kind: RecordKind,
  workId?: string,
): AsyncGenerator<PublicRecord> {
  let last = '';
  for (;;) {
    const { rows } = await client.query<{ id: string; content: { [key: string]: Json } }>(
      `select id, content from (${contentQueries[kind]}) as record
        where id collate "C" > $2 order by id collate "C" limit ${pageSize}`,
      [workId ?? null, last],
    );
    for (const row of rows) yield toPublicRecord(row.id, row.content);
    const final = rows.at(-1);
    if (final === undefined || rows.length < pageSize) return;
    last = final.id;
  }
}

/** A column that is null says nothing; leaving it out lets a later version of the tables add columns without new entries. */
function toPublicRecord(id: string, row: { [key: string]: Json }): PublicRecord {
  const content = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return { id, content, canonical: toCanonical(content) };
}
