/** Steps of the time slider: one a month, each standing for its first day; the last one is today. */

/** Earlier dates are kept in the data; a slider over centuries would have no step left for ours. */
export const earliestYear = 1945;
/** The slider has some years to move over even where next to nothing is dated. */
export const leastYears = 12;

/** Number of the step that a day falls into, from 0. */
export function toStep(day: string, firstYear: number): number {
  return (Number(day.slice(0, 4)) - firstYear) * 12 + Number(day.slice(5, 7)) - 1;
}

/** One step more than the month of today: today itself. */
export function toLastStep(today: string, firstYear: number): number {
  return toStep(today, firstYear) + 1;
}

/** ISO day of a step: the first of its month, or today for the last one. */
export function toDay(step: number, firstYear: number, today: string): string {
  if (step >= toLastStep(today, firstYear)) return today;
  const year = firstYear + Math.floor(step / 12);
  return `${year}-${String((step % 12) + 1).padStart(2, '0')}-01`;
}
