import { readCsvRecords, refuseCsv } from './csv-records.ts';
import { readTableText, type TextFile, type TextLimits } from './table-text.ts';

export type CsvHeader =
  /** Exactly these columns in this order: a changed export stops the run and does not shift columns. */
  | { expect: readonly string[] }
  /** The file has no header; these are its columns. */
  | { names: readonly string[] }
  /** The first record names the columns. */
  | 'first_record';

export interface CsvOptions extends TextLimits {
  header: CsvHeader;
  delimiter?: string;
}

export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1, lines inside a quoted cell do not count. */
  row: number;
  /** Line of the file that the record ends on, for errors. */
  line: number;
  /** Column → cell as it stands there, not trimmed. */
  cells: Readonly<Record<string, string>>;
}

/**
 * Strict CSV, record by record, from a kept file (gzip is recognized by its first bytes): ragged records, stray or open quotes, wrong encodings,
 * a header with a column twice, and web pages or Git LFS pointers in place of a table are errors of the file as a whole.
 *
 * @throws DossierError `invalid_input` with file, line and what was found
 */
export async function* readCsv(file: TextFile, options: CsvOptions): AsyncGenerator<CsvRow> {
  const { header, delimiter = ',' } = options;
  let columns = header === 'first_record' ? undefined : toColumns(header);
  let checked = typeof header === 'object' && 'names' in header;
  for await (const { record, row, line } of readCsvRecords(readTableText(file, options), {
    delimiter,
    name: file.name,
  })) {
    if (!checked || columns === undefined) {
      checkHeader(file.name, record, columns);
      columns = record;
      checked = true;
      continue;
    }
    if (record.length !== columns.length)
      throw refuseCsv(
        file.name,
        `A record has ${record.length} cells, the table ${columns.length} columns`,
        line,
      );
    yield { row, line, cells: Object.fromEntries(columns.map((column, at) => [column, record[at] ?? ''])) };
  }
  if (!checked) checkHeader(file.name, [], columns);
}

function toColumns(header: Exclude<CsvHeader, 'first_record'>): readonly string[] {
  return 'names' in header ? header.names : header.expect;
}

function checkHeader(name: string, found: readonly string[], expected: readonly string[] | undefined): void {
  const twice = found.find((column, at) => found.indexOf(column) !== at);
  if (twice !== undefined) throw refuseCsv(name, `The header names the column "${twice}" twice`, 1);
  if (found.length === 0) throw refuseCsv(name, 'The file is empty', 1);
  if (
    expected === undefined ||
    (found.length === expected.length && expected.every((c, at) => c === found[at]))
  )
    return;
  const missing = expected.filter((column) => !found.includes(column));
  const extra = found.filter((column) => !expected.includes(column));
  const list = (columns: readonly string[]) =>
    columns
      .slice(0, 12)
      .map((column) => `"${column.slice(0, 60)}"`)
      .join(', ');
  const changes = [
    ...(missing.length > 0 ? [`missing ${list(missing)}`] : []),
    ...(extra.length > 0 ? [`not expected ${list(extra)}`] : []),
  ];
  throw refuseCsv(
    name,
    `The header changed: ${changes.length > 0 ? changes.join('; ') : 'the columns stand in another order'}`,
    1,
  );
}
