import type { PredicateRegistry } from '#lib/claims/predicate-schema.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';

/**
 * Records about which statements could stand against each other: somebody denies, doubts or keeps silent, a link sets
 * claims against or beside each other, a predicate that takes one value has several claims, or a plan stands beside
 * what is. The others hold no contradiction and are not read.
 * @returns entity ids
 */
export async function findComparedSubjects(
  client: SqlClient,
  registry: PredicateRegistry,
): Promise<string[]> {
  const takesOne = Object.keys(registry).filter((key) => registry[key]?.cardinality === 'one');
  const { rows } = await client.query<{ id: string }>(
    `WITH live AS (SELECT * FROM claim WHERE review_state <> 'withdrawn'),
          linked AS (SELECT from_id, to_id FROM claim_link WHERE kind IN ('contests', 'qualifies', 'converts_unit'))
     SELECT subject_id AS id FROM live WHERE stance <> 'asserts'
     UNION SELECT subject_id FROM live JOIN linked ON live.id IN (from_id, to_id)
     UNION SELECT subject_id FROM live GROUP BY subject_id, predicate
            HAVING count(*) > 1 AND (predicate = ANY ($1) OR (bool_or(modality = 'plan') AND bool_or(modality <> 'plan')))
     ORDER BY id`,
    [takesOne],
  );
  return rows.map((row) => row.id);
}
