/** What containment needs to know of a place. */
export type PlaceLink = { id: string; parentId: string | null; inherits: boolean };

/**
 * The place itself, then the places around it whose coverage reaches it, nearest first. The walk ends at a place that
 * takes nothing over from its parent (Hong Kong, Macau): that place still counts, what is above it does not.
 *
 * @param places every place of the parent chain, in any order
 */
export function toInheritanceChain(id: string, places: readonly PlaceLink[]): string[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const chain: string[] = [];
  let current = byId.get(id);
  while (current !== undefined && !chain.includes(current.id)) {
    chain.push(current.id);
    if (!current.inherits || current.parentId === null) break;
    current = byId.get(current.parentId);
  }
  return chain;
}
