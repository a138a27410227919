import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';

/** What a person is on record as saying, in the order of the sources. */
export async function findSpokenClaims(personId: string): Promise<ClaimView[]> {
  return findClaims({ entities: { some: { entityId: personId, role: 'speaker' } } });
}
