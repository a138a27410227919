import { z } from 'zod';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb, getPool } from '#lib/db.ts';
import { loadContext, refSelect, toRef } from '#lib/records/context.ts';

const crosswalk = z.object({ effAtlas: z.array(z.string()).optional(), osm: z.array(z.string()).optional() });

export type TechnologyRow = {
  ref: EntityRef;
  code: string;
  family: string;
  explainer: string;
  atlas: string[];
  osm: string[];
  devices: number;
  deployments: number;
  systems: number;
};

/** Every technology with how much is held of it; one of them when `code` is given. */
export async function findTechnologies(code?: string): Promise<TechnologyRow[]> {
  const rows = await getDb().technology.findMany({
    where: code === undefined ? {} : { code },
    include: { entity: { select: refSelect } },
    orderBy: [{ family: 'asc' }, { code: 'asc' }],
  });
  const { rows: counts } = await getPool().query<{
    id: string;
    devices: number;
    deployments: number;
    systems: number;
  }>(
    `select t.entity_id as id,
            (select count(*)::int from device d where d.technology_id = t.entity_id) as devices,
            (select count(*)::int from program p where t.entity_id = any (p.technology_ids) and p.scale = 'deployment') as deployments,
            (select count(*)::int from program p where t.entity_id = any (p.technology_ids) and p.scale = 'system') as systems
       from technology t where $1::text is null or t.code = $1`,
    [code ?? null],
  );
  const byId = new Map(counts.map((row) => [row.id, row]));
  return rows.map((row) => {
    const other = crosswalk.parse(row.crosswalk);
    const held = byId.get(row.entityId);
    return {
      ref: toRef(row.entity),
      code: row.code,
      family: row.family,
      explainer: row.explainer,
      atlas: other.effAtlas ?? [],
      osm: other.osm ?? [],
      devices: held?.devices ?? 0,
      deployments: held?.deployments ?? 0,
      systems: held?.systems ?? 0,
    };
  });
}

/** Mapped devices of a technology by country, most first. Countries without a row are left out. */
export async function findDevicesByCountry(
  technologyId: string,
): Promise<{ country: EntityRef | undefined; count: number }[]> {
  const { rows } = await getPool().query<{ country: string | null; count: number }>(
    `select country_id as country, count(*)::int as count from device where technology_id = $1 group by 1 order by 2 desc, 1 limit 40`,
    [technologyId],
  );
  const context = await loadContext(rows.map((row) => row.country));
  return rows.map((row) => ({
    country: row.country === null ? undefined : context.entity(row.country),
    count: row.count,
  }));
}
