import { decideLegalStatus } from '#lib/laws/legal-status.ts';
import { toPowerGroup } from '#lib/laws/power-groups.ts';
import type { LawRow, PowerView } from '#lib/laws/queries.ts';
import type { PlaceBrief } from '#lib/places/brief.ts';

const inForce = new Set(['in_force', 'last_known_in_force']);

/** Laws that are in force on a day, or were when last heard of; and all others, whatever keeps them from it. */
export function splitLaws(laws: readonly LawRow[], day: string): { inForce: LawRow[]; others: LawRow[] } {
  const { yes = [], no = [] } = Object.groupBy(laws, (law) =>
    inForce.has(decideLegalStatus(law.stages, day).state) ? 'yes' : 'no',
  );
  return { inForce: yes, others: no };
}

/** Powers on file for the day itself: none of a draft, of a law not in force, or told only later. */
export function toApplyingPowers(powers: readonly PowerView[], day: string): PowerView[] {
  return powers.filter((power) => toPowerGroup(power, day) === 'current');
}

export const countNames = ['laws', 'powers', 'programs', 'flows', 'unknowns'] as const;
type Counted = Pick<PlaceBrief, 'laws' | 'powers' | 'programs' | 'flows' | 'unknowns'>;

/** How much is on file, in the order of the page; statements that something does not apply are no program here. */
export function toCounts(
  brief: Counted,
  day: string,
): { name: (typeof countNames)[number]; count: number }[] {
  const programs = new Set(
    brief.programs.reaching.filter((row) => row.relation !== 'excluded').map((row) => row.subject.id),
  );
  const counts = {
    laws: splitLaws(brief.laws, day).inForce.length,
    powers: toApplyingPowers(brief.powers, day).length,
    programs: programs.size,
    flows: brief.flows.length,
    unknowns: brief.unknowns.length,
  };
  return countNames.map((name) => ({ name, count: counts[name] }));
}
