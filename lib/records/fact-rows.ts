import { type Question, questions } from '#lib/claims/predicate-schema.ts';
import type { FactGroup, FactRow, PredicateRows } from './view.ts';

/** A fact with its evidence loaded, before facts with equal evidence are joined. */
export type LoadedFact = FactRow & { predicate: string; label: string; definition: string; attributed: boolean; question: Question };

/**
 * Facts as a reader asks: by question, then predicate, then evidence. Facts of one predicate that rest on the same
 * claims with the same wording are one row with several values; a fact with a rival keeps its own row.
 */
export function toFactGroups(facts: readonly LoadedFact[]): FactGroup[] {
  const byPredicate = new Map<string, { head: LoadedFact; rows: Map<string, FactRow> }>();
  for (const fact of facts) {
    const entry = byPredicate.get(fact.predicate) ?? { head: fact, rows: new Map<string, FactRow>() };
    const signature = toSignature(fact);
    const row = entry.rows.get(signature);
    if (row === undefined) entry.rows.set(signature, { ...fact, values: [...fact.values] });
    else row.values.push(...fact.values);
    byPredicate.set(fact.predicate, entry);
  }
  const predicates = [...byPredicate.values()].map(({ head, rows }) => ({
    question: head.question,
    group: toPredicateRows(head, [...rows.values()]),
  }));
  return questions
    .map((question) => ({
      question,
      predicates: predicates.filter((item) => item.question === question).map((item) => item.group),
    }))
    .filter((group) => group.predicates.length > 0);
}

function toPredicateRows(head: LoadedFact, rows: FactRow[]): PredicateRows {
  const { predicate, label, definition, attributed } = head;
  return { predicate, label, definition, attributed, rows };
}

function toSignature(fact: LoadedFact): string {
  if (fact.conflicts.length > 0) return fact.key;
  const ids = (items: readonly { id: string }[]) => items.map((item) => item.id).sort();
  return JSON.stringify([
    fact.wording,
    fact.modality,
    fact.valid,
    fact.place?.id,
    ids(fact.supports),
    ids(fact.denies),
    ids(fact.doubts),
    ids(fact.silences),
    ids(fact.records),
    ids(fact.inferences),
  ]);
}
