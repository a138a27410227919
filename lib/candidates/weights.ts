import type { Signal } from './relevance.ts';

/**
 * How much each signal speaks for a recordable statement. A logistic regression over the development half of the annotated articles, rounded
 * to quarters so that a person can follow a sum; docs/candidates.md says how it was made and how well it does.
 */
const weights: Readonly<Record<Signal, number>> = {
  strong: 1,
  weak: 0.75,
  anaphora: 0.75,
  speaker: 1,
  self: -0.5,
  stance: 1,
  organization: 1,
  place: 0.75,
  date: 1,
  law: 0.25,
  amount: 0.25,
  opinion: -2.25,
  hedge: -0.5,
  heading: -2,
  fragment: -2,
  act: 1.25,
  proceeding: 1.25,
};

const leastScore = 2.25;

export function toScore(shown: ReadonlySet<Signal>): number {
  let score = 0;
  for (const signal of shown) score += weights[signal];
  return score;
}

export function isRecordable(score: number): boolean {
  return score >= leastScore;
}
