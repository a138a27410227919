import { z } from 'zod';
import { getPool } from '#lib/db.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { getVocabulary } from '#lib/records/vocabulary.ts';
import { otherOperator, unknownOperator } from './filter.ts';
import type { CountedName } from './schema.ts';

/**
 * Kinds of bodies that operate the devices held, the most frequent first; `label` is the vocabulary's, or the code of
 * the two kinds that no vocabulary has (`other`, `unknown`), for which the interface has words.
 */
export async function findOperatorKinds(client: SqlClient = getPool()): Promise<CountedName[]> {
  const { rows } = await client.query(
    `with operated as (select operator_id, count(*)::int as n from device group by operator_id)
     select case when operator_id is null then $1 else coalesce(o.org_type, $2) end as code, sum(n)::int as count
       from operated left join organization o on o.entity_id = operator_id group by 1 order by 2 desc, 1`,
    [unknownOperator, otherOperator],
  );
  const types = getVocabulary('organization-types');
  return z
    .array(z.object({ code: z.string(), count: z.number() }))
    .parse(rows)
    .map(({ code, count }) => ({ code, label: types[code]?.label ?? code, count }));
}

/** Publisher tiers of the datasets that devices come from. */
export async function findDeviceGrades(client: SqlClient = getPool()): Promise<string[]> {
  const { rows } = await client.query(
    'select distinct tier from dataset s where exists (select 1 from device d where d.dataset_id = s.id)',
  );
  return z
    .array(z.object({ tier: z.string() }))
    .parse(rows)
    .map(({ tier }) => tier);
}
