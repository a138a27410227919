import { z } from 'zod';
import { toEntityPath } from '#lib/claims/entity-path.ts';
import { scopeRelations } from '#lib/claims/object-schema.ts';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import type { Wording } from '#lib/claims/wording.ts';
import { getDb, getPool } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { loadContext, refSelect, toRef } from '#lib/records/context.ts';
import { countLostByEntity, type LostCount } from '#lib/records/lost-claims.ts';
import { getVocabulary } from '#lib/records/vocabulary.ts';

export const systemsPerPage = 50;
export const deploymentsPerPage = 50;

export type SystemRow = {
  ref: EntityRef;
  technologies: EntityRef[];
  territory: { place: EntityRef; relation: (typeof scopeRelations)[number]; wording: Wording }[];
  status: string | undefined;
  claims: number;
  /** Of the statements about it, where the words of some are lost. */
  lost: LostCount | undefined;
};

/** Systems, optionally of one place (and the places inside it) or one technology. */
export async function findSystems(
  filter: { place?: string; technology?: string } = {},
): Promise<SystemRow[]> {
  const where: Prisma.ProgramWhereInput = { scale: 'system', entity: { mergedIntoId: null } };
  if (filter.technology !== undefined) where.technologyIds = { has: filter.technology };
  const rows = await getDb().program.findMany({
    where,
    include: {
      entity: {
        select: {
          ...refSelect,
          coverage: { include: { place: { select: refSelect } }, orderBy: { placeId: 'asc' } },
          _count: { select: { mentions: { where: { role: 'subject' } } } },
        },
      },
    },
    orderBy: { entityId: 'asc' },
  });
  const within = filter.place;
  const kept =
    within === undefined
      ? rows
      : rows.filter((row) => row.entity.coverage.some((c) => isWithin(c.placeId, within)));
  const context = await loadContext(kept.flatMap((row) => row.technologyIds));
  const lost = await countLostByEntity(kept.map((row) => row.entityId));
  return kept.map((row) => ({
    ref: toRef(row.entity),
    technologies: row.technologyIds.map((id) => context.entity(id)),
    territory: row.entity.coverage.map((c) => ({
      place: toRef(c.place),
      relation: z.enum(scopeRelations).parse(c.relation),
      wording: c.wording,
    })),
    status:
      row.status === null ? undefined : (getVocabulary('program-status')[row.status]?.label ?? row.status),
    claims: row.entity._count.mentions,
    lost: lost.get(row.entityId),
  }));
}

/** ISO codes nest by their text: place.US-CA lies within place.US. */
function isWithin(placeId: string, container: string): boolean {
  return placeId === container || placeId.startsWith(`${container}-`);
}

export type DeploymentRow = {
  ref: EntityRef;
  agency: EntityRef | undefined;
  places: EntityRef[];
  technologies: EntityRef[];
};
export type DeploymentFilter = {
  place?: string | undefined;
  technology?: string | undefined;
  organization?: string | undefined;
};

const deploymentCondition = `p.scale = 'deployment'
  and ($1::text is null or exists (select 1 from unnest(p.place_ids) x where x = $1 or x like $1 || '-%'))
  and ($2::text is null or $2 = any (p.technology_ids))
  and ($3::text is null or exists (select 1 from fact o where o.entity_id = p.entity_id and o.value_entity_id = $3))`;

/** One page of local uses under a filter, with the count under the same filter. */
export async function findDeployments(
  filter: DeploymentFilter,
  page: number,
  perPage = deploymentsPerPage,
): Promise<{ rows: DeploymentRow[]; total: number }> {
  const values = [filter.place ?? null, filter.technology ?? null, filter.organization ?? null];
  const pool = getPool();
  const [counted, found] = await Promise.all([
    pool.query<{ total: number }>(
      `select count(*)::int as total from program p where ${deploymentCondition}`,
      values,
    ),
    pool.query<{
      id: string;
      slug: string;
      label: string;
      label_lang: string;
      place_ids: string[];
      technology_ids: string[];
      agency: string | null;
    }>(
      `select e.id, e.slug, e.label, e.label_lang, p.place_ids, p.technology_ids,
              (select f.value_entity_id from fact f where f.entity_id = e.id and f.predicate = 'program.operator' limit 1) as agency
         from program p join entity e on e.id = p.entity_id
        where ${deploymentCondition}
        order by e.label, e.id limit $4 offset $5`,
      [...values, perPage, (page - 1) * perPage],
    ),
  ]);
  const context = await loadContext(
    found.rows.flatMap((row) => [row.place_ids, row.technology_ids, row.agency]),
  );
  return {
    total: counted.rows[0]?.total ?? 0,
    rows: found.rows.map((row) => ({
      ref: {
        id: row.id,
        kind: 'program',
        label: row.label,
        lang: row.label_lang,
        workingTitle: false,
        href: toEntityPath('program', row.slug),
      },
      agency: row.agency === null ? undefined : context.entity(row.agency),
      places: row.place_ids.map((id) => context.entity(id)),
      technologies: row.technology_ids.map((id) => context.entity(id)),
    })),
  };
}

/** What the filters of the list can be set to: places and technologies that have a local use. */
export async function findDeploymentChoices(): Promise<{ places: EntityRef[]; technologies: EntityRef[] }> {
  const { rows } = await getPool().query<{ id: string }>(
    `select distinct unnest(place_ids || technology_ids) as id from program where scale = 'deployment'`,
  );
  const ids = rows.map((row) => row.id).filter((id) => !id.startsWith('place.gn-'));
  const countries = ids.filter((id) => id.startsWith('place.')).map((id) => id.split('-')[0] ?? id);
  const context = await loadContext([...ids, ...countries]);
  const sort = (refs: EntityRef[]) => refs.sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return {
    places: sort(
      [...new Set([...countries, ...ids.filter((id) => id.startsWith('place.'))])].map((id) =>
        context.entity(id),
      ),
    ),
    technologies: sort(ids.filter((id) => id.startsWith('tech.')).map((id) => context.entity(id))),
  };
}

/** Scale of a program by entity id; undefined for anything else. */
export async function findScale(entityId: string): Promise<'system' | 'deployment' | undefined> {
  const row = await getDb().program.findUnique({ where: { entityId }, select: { scale: true } });
  return row?.scale;
}
