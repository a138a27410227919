import { z } from 'zod';
import { getPool } from '#lib/db.ts';
import { isLostSql } from './lost-sql.ts';

/** Claims behind something, and how many of them no copy held here bears out any more. */
export type LostCount = { lost: number; all: number };

const idRow = z.object({ id: z.string() });
const countRow = z.object({ id: z.string(), lost: z.int(), all: z.int() });

/** Those of the claims whose passages are lost. */
export async function findLostClaims(ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await getPool().query(`select c.id from claim c where c.id = any($1) and ${isLostSql}`, [
    ids,
  ]);
  return new Set(
    z
      .array(idRow)
      .parse(rows)
      .map(({ id }) => id),
  );
}

/**
 * By entity, the claims about it that stand; only entities with a lost one are in the answer.
 * @param predicates only claims that say one of these
 */
export async function countLostByEntity(
  entityIds: readonly string[],
  predicates?: readonly string[],
): Promise<Map<string, LostCount>> {
  return count(
    `select c.subject_id as id, count(*) filter (where ${isLostSql})::int as lost, count(*)::int as all
       from claim c where c.subject_id = any($1) and c.review_state <> 'withdrawn' and ($2::text[] is null or c.predicate = any($2))
      group by 1`,
    [entityIds, predicates ?? null],
  );
}

/** By fact, the claims that support it; only facts with a lost one are in the answer. */
export async function countLostByFact(factIds: readonly string[]): Promise<Map<string, LostCount>> {
  return count(
    `select e.target_id as id, count(*) filter (where ${isLostSql})::int as lost, count(*)::int as all
       from evidence e join claim c on c.id = e.claim_id
      where e.target = 'fact' and e.role = 'supports' and e.target_id = any($1)
      group by 1`,
    [factIds],
  );
}

async function count(
  query: string,
  values: [readonly string[], ...unknown[]],
): Promise<Map<string, LostCount>> {
  if (values[0].length === 0) return new Map();
  const { rows } = await getPool().query(`select * from (${query}) as counted where lost > 0`, values);
  return new Map(
    z
      .array(countRow)
      .parse(rows)
      .map(({ id, ...counted }) => [id, counted]),
  );
}
