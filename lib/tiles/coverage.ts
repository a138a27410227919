import { z } from 'zod';
import { getPool } from '#lib/db.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Coverage, coveragePlaceSchema } from './coverage-schema.ts';

/**
 * Systems and laws by the place that they cover, from the coverage table. Deployments of a single agency are points or
 * lists elsewhere and would drown the national systems here, so they are left out. Withdrawn relations are not rows.
 */
export async function getCoverage(client: SqlClient = getPool()): Promise<Coverage> {
  const { rows } = await client.query(
    `with recursive up as (
       select entity_id as id, entity_id as at, parent_id, level from place
        where entity_id in (select place_id from coverage)
       union all select up.id, p.entity_id, p.parent_id, p.level from up join place p on p.entity_id = up.parent_id
     )
     select p.code, e.label, p.level,
            coalesce((select substr(at, 7) from up where up.id = p.entity_id and level in ('country', 'territory') limit 1), p.code) as country,
            json_agg(json_build_object('kind', s.kind, 'slug', s.slug, 'label', s.label, 'labelIsWorkingTitle', s.label_is_working_title,
              'relation', c.relation, 'wording', c.wording, 'modality', c.modality, 'valid', c.valid)
              order by s.kind desc, s.label, c.relation) as items
       from coverage c
       join place p on p.entity_id = c.place_id
       join entity e on e.id = c.place_id
       join entity s on s.id = c.subject_id and s.kind in ('program', 'law')
       left join program g on g.entity_id = s.id
      where g.scale is distinct from 'deployment'
      group by p.entity_id, p.code, e.label, p.level
      order by p.code`,
  );
  return { places: z.array(coveragePlaceSchema).parse(rows) };
}
