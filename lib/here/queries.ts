import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb } from '#lib/db.ts';
import { refSelect, toRef } from '#lib/records/context.ts';
import { getVocabulary } from '#lib/records/vocabulary.ts';

/** Kinds of body that check those who watch; codes of data/vocabularies/organization-types. */
const checking = ['oversight_body', 'data_protection_authority', 'court'];

export type OversightRow = { ref: EntityRef; type: string; place: EntityRef | undefined };

/**
 * Bodies that check surveillance or guard data in a place or in one that it inherits from. None held says nothing about
 * whether there is one.
 * @param chain ids of places, the nearest first
 */
export async function findOversight(chain: readonly string[]): Promise<OversightRow[]> {
  const rows = await getDb().organization.findMany({
    where: { placeId: { in: [...chain] }, orgType: { in: checking }, entity: { mergedIntoId: null } },
    include: { entity: { select: refSelect } },
    orderBy: { entityId: 'asc' },
  });
  const places = await getDb().entity.findMany({ where: { id: { in: [...chain] } }, select: refSelect });
  const types = getVocabulary('organization-types');
  return rows
    .map((row) => {
      const place = places.find(({ id }) => id === row.placeId);
      return {
        ref: toRef(row.entity),
        type: types[row.orgType ?? '']?.label ?? row.orgType ?? '',
        place: place === undefined ? undefined : toRef(place),
        distance: chain.indexOf(row.placeId ?? ''),
      };
    })
    .sort((a, b) => a.distance - b.distance || a.ref.label.localeCompare(b.ref.label, 'en'))
    .map(({ ref, type, place }) => ({ ref, type, place }));
}
