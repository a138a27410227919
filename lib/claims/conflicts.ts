import type { LinkEntry } from './file-schema.ts';
import { type Interval, overlaps } from './interval.ts';
import type { PredicateRegistry } from './predicate-schema.ts';
import type { FactValue, ResolvedFact } from './resolve.ts';

/** Statements about what is, not about what is wished, feared or planned: only these can contradict each other. */
const factual = new Set(['fact', 'legal_effect', 'capability', 'definition', 'purpose']);

export function isFactual(modality: ResolvedFact['modality']): boolean {
  return factual.has(modality);
}

type Comparable = Pick<
  ResolvedFact,
  'id' | 'entity' | 'predicate' | 'place' | 'modality' | 'valid' | 'value' | 'supports'
>;

/**
 * Pairs of facts that cannot hold together: a predicate that takes one value has two at one time.
 * A date inside a wider date, a sum in another currency, and values linked as restating each other agree.
 * @returns ids of conflicting facts by fact id, symmetric
 */
export function conflictsAmong(
  facts: readonly Comparable[],
  registry: PredicateRegistry,
  links: readonly Pick<LinkEntry, 'from' | 'to' | 'kind'>[],
): Map<string, Set<string>> {
  const conflicts = new Map<string, Set<string>>();
  const linked = new Set(
    links
      .filter((l) => l.kind === 'converts_unit' || l.kind === 'restates')
      .flatMap((l) => [`${l.from} ${l.to}`, `${l.to} ${l.from}`]),
  );
  const sameClaimLinked = (a: Comparable, b: Comparable) =>
    a.supports.some((x) => b.supports.some((y) => linked.has(`${x} ${y}`)));

  const slots = new Map<string, Comparable[]>();
  for (const fact of facts) {
    if (registry[fact.predicate]?.cardinality !== 'one') continue;
    if (fact.supports.length === 0 || !isFactual(fact.modality)) continue;
    const slot = [fact.entity, fact.predicate, fact.place ?? ''].join('\n');
    slots.set(slot, [...(slots.get(slot) ?? []), fact]);
  }
  for (const rivals of slots.values()) {
    for (const [i, a] of rivals.entries()) {
      for (const b of rivals.slice(i + 1)) {
        if (registry[a.predicate]?.stages === true && (follows(a.valid, b.valid) || areOfOneWork(a, b)))
          continue;
        if (!canMeetInTime(a.valid, b.valid) || agree(a.value, b.value) || sameClaimLinked(a, b)) continue;
        conflicts.set(a.id, (conflicts.get(a.id) ?? new Set()).add(b.id));
        conflicts.set(b.id, (conflicts.get(b.id) ?? new Set()).add(a.id));
      }
    }
  }
  return conflicts;
}

/** One source that tells several stages tells their sequence, however roughly it dates them. */
function areOfOneWork(a: Comparable, b: Comparable): boolean {
  return new Set([...a.supports, ...b.supports].map((id) => id.slice(0, id.lastIndexOf('.')))).size === 1;
}

/** One of two stages began later, and the other was left open, as sources leave what still holds when they are written. */
function follows(a: Interval | null, b: Interval | null): boolean {
  if (a?.earliest == null || b?.earliest == null || a.earliest === b.earliest) return false;
  return (a.earliest < b.earliest ? a : b).latest === null;
}

/** Without dates on both sides nothing says that the two speak of different times. */
export function canMeetInTime(a: Interval | null, b: Interval | null): boolean {
  return a === null || b === null || overlaps(a, b);
}

/** A date inside a wider date, and sums or counts in units that nobody converted here, do not contradict each other. */
export function agree(a: FactValue, b: FactValue): boolean {
  if (a.type === 'date' && b.type === 'date') return a.edtf.startsWith(b.edtf) || b.edtf.startsWith(a.edtf);
  if (a.type === 'money' && b.type === 'money')
    return a.currency !== b.currency || roundsTo(toNumber(a), toNumber(b));
  if (a.type === 'quantity' && b.type === 'quantity')
    return a.unit !== b.unit || a.of !== b.of || roundsTo(a, b);
  return false;
}

type RoughNumber = { value: string; approximate: boolean };

function toNumber(money: Extract<FactValue, { type: 'money' }>): RoughNumber {
  return { value: money.amount, approximate: money.approximate };
}

function roundsTo(a: RoughNumber, b: RoughNumber): boolean {
  return isRoundingOf(a, b) || isRoundingOf(b, a);
}

/** "About 300" is what 290 rounds to: a number given as approximate says no more than its leading digits. */
function isRoundingOf(rough: RoughNumber, exact: RoughNumber): boolean {
  if (!rough.approximate) return false;
  const digits = rough.value.replace(/^-|\./g, '').replace(/^0+|0+$/g, '').length;
  return Number(Number(exact.value).toPrecision(Math.max(digits, 1))) === Number(rough.value);
}
