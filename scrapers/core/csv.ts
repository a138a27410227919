import { Readable } from 'node:stream';
import { CsvError, parse as openParser } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { readTableText, type TextFile, type TextLimits } from './table-text.ts';

/** Characters of one record; a quote that is never closed would otherwise swallow the rest of the file. */
const maxRecordSize = 1_000_000;

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
  const parser = openParser({
    delimiter: options.delimiter ?? ',',
    // Checked below, after the header: a changed header is said as such.
    relax_column_count: true,
    relax_quotes: false,
    max_record_size: maxRecordSize,
    skip_empty_lines: true,
    info: true,
  });
  const text = Readable.from(readTableText(file, options), { objectMode: false, encoding: 'utf8' });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let columns = options.header === 'first_record' ? undefined : toColumns(options.header);
  let checked = typeof options.header === 'object' && 'names' in options.header;
  try {
    for await (const item of parser) {
      const { record, info }: { record: string[]; info: { records: number; lines: number } } = item;
      if (!checked || columns === undefined) {
        checkHeader(file.name, record, columns);
        columns = record;
        checked = true;
        continue;
      }
      if (record.length !== columns.length)
        throw refuse(
          file.name,
          `A record has ${record.length} cells, the table ${columns.length} columns`,
          info.lines,
        );
      const cells = Object.fromEntries(columns.map((column, at) => [column, record[at] ?? '']));
      yield { row: info.records, line: info.lines, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) {
      const line = typeof error.lines === 'number' ? error.lines : undefined;
      throw refuse(file.name, oneLine(error.message), line);
    }
    throw error;
  } finally {
    text.destroy();
  }
  if (!checked) checkHeader(file.name, [], columns);
}

function toColumns(header: Exclude<CsvHeader, 'first_record'>): readonly string[] {
  return 'names' in header ? header.names : header.expect;
}

function checkHeader(name: string, found: readonly string[], expected: readonly string[] | undefined): void {
  const twice = found.find((column, at) => found.indexOf(column) !== at);
  if (twice !== undefined) throw refuse(name, `The header names the column "${twice}" twice`, 1);
  if (found.length === 0) throw refuse(name, 'The file is empty', 1);
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
  throw refuse(
    name,
    `The header changed: ${changes.length > 0 ? changes.join('; ') : 'the columns stand in another order'}`,
    1,
  );
}

function refuse(name: string, what: string, line?: number): DossierError {
  return new DossierError('invalid_input', {
    what,
    where: line === undefined ? name : `${name}, line ${line}`,
    mend: 'Look at the file; if this is what the publisher gives now, the scraper has to learn the new layout.',
  });
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').slice(0, 300);

/**
 * Strict CSV of a text that is in memory: ragged rows, stray or open quotes and mixed line ends are errors, and the header must be exactly the
 * expected one.
 * @throws Error with file, line and what was found.
 */
export function parseCsv<S extends z.ZodType>(
  name: string,
  text: string,
  header: readonly string[],
  row: S,
): z.infer<S>[] {
  const records: string[][] = parse(text, {
    bom: true,
    relax_column_count: false,
    relax_quotes: false,
    max_record_size: maxRecordSize,
    skip_empty_lines: true,
  });
  const found = records[0] ?? [];
  if (found.length !== header.length || header.some((column, index) => found[index] !== column)) {
    throw new Error(
      `${name}: the header changed. Expected: ${header.join(', ')}. Found: ${found.join(', ')}.`,
    );
  }
  return records.slice(1).map((cells, index) => {
    const parsed = row.safeParse(Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])));
    if (!parsed.success)
      throw new Error(
        `${name}: record ${index + 2}: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
      );
    return parsed.data;
  });
}
