/** A leading character that spreadsheet programs take for a formula, also in its full-width form. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

export type CsvValue = string | number | boolean | null | undefined;

/**
 * One line of RFC 4180 CSV, ended by CRLF. Text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers are written as they are, so that `-3.5` stays a number.
 */
export function toCsvLine(values: CsvValue[]): string {
  return `${values.map(toCell).join(',')}\r\n`;
}

function toCell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const guarded = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
