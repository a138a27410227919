import { z } from 'zod';
import { getPool } from '#lib/db.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { searchEntities } from '#lib/search/entity-search.ts';
import { maxQueryLength } from '#lib/search/schema.ts';
import type { DeviceFilter } from './filter.ts';
import { type FilterLabels, type NamedKind, type NameSuggestion, namedKinds } from './filter-names.ts';

const mostSuggestions = 8;
const entityKind = { place: 'place', law: 'law', program: 'program', vendor: 'organization' } as const;

/** Names of one kind that match what was typed so far, best first, in any language held. */
export async function suggestNames(
  kind: NamedKind,
  typed: string,
  client: SqlClient = getPool(),
): Promise<NameSuggestion[]> {
  const q = typed.trim().slice(0, maxQueryLength);
  if (q === '') return [];
  const hits = (await searchEntities(client, q)).filter((hit) => hit.kind === entityKind[kind]);
  const suggested =
    kind === 'vendor' ? await keepMakers(client, hits.slice(0, 60)) : hits.slice(0, mostSuggestions);
  const notes = kind === 'place' ? await describePlaces(client, suggested) : new Map<string, string>();
  return suggested.slice(0, mostSuggestions).map((hit) => ({
    slug: hit.slug,
    label: hit.label,
    lang: hit.labelLang,
    note:
      notes.get(hit.id) ??
      (hit.matched === undefined || hit.matched.text === hit.label ? '' : hit.matched.text),
  }));
}

/** Labels of what a filter names; none for what is not held. */
export async function findFilterLabels(
  filter: DeviceFilter,
  client: SqlClient = getPool(),
): Promise<FilterLabels> {
  const labels: FilterLabels = {};
  for (const kind of namedKinds) {
    const slug = filter[kind];
    if (slug === undefined) continue;
    const { rows } = await client.query(
      'select label from entity where kind = $1::entity_kind and slug = $2',
      [entityKind[kind], slug],
    );
    const label = z.object({ label: z.string() }).optional().parse(rows[0])?.label;
    if (label !== undefined) labels[kind] = label;
  }
  return labels;
}

type Hit = {
  id: string;
  slug: string;
  label: string;
  labelLang: string;
  matched: { text: string } | undefined;
};

/** Those who made a device that is held: asking for any other organization would always find nothing. */
async function keepMakers<T extends Hit>(client: SqlClient, hits: readonly T[]): Promise<T[]> {
  const { rows } = await client.query(
    'select distinct manufacturer_id as id from device where manufacturer_id = any($1::text[])',
    [hits.map(({ id }) => id)],
  );
  const makers = new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
  return hits.filter(({ id }) => makers.has(id));
}

async function describePlaces(client: SqlClient, hits: readonly Hit[]): Promise<Map<string, string>> {
  const { rows } = await client.query(
    `with recursive up as (
       select entity_id as id, parent_id, level, 0 as depth from place where entity_id = any($1::text[])
       union all
       select up.id, p.parent_id, up.level, depth + 1 from up join place p on p.entity_id = up.parent_id where depth < 4
     )
     select up.id, up.level, string_agg(e.label, ', ' order by depth) as within
       from up left join entity e on e.id = up.parent_id group by up.id, up.level`,
    [hits.map(({ id }) => id)],
  );
  const places = z
    .array(z.object({ id: z.string(), level: z.string(), within: z.string().nullable() }))
    .parse(rows);
  return new Map(
    places.map(({ id, level, within }) => [id, within === null ? level : `${level}, ${within}`]),
  );
}
