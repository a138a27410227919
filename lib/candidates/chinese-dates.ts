import { type FoundDate, shiftDays, shiftMonths } from './dates.ts';

const digit = '〇零○一二三四五六七八九';
const pattern = new RegExp(
  `(?:((?:19|20)\\d\\d|[${digit}]{4})年|(今年|去年|前年|明年))(?:\\s*(\\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份|(\\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号))?)?|(上个?月|本月|这个月|昨天|昨日)|(?<![\\d年一二三四五六七八九十])(\\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(\\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号))?(?!份?以)`,
  'gu',
);

const yearWords: Readonly<Record<string, number>> = { 今年: 0, 去年: -1, 前年: -2, 明年: 1 };

/** Dates of a Chinese sentence: full ones, 二〇一五年七月, and 去年 / 上个月 counted from the day of publication. */
export function findChineseDates(text: string, published: string | undefined): FoundDate[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, year, yearWord, month, day, near, bareMonth, bareDay] = match;
    const edtf =
      near === undefined
        ? resolve(year, yearWord, month ?? bareMonth, day ?? bareDay, published)
        : resolveNear(near, published);
    return edtf === undefined ? [] : [{ start: match.index, end: match.index + whole.length, edtf }];
  });
}

function resolve(
  year: string | undefined,
  yearWord: string | undefined,
  month: string | undefined,
  day: string | undefined,
  published: string | undefined,
): string | undefined {
  const monthNumber = month === undefined ? undefined : toNumber(month);
  const base = published === undefined ? undefined : Number(published.slice(0, 4));
  let resolved: number | undefined;
  if (year !== undefined)
    resolved = /^\d/.test(year) ? Number(year) : Number([...year].map(toDigit).join(''));
  else if (base !== undefined && yearWord !== undefined) resolved = base + (yearWords[yearWord] ?? 0);
  else if (base !== undefined && monthNumber !== undefined) {
    const publishedMonth = Number(published?.slice(5, 7) ?? 12);
    resolved = monthNumber > publishedMonth ? base - 1 : base;
  }
  if (resolved === undefined || (monthNumber !== undefined && (monthNumber < 1 || monthNumber > 12)))
    return undefined;
  const parts = [String(resolved)];
  if (monthNumber !== undefined) parts.push(String(monthNumber).padStart(2, '0'));
  if (day !== undefined) parts.push(String(toNumber(day)).padStart(2, '0'));
  return parts.join('-');
}

function resolveNear(word: string, published: string | undefined): string | undefined {
  if (published === undefined || published.length < 10) return undefined;
  if (word.startsWith('昨')) return shiftDays(published, -1);
  return word.startsWith('上') ? shiftMonths(published, -1) : published.slice(0, 7);
}

function toDigit(character: string): string {
  const value = digit.indexOf(character);
  return String(value < 3 ? 0 : value - 2);
}

/** 十 = 10, 十二 = 12, 二十一 = 21. */
function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['0', text];
  return (
    (tens === '' ? 1 : Number(toDigit(tens))) * (text.includes('十') ? 10 : 0) +
    (ones === '' ? 0 : Number(toDigit(ones)))
  );
}
