import type { PredicateRegistry } from '#lib/claims/predicate-schema.ts';
import type { ResolvableClaim } from '#lib/claims/resolve.ts';
import { areStancesOpposed, explainPair, isRepeat, type Reason } from './explain.ts';
import { type ContradictionGroup, indexOpposition, type Link } from './groups.ts';

/** Two claims that look opposed and are not, with the reason; the earlier one in reading order first. */
export interface LookAlike {
  a: string;
  b: string;
  reason: Reason;
}

/**
 * Pairs that a reader could take for a contradiction, each once and with the reason why it is none: opposed stances or
 * different values under one subject and predicate, a plan beside a fact, and what editors or sources linked. What is
 * said again stands once for all its repeats; a repeat is a pair of its own only where it looks like one more voice
 * in a contradiction or a denial.
 */
export function findLookAlikes(
  claims: readonly ResolvableClaim[],
  links: readonly Link[],
  registry: PredicateRegistry,
  groups: readonly ContradictionGroup[],
): LookAlike[] {
  const ordered = [...claims].sort(inReadingOrder);
  const byId = new Map(ordered.map((claim) => [claim.id, claim]));
  const linkedKinds = indexLinks(links);
  const kindsOf = (a: string, b: string) => linkedKinds.get(pairKey(a, b)) ?? new Set<Link['kind']>();
  const repeats = findRepeats(ordered, links, kindsOf);
  const contested = new Set(groups.flatMap((group) => group.sides.flatMap((s) => s.claims.map((c) => c.id))));
  const areOpposed = indexOpposition(groups);
  const found = new Map<string, LookAlike>();

  const consider = (a: ResolvableClaim, b: ResolvableClaim) => {
    const [first, second] = inReadingOrder(a, b) <= 0 ? [a, b] : [b, a];
    const key = pairKey(first.id, second.id);
    if (first === second || found.has(key) || areOpposed(a.id, b.id)) return;
    const reason = explainPair(first, second, kindsOf(first.id, second.id), registry);
    if (reason !== undefined) found.set(key, { a: first.id, b: second.id, reason });
  };

  for (const claim of ordered) {
    const repeated = repeats.get(claim.id);
    if (repeated !== undefined && (claim.stance === 'denies' || contested.has(claim.id)))
      consider(claim, repeated);
  }
  const firsts = ordered.filter((claim) => !repeats.has(claim.id));
  for (const same of Map.groupBy(firsts, (claim) => `${claim.subject} ${claim.predicate}`).values()) {
    for (const [index, a] of same.entries())
      for (const b of same.slice(index + 1)) if (looksOpposed(a, b)) consider(a, b);
  }
  for (const link of links) {
    const [a, b] = [byId.get(link.from), byId.get(link.to)];
    if (a === undefined || b === undefined || !['qualifies', 'contests', 'converts_unit'].includes(link.kind))
      continue;
    consider(a, b);
  }
  return [...found.values()];
}

/** Worth a look inside one subject and predicate. Silence is about nothing in particular, unless somebody linked it. */
function looksOpposed(a: ResolvableClaim, b: ResolvableClaim): boolean {
  return areStancesOpposed(a, b) || (a.stance === 'asserts' && b.stance === 'asserts');
}

/** For each claim that repeats earlier ones the first of these; a claim that repeats none is not in the map. */
function findRepeats(
  ordered: readonly ResolvableClaim[],
  links: readonly Link[],
  kindsOf: (a: string, b: string) => ReadonlySet<Link['kind']>,
): Map<string, ResolvableClaim> {
  const repeats = new Map<string, ResolvableClaim>();
  const placed = new Map<string, ResolvableClaim>();
  const buckets = new Map<string, ResolvableClaim[]>();
  const restated = Map.groupBy(
    links
      .filter((link) => link.kind === 'restates')
      .flatMap(({ from, to }) => [[from, to] as const, [to, from] as const]),
    ([id]) => id,
  );
  for (const claim of ordered) {
    const key = `${claim.subject} ${claim.predicate}`;
    const bucket = buckets.get(key) ?? [];
    const linked = (restated.get(claim.id) ?? []).flatMap(([, other]) => placed.get(other) ?? []);
    const repeated = [...bucket, ...linked].find((other) =>
      isRepeat(other, claim, kindsOf(other.id, claim.id)),
    );
    if (repeated !== undefined) repeats.set(claim.id, repeated);
    placed.set(claim.id, claim);
    bucket.push(claim);
    buckets.set(key, bucket);
  }
  return repeats;
}

function indexLinks(links: readonly Link[]): Map<string, Set<Link['kind']>> {
  const kinds = new Map<string, Set<Link['kind']>>();
  for (const { from, to, kind } of links) {
    const key = pairKey(from, to);
    kinds.set(key, (kinds.get(key) ?? new Set()).add(kind));
  }
  return kinds;
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function inReadingOrder(a: ResolvableClaim, b: ResolvableClaim): number {
  if (a.workId !== b.workId) return a.workId < b.workId ? -1 : 1;
  return a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
