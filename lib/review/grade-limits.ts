import { findCaps, findGradeFaults, originsToConfirm } from '#lib/claims/grade.ts';
import { describeGradeFault } from '#lib/claims/grade-check.ts';
import type { Draft } from './candidate-schema.ts';
import type { ReviewedWork } from './claims-from-state.ts';

/**
 * Why a grade is better than who speaks allows, in the words of ingestion; undefined where it may stand. Whether a grade of 1 has its
 * independent origins shows only with the whole file, when the claim is accepted.
 */
export function refuseGrade(
  { speaker, act, grade }: Pick<Draft, 'speaker' | 'act' | 'grade'>,
  { cited }: Pick<ReviewedWork, 'cited'>,
): string | undefined {
  if (speaker === undefined || grade === undefined) return undefined;
  const unidentified = new Set(cited.filter(({ identified }) => !identified).map(({ id }) => id));
  const caps = findCaps({ speaker, act, via: [] }, (id) => unidentified.has(id));
  const [fault] = findGradeFaults(grade, caps, originsToConfirm);
  return fault === undefined ? undefined : describeGradeFault(fault, grade).join('. ');
}
