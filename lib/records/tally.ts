import type { ClaimView, FactGroup, UnknownView } from './view.ts';

export type Tally = {
  claims: number;
  sources: number;
  records: number;
  inferences: number;
  unknowns: number;
};

/** What a page rests on, each counted once. Inferences are counted apart and never as claims. */
export function toTally(
  groups: readonly FactGroup[],
  unknowns: readonly UnknownView[],
  more: readonly ClaimView[] = [],
): Tally {
  const rows = groups.flatMap((group) => group.predicates.flatMap((predicate) => predicate.rows));
  const claims = [
    ...more,
    ...rows.flatMap((row) => [...row.supports, ...row.denies, ...row.doubts, ...row.silences]),
  ];
  const distinct = (ids: readonly string[]) => new Set(ids).size;
  return {
    claims: distinct(claims.map((claim) => claim.id)),
    sources: distinct(claims.map((claim) => claim.work.id)),
    records: distinct(rows.flatMap((row) => row.records.map((record) => record.id))),
    inferences: distinct(rows.flatMap((row) => row.inferences.map((inference) => inference.id))),
    unknowns: unknowns.length,
  };
}
