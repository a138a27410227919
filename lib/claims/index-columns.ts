import type { SqlClient } from '#lib/postgres/sql.ts';

/**
 * Columns of program and law that lists and filters use. They repeat facts and are never a source: a program that
 * only somebody denies, or a place that is excluded, is not indexed.
 * @param subjects entity ids; null for all
 */
export async function rebuildIndexColumns(
  client: SqlClient,
  subjects: readonly string[] | null,
): Promise<void> {
  await client.query(
    `UPDATE program p SET
       place_ids = coalesce((SELECT array_agg(DISTINCT c.place_id ORDER BY c.place_id) FROM coverage c
         WHERE c.subject_id = p.entity_id AND c.relation <> 'excluded' AND c.wording <> 'denied'), '{}'),
       technology_ids = coalesce((SELECT array_agg(DISTINCT f.value_entity_id ORDER BY f.value_entity_id) FROM fact f
         WHERE f.entity_id = p.entity_id AND f.predicate = 'program.technology'
           AND f.value_entity_id IS NOT NULL AND f.wording <> 'denied'), '{}'),
       status = (SELECT f.value ->> 'code' FROM fact f
         WHERE f.entity_id = p.entity_id AND f.predicate = 'program.status' AND f.wording <> 'denied'
         ORDER BY f.valid_earliest DESC NULLS LAST, f.position DESC LIMIT 1)
     WHERE p.scale = 'system' AND ($1::text[] IS NULL OR p.entity_id = ANY ($1))`,
    [subjects],
  );
  await client.query(
    `UPDATE law l SET
       law_type = (SELECT f.value ->> 'code' FROM fact f
         WHERE f.entity_id = l.entity_id AND f.predicate = 'law.type' AND f.wording <> 'denied'
         ORDER BY f.position LIMIT 1),
       stage = (SELECT f.value ->> 'code' FROM fact f
         WHERE f.entity_id = l.entity_id AND f.predicate = 'law.status' AND f.wording <> 'denied'
         ORDER BY f.valid_earliest DESC NULLS LAST, f.position DESC LIMIT 1),
       in_force_earliest = (SELECT min(f.valid_earliest) FROM fact f
         WHERE f.entity_id = l.entity_id AND f.predicate = 'law.status' AND f.value ->> 'code' = 'in_force'
           AND f.wording <> 'denied'),
       in_force_latest = (SELECT max(f.valid_latest) FROM fact f
         WHERE f.entity_id = l.entity_id AND f.predicate = 'law.status' AND f.value ->> 'code' = 'in_force'
           AND f.wording <> 'denied'
         HAVING bool_and(f.valid_latest IS NOT NULL))
     WHERE $1::text[] IS NULL OR l.entity_id = ANY ($1)`,
    [subjects],
  );
}
