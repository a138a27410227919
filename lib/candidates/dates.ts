import { toPattern } from './patterns.ts';
import type { TextSpan } from './sentences.ts';
import type { LanguageWords } from './words/language-words.ts';

export type FoundDate = TextSpan & { edtf: string };

/** Where a date of a text is counted from: the day of publication, ISO, or a month or year where no more is known. */
export type Anchored = { published?: string };

/**
 * Dates of one sentence in EDTF, exactly as exact as the words: a month stays a month. News speaks of what happened, so a month or day
 * without a year is the last one that is not after the publication. Without a day of publication such dates are left out, not guessed.
 */
export function findDates(text: string, words: LanguageWords, { published }: Anchored): FoundDate[] {
  const found = [
    ...findNumeric(text),
    ...findWithMonth(text, words, published),
    ...findRelative(text, words, published),
    ...findYears(text, words),
  ];
  return joinRanges(keepLongest(found), text, words);
}

function findNumeric(text: string): FoundDate[] {
  const dates: FoundDate[] = [];
  for (const match of text.matchAll(
    /(?<![\d./-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?![\d/-])/g,
  )) {
    const [whole, year, month, day, firstDay, secondMonth, lastYear] = match;
    add(dates, match.index, whole, year ?? lastYear, month ?? secondMonth, day ?? firstDay);
  }
  return dates;
}

function findWithMonth(text: string, words: LanguageWords, published: string | undefined): FoundDate[] {
  const dates: FoundDate[] = [];
  const months = words.months.join('|');
  const pattern = toPattern(
    `(?<![\\p{L}\\p{N}])(?:(?:${words.weekdays.join('|')}),?\\s+)?(?:(\\d{1,2})(?:st|nd|rd|th|er|\\.)?(?:\\s+(?:de|of))?\\s+)?(${months})(?![\\p{L}\\p{N}])\\.?(?:\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?(?:,?\\s+(?:de\\s+|of\\s+)?((?:19|20)\\d\\d)(?!\\d))?`,
    'gu',
  );
  for (const match of text.matchAll(pattern)) {
    const [whole, dayBefore, name = '', dayAfter, year] = match;
    const month = words.months.findIndex((names) => names.split('|').includes(name)) + 1;
    const day = dayBefore ?? dayAfter;
    if (day === undefined && year === undefined && !isAfter(text, match.index, words.beforeMonth)) continue;
    const inferred = year ?? inferYear(month, day, published);
    if (inferred !== undefined)
      add(dates, match.index, whole.replace(/\.$/, ''), inferred, String(month), day);
  }
  return dates;
}

/** The last such month or day that is not after the publication. */
function inferYear(
  month: number,
  day: string | undefined,
  published: string | undefined,
): string | undefined {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(published ?? '');
  if (parts === null) return undefined;
  const [, year, publishedMonth, publishedDay] = parts;
  if (publishedMonth === undefined) return undefined;
  const isLater =
    month > Number(publishedMonth) ||
    (month === Number(publishedMonth) &&
      day !== undefined &&
      publishedDay !== undefined &&
      Number(day) > Number(publishedDay));
  return String(Number(year) - (isLater ? 1 : 0));
}

function findRelative(text: string, words: LanguageWords, published: string | undefined): FoundDate[] {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(published ?? '') ? published : undefined;
  if (day === undefined) return [];
  const { relative } = words;
  const resolved = [
    [relative.yesterday, shiftDays(day, -1)],
    [relative.today, day],
    [relative.lastYear, String(Number(day.slice(0, 4)) - 1)],
    [relative.thisYear, day.slice(0, 4)],
    [relative.lastMonth, shiftMonths(day, -1)],
    [relative.thisMonth, day.slice(0, 7)],
    ...words.weekdays.map((names, index) => [names, lastWeekday(day, index)] as const),
  ] as const;
  return resolved.flatMap(([source, edtf]) =>
    [...text.matchAll(toPattern(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'giu'))].map(
      (match) => ({
        start: match.index,
        end: match.index + match[0].length,
        edtf,
      }),
    ),
  );
}

function findYears(text: string, words: LanguageWords): FoundDate[] {
  const pattern = toPattern(
    `(?<=(?:^|[^\\p{L}\\p{N}])(?:${words.beforeYear}|,|\\()\\s*)(?:19|20)\\d\\d(?![\\p{L}\\p{N}]|[.,]\\d|\\)? (?:\\d+ )?SCC|/\\d)`,
    'giu',
  );
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + 4,
    edtf: match[0],
  }));
}

/** `November 2019 to July 2021` is one interval; two dates joined by "and" stay two, because a text may mean two days. */
function joinRanges(dates: readonly FoundDate[], text: string, words: LanguageWords): FoundDate[] {
  const joined: FoundDate[] = [];
  const join = toPattern(`^\\s*${words.range}\\s*$`, 'iu');
  for (const date of dates) {
    const previous = joined.at(-1);
    const between = previous === undefined ? '' : text.slice(previous.end, date.start);
    const isRange = join.test(between) && !/^\s*(?:and|et|y|und)\s*$/iu.test(between);
    if (previous !== undefined && isRange && !previous.edtf.includes('/') && previous.edtf <= date.edtf) {
      previous.end = date.end;
      previous.edtf = `${previous.edtf}/${date.edtf}`;
    } else joined.push({ ...date });
  }
  return joined;
}

function keepLongest(dates: readonly FoundDate[]): FoundDate[] {
  return dates
    .filter(
      (date, index) =>
        !dates.some((other, place) => {
          const overlaps = other.start < date.end && date.start < other.end;
          const difference = other.end - other.start - (date.end - date.start);
          return place !== index && overlaps && (difference > 0 || (difference === 0 && place < index));
        }),
    )
    .sort((a, b) => a.start - b.start);
}

function add(
  dates: FoundDate[],
  start: number,
  words: string,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): void {
  const edtf = [year, month?.padStart(2, '0'), day?.padStart(2, '0')]
    .filter((part) => part !== undefined)
    .join('-');
  const isReal = day === undefined ? Number(month) >= 1 && Number(month) <= 12 : isDay(edtf);
  if (isReal) dates.push({ start, end: start + words.length, edtf });
}

function isDay(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso;
}

function isAfter(text: string, index: number, prepositions: string): boolean {
  return toPattern(`(?:^|[^\\p{L}])(?:${prepositions})\\s+$`, 'iu').test(text.slice(0, index));
}

export function shiftDays(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

export function shiftMonths(day: string, by: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + by;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The last such day before the publication; `weekday` counts from Monday. */
function lastWeekday(day: string, weekday: number): string {
  const today = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const back = (today - weekday + 7) % 7 || 7;
  return shiftDays(day, -back);
}
