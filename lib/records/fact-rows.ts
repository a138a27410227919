import { type Question, questions } from '#lib/claims/predicate-schema.ts';
import { toPlainText } from '#lib/claims/rich-text.ts';
import type { FactGroup, FactRow, PredicateRows } from './view.ts';

/** A fact with its evidence loaded, before facts with equal evidence are joined. */
export type LoadedFact = FactRow & {
  predicate: string;
  label: string;
  definition: string;
  attributed: boolean;
  question: Question;
  /** Place of the predicate in the registry. */
  order: number;
};

/** Names stand under the title already, so what is said about them comes last. */
const reading: readonly Question[] = [...questions.filter((question) => question !== 'name'), 'name'];

/**
 * Facts as a reader asks: by question, then predicate in the registry's order, then evidence. Facts of one predicate
 * that the same voices say with the same wording are one row with several values, and the row carries the claims of all
 * of them; whatever is denied, doubted, unanswered, inferred or has a rival keeps its own row.
 */
export function toFactGroups(facts: readonly LoadedFact[]): FactGroup[] {
  const byPredicate = new Map<string, { head: LoadedFact; rows: Map<string, FactRow> }>();
  for (const fact of [...facts].sort((a, b) => a.order - b.order)) {
    const entry = byPredicate.get(fact.predicate) ?? { head: fact, rows: new Map<string, FactRow>() };
    const signature = toSignature(fact);
    const row = entry.rows.get(signature);
    if (row === undefined) entry.rows.set(signature, { ...fact, values: [...fact.values] });
    else {
      row.values.push(...fact.values);
      row.supports = unite(row.supports, fact.supports);
      row.records = unite(row.records, fact.records);
      row.openSet ||= fact.openSet;
    }
    byPredicate.set(fact.predicate, entry);
  }
  const predicates = [...byPredicate.values()].map(({ head, rows }) => ({
    question: head.question,
    group: toPredicateRows(head, [...rows.values()]),
  }));
  return reading
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
  const answers = [...fact.denies, ...fact.doubts, ...fact.silences, ...fact.inferences];
  if (answers.length > 0 || fact.conflicts.length > 0) return fact.key;
  const voices = fact.supports.map((claim) =>
    JSON.stringify([
      toPlainText(claim.speaker),
      claim.via.map(toPlainText),
      claim.saidOn,
      claim.work.id,
      claim.review,
    ]),
  );
  return JSON.stringify([
    fact.wording,
    fact.modality,
    fact.valid,
    fact.place?.id,
    [...new Set(voices)].sort(),
    [...new Set(fact.records.map((record) => record.dataset.id))].sort(),
  ]);
}

function unite<T extends { id: string }>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Map([...a, ...b].map((item) => [item.id, item])).values()];
}
