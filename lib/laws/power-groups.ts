import type { LegalStatus } from './legal-status.ts';

/** How far a power holds on the day asked: on file for it, of a law not in force then, of a draft, or told only later. */
export const powerGroups = ['current', 'not_in_force', 'draft', 'told_later'] as const;
export type PowerGroup = (typeof powerGroups)[number];

/** What decides: the answer on its law, or, where no statute is named, the day of the first source that tells of it. */
export type PowerBasis = {
  status: LegalStatus | undefined;
  /** ISO day; undefined where no source of the power has a date. */
  firstToldOn: string | undefined;
  /** `plan`: told only of a draft, whatever became of it. */
  modality: string;
};

/**
 * A law that had not begun is no draft, and a power that a source ties to no statute is told of that source's time: nothing
 * held carries it back to an earlier day.
 *
 * @param day ISO day
 */
export function toPowerGroup({ status, firstToldOn, modality }: PowerBasis, day: string): PowerGroup {
  // What a draft would have allowed need not stand in the law that came of it.
  if (modality === 'plan') return 'draft';
  if (status === undefined) return firstToldOn !== undefined && day < firstToldOn ? 'told_later' : 'current';
  if (status.state === 'in_force' || status.state === 'last_known_in_force') return 'current';
  return status.state === 'draft' || status.reason === 'before_draft' ? 'draft' : 'not_in_force';
}
