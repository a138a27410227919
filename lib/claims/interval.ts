/** Days that a validity allows, inclusive, as ISO text; null is an open end. `edtf` is what the source or editor wrote. */
export interface Interval {
  edtf: string;
  earliest: string | null;
  latest: string | null;
}

/** Whether a day can lie inside. An open end reaches as far as needed. */
export function contains(interval: Interval, day: string): boolean {
  return (
    (interval.earliest === null || interval.earliest <= day) &&
    (interval.latest === null || day <= interval.latest)
  );
}

export function overlaps(a: Interval, b: Interval): boolean {
  const startsBefore = (x: Interval, y: Interval) =>
    x.earliest === null || y.latest === null || x.earliest <= y.latest;
  return startsBefore(a, b) && startsBefore(b, a);
}

/** The smallest interval around all; null when none is given. Its `edtf` is that of the first. */
export function spanOf(intervals: readonly (Interval | null)[]): Interval | null {
  const given = intervals.filter((interval) => interval !== null);
  const [first] = given;
  if (first === undefined) return null;
  return given.reduce(
    (span, next) => ({
      edtf: span.edtf,
      earliest: span.earliest === null || next.earliest === null ? null : min(span.earliest, next.earliest),
      latest: span.latest === null || next.latest === null ? null : max(span.latest, next.latest),
    }),
    first,
  );
}

function min(a: string, b: string): string {
  return a < b ? a : b;
}

function max(a: string, b: string): string {
  return a < b ? b : a;
}
