import parseExtended from 'edtf';
import { DossierError } from './errors.ts';

/** A date as exact as its source: ISO 8601-2 (EDTF) level 0 and 1. */
export type EdtfDate = {
  edtf: string;
  /** First and last day that it may mean, at 00:00 UTC; null where the text is open or unknown at that end. */
  earliest: Date | null;
  latest: Date | null;
  /** The same as ISO days, which no time zone can shift on the way into a `date` column. */
  earliestDay: string | null;
  latestDay: string | null;
};

export type Contains = 'yes' | 'no' | 'maybe';

const side = /^(?:\d{4}|\d{3}X|\d{2}XX)(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX))?)?[?~%]?$/;

/** One end of an interval, or the date itself: which days it may be. */
type Bound = { text: string; min: string | null; max: string | null };

/**
 * Parses EDTF. Sets, lists, times of day and years beyond 9999 are not taken: no field of ours means them.
 *
 * @throws DossierError `invalid_input` with the mend
 */
export function parseEdtf(text: string): EdtfDate {
  const [from, to] = readBounds(text);
  const earliestDay = from.min;
  const latestDay = (to ?? from).max;
  if (earliestDay !== null && latestDay !== null && earliestDay > latestDay) throw refuse(text);
  return { edtf: text, earliest: toDate(earliestDay), latest: toDate(latestDay), earliestDay, latestDay };
}

export function isEdtf(text: string): boolean {
  try {
    parseEdtf(text);
    return true;
  } catch (error) {
    if (error instanceof DossierError) return false;
    throw error;
  }
}

/** Order for lists: by the earliest day, then by the latest; an open start comes first, an open end last. */
export function compareEdtf(a: string, b: string): number {
  const [left, right] = [parseEdtf(a), parseEdtf(b)];
  return (
    compareText(left.earliestDay ?? '', right.earliestDay ?? '') ||
    compareText(left.latestDay ?? '9999-99', right.latestDay ?? '9999-99')
  );
}

/**
 * Does the time that the text means include the ISO day? `maybe` for a day inside an imprecise date (2016 is some time of
 * 2016, not the whole of it), inside an imprecise end of an interval, towards an unknown end, and for every day that an
 * uncertain or approximate date (`?`, `~`, `%`) could include.
 */
export function containsDate(text: string, isoDay: string): Contains {
  parseEdtf(text);
  const [from, to] = readBounds(text);
  const end = to ?? from;
  if (from.min !== null && isoDay < from.min) return 'no';
  if (end.max !== null && isoDay > end.max) return 'no';
  if (/[?~%]/.test(text)) return 'maybe';
  if (to === undefined) return from.min === from.max ? 'yes' : 'maybe';
  const hasBegun = from.text === '..' || (from.max !== null && isoDay >= from.max);
  const hasNotEnded = to.text === '..' || (to.min !== null && isoDay <= to.min);
  return hasBegun && hasNotEnded ? 'yes' : 'maybe';
}

/** For readers: "March 2016", "from 1 January 2016", "about 2014". Dates follow the locale, the words are English. */
export function formatEdtf(text: string, locale = 'en-GB'): string {
  parseEdtf(text);
  const [from, to] = readBounds(text);
  if (to === undefined) return formatBound(from.text, locale);
  const [start, end] = [from.text, to.text].map((bound) =>
    isOpen(bound) ? undefined : formatBound(bound, locale),
  );
  if (start === undefined) return `until ${end}${from.text === '' ? ', start unknown' : ''}`;
  if (end === undefined) return `from ${start}${to.text === '' ? ', end unknown' : ''}`;
  return `from ${start} to ${end}`;
}

function readBounds(text: string): [Bound] | [Bound, Bound] {
  const parts = text.split('/');
  const [first, second] = parts;
  if (parts.length > 2 || first === undefined) throw refuse(text);
  if (second === undefined) return [readBound(first, text)];
  if (isOpen(first) && isOpen(second)) throw refuse(text);
  return [readBound(first, text, true), readBound(second, text, true)];
}

function readBound(bound: string, whole: string, inInterval = false): Bound {
  if (inInterval && isOpen(bound)) return { text: bound, min: null, max: null };
  if (!side.test(bound)) throw refuse(whole);
  try {
    const { min, max } = parseExtended(bound);
    return { text: bound, min: toDay(min), max: toDay(max) };
  } catch (cause) {
    throw refuse(whole, cause);
  }
}

function isOpen(bound: string): boolean {
  return bound === '' || bound === '..';
}

function formatBound(bound: string, locale: string): string {
  const qualifier = /[?~%]$/.exec(bound)?.[0];
  const [year = '', month, day] = bound.replace(/[?~%]$/, '').split('-');
  const plain = formatParts(year, month, day, locale);
  if (qualifier === '~') return `about ${plain}`;
  if (qualifier === '?') return `${plain} (uncertain)`;
  return qualifier === '%' ? `about ${plain} (uncertain)` : plain;
}

function formatParts(
  year: string,
  month: string | undefined,
  day: string | undefined,
  locale: string,
): string {
  if (year.endsWith('XX')) return `between ${year.slice(0, 2)}00 and ${year.slice(0, 2)}99`;
  if (year.endsWith('X')) return `the ${year.slice(0, 3)}0s`;
  if (month === undefined) return String(Number(year)).padStart(4, '0');
  if (month === 'XX') return `some ${day === undefined ? 'month' : 'day'} of ${year}`;
  const season = ['spring', 'summer', 'autumn', 'winter'][Number(month) - 21];
  if (season !== undefined) return `${season} ${year}`;
  const isWholeDay = day !== undefined && day !== 'XX';
  const date = new Date(`${year}-${month}-${isWholeDay ? day : '01'}T00:00:00Z`);
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: 'long' };
  const shown = new Intl.DateTimeFormat(locale, isWholeDay ? { ...options, day: 'numeric' } : options).format(
    date,
  );
  return day === 'XX' ? `some day in ${shown}` : shown;
}

function toDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function toDate(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function refuse(text: string, cause?: unknown): DossierError {
  return new DossierError('invalid_input', {
    what: `“${text}” is not a date that we can read`,
    mend: 'Write EDTF: 2016, 2016-03, 2016-03-03, 2014~ for about, 2014? for uncertain, 2016-01-01/.. for from that day on.',
    cause,
  });
}
