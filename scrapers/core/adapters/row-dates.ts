/** A date of a row. `day` is an EDTF date as fine as the source writes it; absent where day and month could be either way round. */
export interface RowDate {
  year: number;
  day?: string;
}

/** Outside of these a date is a placeholder (1900-01-01, 9999-12-31) or a slip. */
const earliestYear = 1960;
const latestYear = 2100;

/**
 * Reads ISO dates and time stamps, epoch milliseconds (ArcGIS) and, for their year alone, dates with slashes or dots. Null when it is none of these, or
 * its year cannot be.
 */
export function readRowDate(text: string): RowDate | null {
  const date = readEpoch(text) ?? readIso(text) ?? readSlashed(text);
  return date && date.year >= earliestYear && date.year <= latestYear ? date : null;
}

function readEpoch(text: string): RowDate | null {
  if (!/^-?\d{11,14}$/.test(text)) return null;
  const date = new Date(Number(text));
  return { year: date.getUTCFullYear(), day: date.toISOString().slice(0, 10) };
}

function readIso(text: string): RowDate | null {
  const match = /^(\d{4})(?:[-/](\d{2})(?:[-/](\d{2}))?)?(?:[T ].*)?$/.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  const parts = [year, month, day].filter((part) => part !== undefined);
  const [y, m = 1, d = 1] = parts.map(Number);
  if (y === undefined) return null;
  const check = new Date(Date.UTC(y, m - 1, d));
  if (check.getUTCMonth() !== m - 1 || check.getUTCDate() !== d) return null;
  return { year: y, day: parts.join('-') };
}

/** 05/04/2020 is May in one country and April in the next; both agree on the year. */
function readSlashed(text: string): RowDate | null {
  const match = /^\d{1,2}[/.]\d{1,2}[/.](\d{4})(?: .*)?$/.exec(text);
  return match ? { year: Number(match[1]) } : null;
}
