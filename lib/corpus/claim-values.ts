import type { ClaimEntry } from '#lib/claims/file-schema.ts';
import type { SimpleObject } from '#lib/claims/object-schema.ts';

/** The values of a claim: the members of a set, or the one value; none where somebody kept silent. */
export function valuesOfClaim({ object }: Pick<ClaimEntry, 'object'>): SimpleObject[] {
  if (object.type === 'none') return [];
  return object.type === 'set' ? object.members : [object];
}
