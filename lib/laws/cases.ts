import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb } from '#lib/db.ts';
import { refSelect, toRef } from '#lib/records/context.ts';
import { findFactGroups } from '#lib/records/queries.ts';
import type { PredicateRows } from '#lib/records/view.ts';

export type CaseView = { ref: EntityRef; predicates: PredicateRows[] };

const asked = [
  'case.stage',
  'case.court',
  'case.brought_by',
  'case.against',
  'case.holding',
  'case.struck_down',
  'case.narrowed',
  'case.found_unlawful',
  'case.upheld',
];

/** How a case touches a law or program. */
const touching = ['case.about', 'case.struck_down', 'case.narrowed', 'case.upheld', 'case.found_unlawful'];

/** Cases before courts about any of these programs or laws, with what is held of their course. */
export async function findCases(ids: readonly string[]): Promise<CaseView[]> {
  if (ids.length === 0) return [];
  const facts = await getDb().fact.findMany({
    where: { predicate: { in: touching }, valueEntityId: { in: [...ids] }, wording: { not: 'denied' } },
    include: { entity: { select: refSelect } },
    orderBy: { entityId: 'asc' },
  });
  const cases = new Map(facts.map((fact) => [fact.entityId, toRef(fact.entity)]));
  return Promise.all(
    [...cases.values()].map(async (ref) => {
      const held = (await findFactGroups(ref.id)).flatMap((group) => group.predicates);
      return { ref, predicates: asked.flatMap((key) => held.find((item) => item.predicate === key) ?? []) };
    }),
  );
}
