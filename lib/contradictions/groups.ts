import type { ClaimEntry, LinkEntry } from '#lib/claims/file-schema.ts';
import type { FactValue, ResolvableClaim, ResolvedFact } from '#lib/claims/resolve.ts';

export type Link = Pick<LinkEntry, 'from' | 'to' | 'kind'>;

/** How a claim stands to what the group is about. A claim that contests another says something of its own. */
export type Stand = ClaimEntry['stance'] | 'contests';
export interface Side {
  /** What this side says, where the sides differ in the value. */
  value: FactValue | undefined;
  claims: { id: string; stand: Stand }[];
}

/**
 * Statements that stand against each other. `stance`: some assert what others deny, doubt or contest. `values`: a predicate
 * that takes one value has several at one time. Two sides at least, none of them empty.
 */
export interface ContradictionGroup {
  id: string;
  kind: 'stance' | 'values';
  subject: string;
  predicate: string;
  /** What is asserted and opposed; undefined where the sides give values of their own. */
  value: FactValue | undefined;
  sides: Side[];
}

/**
 * Facts as `resolve` gives them → groups, in the order of the facts; then what is linked as contesting something else
 * than an assertion, which no fact holds. What only one side holds is no contradiction.
 */
export function findGroups(
  facts: readonly ResolvedFact[],
  claims: readonly ComparedClaim[],
  links: readonly Link[],
): ContradictionGroup[] {
  const groups = [...facts.flatMap(toStanceGroup), ...findRivals(facts).map(toValueGroup)];
  const areOpposed = indexOpposition(groups);
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  for (const link of links) {
    const [from, to] = [byId.get(link.from), byId.get(link.to)];
    if (link.kind !== 'contests' || !from || !to || from.originKey === to.originKey) continue;
    const group = toLinkGroup(from, to);
    const mutual = `${to.id}-${from.id}`;
    if (group === undefined || areOpposed(from.id, to.id) || groups.some(({ id }) => id === mutual)) continue;
    groups.push(group);
  }
  return groups;
}

function toLinkGroup(from: ComparedClaim, to: ComparedClaim): ContradictionGroup | undefined {
  if (from.stance === 'no_comment' || to.stance === 'no_comment') return undefined;
  return {
    id: `${from.id}-${to.id}`,
    kind: 'stance',
    subject: to.subject,
    predicate: to.predicate,
    value: to.object.type === 'set' ? undefined : to.object,
    sides: [
      { value: undefined, claims: [{ id: to.id, stand: to.stance }] },
      { value: undefined, claims: [{ id: from.id, stand: 'contests' }] },
    ],
  };
}

function toStanceGroup(fact: ResolvedFact): ContradictionGroup[] {
  const against: Side['claims'] = [
    ...fact.denies.map((id) => ({ id, stand: 'denies' as const })),
    ...fact.doubts.map((id) => ({ id, stand: 'doubts' as const })),
    ...fact.contestedBy.map((id) => ({ id, stand: 'contests' as const })),
  ];
  if (fact.supports.length === 0 || against.length === 0) return [];
  const sides = [
    { value: undefined, claims: fact.supports.map((id) => ({ id, stand: 'asserts' as const })) },
    { value: undefined, claims: against },
  ];
  return [{ ...headOf(fact), id: fact.id, kind: 'stance', value: fact.value, sides }];
}

function toValueGroup(rivals: readonly ResolvedFact[]): ContradictionGroup {
  const [first] = rivals;
  if (first === undefined) throw new Error('rivals are never none');
  const sides = rivals.map((fact) => ({
    value: fact.value,
    claims: fact.supports.map((id) => ({ id, stand: 'asserts' as const })),
  }));
  return { ...headOf(first), id: `${first.id}-values`, kind: 'values', value: undefined, sides };
}

function headOf(fact: ResolvedFact): Pick<ContradictionGroup, 'subject' | 'predicate'> {
  return { subject: fact.entity, predicate: fact.predicate };
}

/** Facts that conflict, directly or through a third, together and once. */
function findRivals(facts: readonly ResolvedFact[]): ResolvedFact[][] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const seen = new Set<string>();
  const reach = (fact: ResolvedFact | undefined): ResolvedFact[] => {
    if (fact === undefined || seen.has(fact.id)) return [];
    seen.add(fact.id);
    return [fact, ...fact.conflictsWith.flatMap((id) => reach(byId.get(id)))];
  };
  return facts
    .filter((fact) => fact.conflictsWith.length > 0)
    .flatMap((fact) => {
      const rivals = reach(fact);
      return rivals.length === 0
        ? []
        : [rivals.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))];
    });
}

/** Answers whether two claims stand on different sides of one group. */
export function indexOpposition(groups: readonly ContradictionGroup[]): (a: string, b: string) => boolean {
  const sides = new Map<string, { group: ContradictionGroup; side: Side }[]>();
  for (const group of groups) {
    for (const side of group.sides) {
      for (const { id } of side.claims) sides.set(id, [...(sides.get(id) ?? []), { group, side }]);
    }
  }
  return (a, b) =>
    (sides.get(a) ?? []).some((one) =>
      (sides.get(b) ?? []).some((other) => one.group === other.group && one.side !== other.side),
    );
}

/** The part of a claim by which it is compared with another. */
export type ComparedClaim = Pick<
  ResolvableClaim,
  'id' | 'subject' | 'predicate' | 'object' | 'place' | 'stance' | 'modality' | 'originKey' | 'valid'
>;
