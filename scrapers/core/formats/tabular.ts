import { readCsvRecords, refuseCsv } from '../csv-records.ts';

export interface TableOptions {
  /** Column names of a file without a header. */
  header?: readonly string[] | undefined;
  delimiter: string;
  /** File name, for messages. */
  where: string;
  /** Called once, before the first row. Throws to stop the file. */
  onHeader: (columns: readonly string[]) => void;
}

/**
 * Strict CSV of a text in memory: ragged rows, stray or open quotes, mixed line ends and repeated column names stop the file with the line.
 * Cells are text as it stands.
 *
 * @throws DossierError `invalid_input`
 */
export async function* readTable(
  text: string,
  options: TableOptions,
): AsyncGenerator<{ line: number; cells: Map<string, string> }> {
  const { where, delimiter } = options;
  let header = options.header;
  if (header) checkHeader(header, where, options.onHeader);
  for await (const { record, line } of readCsvRecords(toPieces(text), { delimiter, name: where })) {
    if (header === undefined) {
      header = record;
      checkHeader(header, where, options.onHeader);
      continue;
    }
    if (record.length !== header.length)
      throw refuseCsv(where, `The record has ${record.length} fields, the header ${header.length}`, line);
    yield { line, cells: new Map(header.map((column, index) => [column, record[index] ?? ''])) };
  }
  if (header === undefined) throw refuseCsv(where, 'The file has no header and no rows');
}

const pieceLength = 65_536;

/** The parser gives out the records of a piece before it takes the next: as a whole, all of them would lie in memory. */
function* toPieces(text: string): Generator<string> {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let from = start, to = start; from < text.length; from = to) {
    to = from + pieceLength;
    // Never between the two halves of one character.
    if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to += 1;
    yield text.slice(from, to);
  }
}

function checkHeader(
  header: readonly string[],
  where: string,
  onHeader: (columns: readonly string[]) => void,
): void {
  const repeated = header.find((column, index) => header.indexOf(column) !== index);
  if (repeated !== undefined)
    throw refuseCsv(where, `Two columns are called "${repeated.slice(0, 80)}": declare \`header\``);
  onHeader(header);
}
