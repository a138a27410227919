import type { Json } from '#lib/log/canonical.ts';
import { toCanonical } from '#lib/log/canonical.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';

/** Rows that readers see and that rest on evidence; `target` is their name in the evidence table. */
const evidenced = {
  names: { table: 'entity_name', target: 'entity_name', hidden: ['folded', 'tokens'], hasRecord: true },
  facts: { table: 'fact', target: 'fact', hidden: [], hasRecord: true },
  powers: { table: 'power', target: 'power', hidden: [], hasRecord: false },
  coverage: { table: 'coverage', target: 'coverage', hidden: [], hasRecord: true },
  flows: { table: 'data_flow', target: 'data_flow', hidden: [], hasRecord: true },
  contracts: { table: 'contract', target: 'contract', hidden: [], hasRecord: true },
} as const;

export type EvidencedKind = keyof typeof evidenced;
export const evidencedKinds = Object.keys(evidenced) as EvidencedKind[];

/** Which rows: those that rest on one dataset, those that rest on none, or those that rest on several licenses. */
export type Home = { dataset: string } | 'curated' | 'withheld';

/**
 * Where a row belongs follows from all the dataset records that it rests on, its own and those of its evidence: a row
 * that touches a dataset never stands in the CC BY files.
 */
function selectEvidenced(
  kind: EvidencedKind,
  home: Home,
  columns: string,
): { text: string; values: string[] } {
  const { table, target, hasRecord } = evidenced[kind];
  const own = hasRecord
    ? `select t.id, r.dataset_id from ${table} t join dataset_record r on r.id = t.record_id union`
    : '';
  const condition =
    home === 'curated'
      ? 'home.id is null'
      : home === 'withheld'
        ? 'home.licenses > 1'
        : 'home.dataset = $1 and home.licenses = 1';
  return {
    text: `with source (id, dataset_id) as (
        ${own} select e.target_id, r.dataset_id from evidence e join dataset_record r on r.id = e.record_id
                where e.target = '${target}'),
      home as (
        select source.id, min(dataset_id) as dataset, count(distinct d.license) as licenses
          from source join dataset d on d.id = source.dataset_id group by source.id)
      select ${columns} from ${table} t left join home on home.id = t.id where ${condition}`,
    values: typeof home === 'string' ? [] : [home.dataset],
  };
}

/** Rows of one kind with the evidence that they rest on, as canonical JSON lines in the order of their ids. */
export async function* readEvidencedRows(
  client: SqlClient,
  kind: EvidencedKind,
  home: Home,
): AsyncGenerator<string> {
  const { target, hidden } = evidenced[kind];
  const minus = hidden.map((column) => ` - '${column}'`).join('');
  const evidence = `(select coalesce(jsonb_agg(jsonb_build_object('source', e.source_id, 'role', e.role,
      'kind', case when e.claim_id is not null then 'claim' when e.record_id is not null then 'record' else 'inference' end)
      order by e.source_id collate "C"), '[]') from evidence e where e.target = '${target}' and e.target_id = t.id)`;
  const { text, values } = selectEvidenced(
    kind,
    home,
    `t.id, to_jsonb(t)${minus} || jsonb_build_object('evidence', ${evidence}) as content`,
  );
  yield* readLines(client, text, values);
}

export async function countWithheld(client: SqlClient, kind: EvidencedKind): Promise<number> {
  const { text, values } = selectEvidenced(kind, 'withheld', 'count(*)::float8 as count');
  const { rows } = await client.query<{ count: number }>(text, values);
  return rows[0]?.count ?? 0;
}

const entityColumns = `to_jsonb(e) || jsonb_strip_nulls(jsonb_build_object(
  'program', (select to_jsonb(x) - 'entity_id' from program x where x.entity_id = e.id),
  'organization', (select to_jsonb(x) - 'entity_id' from organization x where x.entity_id = e.id),
  'person', (select to_jsonb(x) - 'entity_id' from person x where x.entity_id = e.id),
  'law', (select to_jsonb(x) - 'entity_id' from law x where x.entity_id = e.id),
  'technology', (select to_jsonb(x) - 'entity_id' from technology x where x.entity_id = e.id)))`;

/** Entities that a dataset declares, or (`null`) those that the project's own files and vocabularies declare. */
export async function* readEntities(client: SqlClient, dataset: string | null): AsyncGenerator<string> {
  yield* readLines(
    client,
    `select e.id, ${entityColumns} as content from entity e
      where case when $1::text is null then not exists (select 1 from dataset d where d.id = e.declared_by) else e.declared_by = $1 end`,
    [dataset],
  );
}

/** Places with their position and parent, by the dataset that they come from. */
export async function* readPlaces(client: SqlClient, dataset: string | null): AsyncGenerator<string> {
  yield* readLines(
    client,
    `select p.entity_id as id, to_jsonb(p) as content
       from place p join entity e on e.id = p.entity_id left join dataset_record r on r.id = p.record_id
       left join dataset d on d.id = coalesce(r.dataset_id, e.declared_by)
      where d.id is not distinct from $1::text`,
    [dataset],
  );
}

export async function* readDatasetRecords(client: SqlClient, dataset: string): AsyncGenerator<string> {
  yield* readLines(
    client,
    'select r.id, to_jsonb(r) as content from dataset_record r where r.dataset_id = $1',
    [dataset],
  );
}

async function* readLines(
  client: SqlClient,
  text: string,
  values: (string | null)[],
): AsyncGenerator<string> {
  for await (const row of readInOrder<{ content: { [key: string]: Json } }>(client, text, values)) {
    const shown = Object.fromEntries(Object.entries(row.content).filter(([, value]) => value !== null));
    yield `${toCanonical(shown)}\n`;
  }
}

const pageSize = 5000;

/** Streams a query with an `id` column in code point order of the ids, through a cursor: it needs a transaction. */
export async function* readInOrder<R extends { [column: string]: unknown }>(
  client: SqlClient,
  text: string,
  values: (string | null)[],
): AsyncGenerator<R> {
  await client.query(
    `declare rows_in_order no scroll cursor for select * from (${text}) as q order by id collate "C"`,
    values,
  );
  for (;;) {
    const { rows } = await client.query<R>(`fetch ${pageSize} from rows_in_order`);
    yield* rows;
    if (rows.length < pageSize) break;
  }
  await client.query('close rows_in_order');
}
