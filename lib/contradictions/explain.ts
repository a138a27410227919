import { agree, canMeetInTime, isFactual } from '#lib/claims/conflicts.ts';
import type { PredicateRegistry } from '#lib/claims/predicate-schema.ts';
import { propositionKey } from '#lib/claims/proposition.ts';
import type { FactValue } from '#lib/claims/resolve.ts';
import type { ComparedClaim, Link } from './groups.ts';

/** Why two claims that look opposed do not contradict each other. */
export const reasons = [
  'silence',
  'repeat',
  'same_amount',
  'other_place',
  'other_time',
  'other_statement',
  'plan_and_fact',
  'not_factual',
  'less_exact',
  'other_unit',
  'qualifies',
] as const;
export type Reason = (typeof reasons)[number];

/** Strangers to the record are misled most by the first; what is only narrowed comes last. */
export const reasonOrder: readonly Reason[] = [
  'other_statement',
  ...reasons.filter((reason) => reason !== 'other_statement'),
];

type Linked = ReadonlySet<Link['kind']>;

/**
 * The decision table, read from the top; the first line that fits decides. Symmetric in its two claims.
 *
 * | the two claims                                                         | reason            |
 * |------------------------------------------------------------------------|-------------------|
 * | one of them is a refusal or failure to comment                         | silence           |
 * | linked as contesting, from two origins                                 | none: they do     |
 * | one stance, and linked as restating, or one origin and one proposition | repeat            |
 * | linked as the same amount in another unit                              | same_amount       |
 * | opposed stances: the same but for the place                            | other_place       |
 * | opposed stances: no value in common                                    | other_statement   |
 * | opposed stances: never valid at one time                               | other_time        |
 * | both assert the same, or different, of one place: a plan and a fact    | plan_and_fact     |
 * | both assert different values where one is allowed:                     |                   |
 * | … of different places                                                  | other_place       |
 * | … and one is opinion, forecast or possibility, or both are plans       | not_factual       |
 * | … never valid at one time                                              | other_time        |
 * | … and one date lies inside the other                                   | less_exact        |
 * | … in units that nothing converts                                       | other_unit        |
 * | linked as qualifying: one narrows the other or stands beside it        | qualifies         |
 * | linked as contesting, but both from one origin                         | repeat            |
 *
 * @param linked kinds of the links between the two, in either direction
 * @returns undefined where the two contradict each other, or have nothing to do with each other
 */
export function explainPair(
  a: ComparedClaim,
  b: ComparedClaim,
  linked: Linked,
  registry: PredicateRegistry,
): Reason | undefined {
  if (a.subject !== b.subject && linked.size === 0) return undefined;
  if (a.stance === 'no_comment' || b.stance === 'no_comment') return 'silence';
  if (linked.has('contests') && a.originKey !== b.originKey) return undefined;
  if (isRepeat(a, b, linked)) return 'repeat';
  if (linked.has('converts_unit')) return 'same_amount';
  const reason = areStancesOpposed(a, b)
    ? explainStances(a, b)
    : a.stance === 'asserts'
      ? explainValues(a, b, registry)
      : undefined;
  if (reason !== undefined) return reason;
  if (linked.has('qualifies') && !areStancesOpposed(a, b)) return 'qualifies';
  return linked.has('contests') && a.originKey === b.originKey ? 'repeat' : undefined;
}

/** The same said again: linked as such, or by one origin in the same sense. Another value is no repeat by itself. */
export function isRepeat(a: ComparedClaim, b: ComparedClaim, linked: Linked): boolean {
  if (a.stance !== b.stance) return false;
  if (linked.has('restates')) return true;
  return (
    a.originKey === b.originKey &&
    (a.modality === 'plan') === (b.modality === 'plan') &&
    canMeetInTime(a.valid, b.valid) &&
    keyOf(a, a.object, a.place) === keyOf(b, b.object, b.place)
  );
}

/** One asserts, the other denies or doubts. */
export function areStancesOpposed(a: ComparedClaim, b: ComparedClaim): boolean {
  const asserts = [a, b].filter((claim) => claim.stance === 'asserts');
  return asserts.length === 1 && a.stance !== 'no_comment' && b.stance !== 'no_comment';
}

function explainStances(a: ComparedClaim, b: ComparedClaim): Reason | undefined {
  if (!shareValue(a, b, 'with place')) {
    if (a.place !== b.place && shareValue(a, b, 'without place')) return 'other_place';
    const [x, y] = [scopeOf(a), scopeOf(b)];
    const ofOneKind = a.subject === b.subject && a.predicate === b.predicate;
    if (ofOneKind && x !== undefined && y !== undefined && x.place !== y.place) return 'other_place';
    return 'other_statement';
  }
  return canMeetInTime(a.valid, b.valid) ? undefined : 'other_time';
}

function explainValues(a: ComparedClaim, b: ComparedClaim, registry: PredicateRegistry): Reason | undefined {
  if (a.subject !== b.subject || a.predicate !== b.predicate) return undefined;
  const takesOne = registry[a.predicate]?.cardinality === 'one';
  const isSame = shareValue(a, b, 'without place');
  if ((a.modality === 'plan') !== (b.modality === 'plan')) {
    const [x, y] = [scopeOf(a), scopeOf(b)];
    const isAboutOne = isSame || takesOne || (x !== undefined && x.place === y?.place);
    if (a.place === b.place && isAboutOne) return 'plan_and_fact';
  }
  if (!takesOne || isSame) return undefined;
  if (a.place !== b.place) return 'other_place';
  if (!isFactual(a.modality) || !isFactual(b.modality)) return 'not_factual';
  if (!canMeetInTime(a.valid, b.valid)) return 'other_time';
  const [x, y] = [onlyValue(a), onlyValue(b)];
  if (x === undefined || y === undefined || !agree(x, y)) return undefined;
  return x.type === 'date' ? 'less_exact' : 'other_unit';
}

function valuesOf({ object }: ComparedClaim): FactValue[] {
  return object.type === 'set' ? object.members : [object];
}

function onlyValue(claim: ComparedClaim): FactValue | undefined {
  const values = valuesOf(claim);
  return values.length === 1 ? values[0] : undefined;
}

function scopeOf(claim: ComparedClaim) {
  const value = onlyValue(claim);
  return value?.type === 'scope' ? value : undefined;
}

function keyOf(claim: ComparedClaim, object: ComparedClaim['object'], place: string | null): string {
  return propositionKey({ subject: claim.subject, predicate: claim.predicate, object, place });
}

function shareValue(a: ComparedClaim, b: ComparedClaim, mode: 'with place' | 'without place'): boolean {
  const keys = (claim: ComparedClaim) =>
    valuesOf(claim).map((value) => keyOf(claim, value, mode === 'with place' ? claim.place : null));
  const held = new Set(keys(a));
  return keys(b).some((key) => held.has(key));
}
