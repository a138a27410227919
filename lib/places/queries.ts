import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb, getPool } from '#lib/db.ts';
import { loadContext, refSelect, toRef } from '#lib/records/context.ts';
import { findRecord } from '#lib/records/queries.ts';
import type { EntityHead } from '#lib/records/view.ts';
import { toInheritanceChain } from './chain.ts';
import { readDispute } from './dispute-note.ts';

export type PlacePage = {
  head: EntityHead;
  code: string;
  level: string;
  population: number | undefined;
  /** Every place above, nearest first, whether or not anything is taken over from it. */
  ancestors: EntityRef[];
  inherits: boolean;
  /** Ids whose coverage reaches this place: itself first. */
  chain: string[];
  chainRefs: EntityRef[];
  regions: EntityRef[];
  regionCount: number;
  townCount: number;
  dispute: string | undefined;
};

/** A place with its surroundings, or undefined where no such code is held. */
export async function findPlacePage(code: string): Promise<PlacePage | undefined> {
  const head = await findRecord('place', code);
  if (head === undefined) return undefined;
  const { rows } = await getPool().query<{ id: string; parent_id: string | null; inherits: boolean }>(
    `with recursive up as (
       select entity_id, parent_id, inherits, 0 as depth from place where entity_id = $1
       union all
       select p.entity_id, p.parent_id, p.inherits, up.depth + 1 from place p join up on p.entity_id = up.parent_id where up.depth < 8)
     select entity_id as id, parent_id, inherits from up order by depth`,
    [head.ref.id],
  );
  const db = getDb();
  const [place, regions, counts, context] = await Promise.all([
    db.place.findUniqueOrThrow({ where: { entityId: head.ref.id } }),
    db.place.findMany({
      where: { parentId: head.ref.id, level: { not: 'town' } },
      include: { entity: { select: refSelect } },
      orderBy: { code: 'asc' },
    }),
    db.place.count({ where: { parentId: head.ref.id, level: 'town' } }),
    loadContext(rows.map((row) => row.id)),
  ]);
  const links = rows.map((row) => ({ id: row.id, parentId: row.parent_id, inherits: row.inherits }));
  const chain = toInheritanceChain(head.ref.id, links);
  return {
    head,
    code: place.code,
    level: place.level,
    population: place.population ?? undefined,
    ancestors: rows.slice(1).map((row) => context.entity(row.id)),
    inherits: place.inherits,
    chain,
    chainRefs: chain.map((id) => context.entity(id)),
    regions: regions.map((row) => toRef(row.entity)).sort((a, b) => a.label.localeCompare(b.label, 'en')),
    regionCount: regions.length,
    townCount: counts,
    dispute: readDispute(place.dispute ?? undefined),
  };
}

/** Ids of bodies whose jurisdiction is this very place. */
export async function findBodiesOf(placeId: string): Promise<Set<string>> {
  const rows = await getDb().organization.findMany({ where: { placeId }, select: { entityId: true } });
  return new Set(rows.map((row) => row.entityId));
}

/** Towns directly inside a place, the largest first. */
export async function findTowns(placeId: string, take: number): Promise<EntityRef[]> {
  const rows = await getDb().place.findMany({
    where: { parentId: placeId, level: 'town' },
    include: { entity: { select: refSelect } },
    orderBy: [{ population: 'desc' }, { code: 'asc' }],
    take,
  });
  return rows.map((row) => toRef(row.entity));
}

export type PlaceCounts = {
  ref: EntityRef;
  code: string;
  level: string;
  systems: number;
  deployments: number;
  laws: number;
  devices: number;
};

/** Countries and territories with how much is held for each; regions count towards their country. */
export async function findCountryCounts(): Promise<PlaceCounts[]> {
  const { rows } = await getPool().query<{
    id: string;
    code: string;
    level: string;
    systems: number;
    deployments: number;
    laws: number;
    devices: number;
  }>(
    `with country as (select entity_id, code, level from place where level in ('country', 'territory')),
       covered as (select split_part(c.place_id, '-', 1) as id, count(distinct c.subject_id)::int as n from coverage c
         join program p on p.entity_id = c.subject_id and p.scale = 'system' group by 1),
       local as (select x.id, count(*)::int as n from program p
         cross join lateral (select distinct split_part(unnest(p.place_ids), '-', 1) as id) x
        where p.scale = 'deployment' and x.id <> 'place.gn' group by 1),
       ruled as (select split_part(l.jurisdiction_id, '-', 1) as id, count(*)::int as n from law l group by 1),
       mapped as (select country_id as id, count(*)::int as n from device where country_id is not null group by 1)
     select country.entity_id as id, code, level, coalesce(covered.n, 0) as systems, coalesce(local.n, 0) as deployments,
            coalesce(ruled.n, 0) as laws, coalesce(mapped.n, 0) as devices
       from country
       left join covered on covered.id = country.entity_id left join local on local.id = country.entity_id
       left join ruled on ruled.id = country.entity_id left join mapped on mapped.id = country.entity_id`,
  );
  const context = await loadContext(rows.map((row) => row.id));
  return rows
    .map(({ id, ...counts }) => ({ ref: context.entity(id), ...counts }))
    .sort((a, b) => a.ref.label.localeCompare(b.ref.label, 'en'));
}
