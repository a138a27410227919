import { getDb } from '#lib/db.ts';

/** Laws and treaties to which a place of the chain is a party, itself or through a union of states that it belongs to. */
export async function findLawsBinding(chain: readonly string[]): Promise<string[]> {
  const db = getDb();
  const memberships = await db.fact.findMany({
    where: { entityId: { in: [...chain] }, predicate: 'place.member_of', wording: { not: 'denied' } },
    select: { valueEntityId: true },
  });
  const parties = [...chain, ...memberships.flatMap(({ valueEntityId }) => valueEntityId ?? [])];
  const facts = await db.fact.findMany({
    where: { predicate: 'law.party', valueEntityId: { in: parties }, wording: { not: 'denied' } },
    select: { entityId: true },
  });
  return [...new Set(facts.map(({ entityId }) => entityId))];
}
