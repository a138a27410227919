/** One time that an origin was carried to readers: who first said it, and in which work it reached us. */
export interface Carriage {
  originKey: string;
  workId: string;
}

/** Origins whose independence nobody can judge: an unnamed group, a report that is cited but not identified, an unclear speaker. */
const unknownIndependence = /^(class|unidentified|ambiguous):/;

export function hasKnownIndependence(originKey: string): boolean {
  return !unknownIndependence.test(originKey);
}

/**
 * How many independent origins stand behind a statement: the largest number of (origin, work) pairs in which
 * no origin and no work appears twice. Two sentences of one article are therefore one, and so are two articles
 * that quote the same person. Origins of unknown independence never count.
 *
 * Maximum bipartite matching by augmenting paths (Kuhn 1955); the sets here are a handful of items.
 */
export function countIndependentOrigins(carriages: readonly Carriage[]): number {
  const worksOf = new Map<string, Set<string>>();
  for (const { originKey, workId } of carriages) {
    if (!hasKnownIndependence(originKey)) continue;
    const works = worksOf.get(originKey) ?? new Set();
    worksOf.set(originKey, works.add(workId));
  }
  const originOf = new Map<string, string>();

  function assign(origin: string, tried: Set<string>): boolean {
    for (const work of worksOf.get(origin) ?? []) {
      if (tried.has(work)) continue;
      tried.add(work);
      const holder = originOf.get(work);
      if (holder === undefined || assign(holder, tried)) {
        originOf.set(work, origin);
        return true;
      }
    }
    return false;
  }

  let count = 0;
  for (const origin of worksOf.keys()) if (assign(origin, new Set())) count += 1;
  return count;
}
