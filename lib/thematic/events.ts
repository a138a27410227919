import type { Thematic } from './schema.ts';
import { earliestYear, leastYears } from './steps.ts';

/** Years that the time slider runs over, and what is told to have begun in each. */
export type TimeRange = { firstYear: number; lastYear: number; byYear: ReadonlyMap<number, YearEvents> };
export type YearEvents = { laws: number; programs: number; devices: number };

/** Beginnings by year: stages of laws and of programs, territory of programs, devices by the year that their source gives. */
export function toTimeRange({ today, programs, laws, places }: Thematic): TimeRange {
  const lastYear = Number(today.slice(0, 4));
  const byYear = new Map<number, YearEvents>();
  const add = (year: number, kind: keyof YearEvents, count = 1) => {
    if (!(year >= earliestYear && year <= lastYear)) return;
    const held = byYear.get(year) ?? { laws: 0, programs: 0, devices: 0 };
    byYear.set(year, { ...held, [kind]: held[kind] + count });
  };
  for (const law of laws) for (const year of toYears(law.stages.map((s) => s.earliest))) add(year, 'laws');
  for (const program of programs) {
    const told = [...program.stages, ...program.statements];
    for (const year of toYears(told.map(({ span, toldOn }) => span?.beginsFrom ?? toldOn)))
      add(year, 'programs');
  }
  for (const { dated, level } of places) {
    if (level === 'country' || level === 'territory') {
      for (const [year, count] of dated) add(year, 'devices', count);
    }
  }
  const first = Math.min(...byYear.keys(), lastYear - leastYears);
  return { firstYear: first, lastYear, byYear };
}

function toYears(days: readonly (string | null)[]): Set<number> {
  return new Set(days.flatMap((day) => (day === null ? [] : [Number(day.slice(0, 4))])));
}
