/** A date cell of the Atlas: EDTF, or why there is none. */
export type AtlasDate =
  | { edtf: string }
  | { unknown: 'empty' | 'impossible' | 'serial_number' | 'unreadable' };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const oldestYear = 1950;

/**
 * Date of a link as EDTF. Read are: `M/D/YYYY` and `M/D/YY` with or without zeros and blanks, `M/YYYY`, `YYYY`, `YYYY-YYYY`, `January 9, 2018`,
 * `9 Jan 2018`. Month comes before day (an American table). Two digits of a year are years of this century.
 *
 * Not read, because more than one day could be meant: dashes (07-11-2019), spreadsheets' day numbers (43146, two calendars in use), `10/4`, `2016-17`.
 * A day that no calendar has, a year before 1950 or after `newestYear`, and spans that run backwards are impossible.
 */
export function toEdtf(text: string, newestYear: number): AtlasDate {
  const value = text.trim().replace(/\s*\/\s*/g, '/');
  if (value === '') return { unknown: 'empty' };
  const inRange = (year: number) => year >= oldestYear && year <= newestYear;
  const year = /^\d{4}$/.test(value) ? Number(value) : undefined;
  if (year !== undefined) return inRange(year) ? { edtf: value } : { unknown: 'impossible' };
  if (/^\d{5}$/.test(value)) return { unknown: 'serial_number' };
  const span = /^(\d{4})-(\d{4})$/.exec(value);
  if (span) {
    const [from, to] = [Number(span[1]), Number(span[2])];
    // The end may lie ahead: a grant for 2020-2021 in an export of 2020.
    return inRange(from) && to > from && to <= newestYear + 10
      ? { edtf: `${span[1]}/${span[2]}` }
      : { unknown: 'impossible' };
  }
  const month = /^(\d{1,2})\/(\d{4})$/.exec(value);
  if (month) return toDate(Number(month[2]), Number(month[1]), undefined, inRange);
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(value);
  if (day) {
    const y = day[3] ?? '';
    return toDate(y.length === 2 ? 2000 + Number(y) : Number(y), Number(day[1]), Number(day[2]), inRange);
  }
  return toWritten(value, inRange);
}

function toWritten(value: string, inRange: (year: number) => boolean): AtlasDate {
  const parts =
    /^(?<month>[a-z]{3,9})\.? (?<day>\d{1,2}), ?(?<year>\d{4})$/i.exec(value) ??
    /^(?<day>\d{1,2}) (?<month>[a-z]{3,9})\.? (?<year>\d{4})$/i.exec(value);
  const name = parts?.groups?.month?.toLowerCase() ?? '';
  const index = months.findIndex((short) => name.startsWith(short) && isMonthName(name, short));
  if (!parts || index < 0) return { unknown: 'unreadable' };
  return toDate(Number(parts.groups?.year), index + 1, Number(parts.groups?.day), inRange);
}

const fullNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const isMonthName = (name: string, short: string) => name === short || fullNames.includes(name);

function toDate(
  year: number,
  month: number,
  day: number | undefined,
  inRange: (year: number) => boolean,
): AtlasDate {
  if (!inRange(year) || month < 1 || month > 12) return { unknown: 'impossible' };
  const head = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined) return { edtf: head };
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return { unknown: 'impossible' };
  return { edtf: `${head}-${String(day).padStart(2, '0')}` };
}
