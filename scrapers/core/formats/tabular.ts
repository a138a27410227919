import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DossierError } from '#lib/errors.ts';

export interface TableOptions {
  /** Column names of a file without a header. */
  header?: readonly string[] | undefined;
  delimiter: string;
  /** File name, for messages. */
  where: string;
  /** Called once, before the first row. Throws to stop the file. */
  onHeader: (columns: readonly string[]) => void;
}

/** Characters of one record: a list of cameras has no megabyte in a row, an unclosed quote has. */
const maxRecordSize = 1_000_000;

/**
 * Strict CSV: ragged rows, stray or open quotes, mixed line ends and repeated column names stop the file with the line. Cells are text as it stands.
 *
 * @throws DossierError `invalid_input`
 */
export async function* readTable(
  text: string,
  options: TableOptions,
): AsyncGenerator<{ line: number; cells: Map<string, string> }> {
  const { where, delimiter } = options;
  const refuse = (what: string, mend: string, cause?: unknown) =>
    new DossierError('invalid_input', { what, where, mend, cause });
  const parser = Readable.from(toPieces(text)).pipe(
    parse({ bom: true, delimiter, info: true, max_record_size: maxRecordSize, skip_empty_lines: true }),
  );
  let header = options.header;
  if (header) checkHeader(header, where, options.onHeader);
  try {
    for await (const item of parser) {
      const { record, info }: CsvRecord = item;
      if (record.at(-1)?.endsWith('\r')) {
        throw refuse(
          `Line ${info.lines} ends in CRLF and others in LF`,
          'Two files were put together, or one was edited by hand: get the publisher’s own file.',
        );
      }
      if (header === undefined) {
        header = record;
        checkHeader(header, where, options.onHeader);
        continue;
      }
      if (record.length !== header.length) {
        throw refuse(
          `Line ${info.lines} has ${record.length} fields, the header declares ${header.length}`,
          'Compare `header` in dataset.yaml with the file.',
        );
      }
      yield {
        line: info.lines,
        cells: new Map(header.map((column, index) => [column, record[index] ?? ''])),
      };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refuse(toSentence(error), 'Look at the line; the file may be cut off or edited by hand.', error);
  }
  if (header === undefined)
    throw refuse('The file has no header and no rows', 'Fetch it again, or declare `header`.');
}

const pieceLength = 65_536;

/** The parser gives out the records of a piece before it takes the next: as a whole, all of them would lie in memory. */
function* toPieces(text: string): Generator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + pieceLength;
    // Never between the two halves of one character.
    if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to += 1;
    yield text.slice(from, to);
  }
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

function checkHeader(
  header: readonly string[],
  where: string,
  onHeader: (columns: readonly string[]) => void,
): void {
  const repeated = header.find((column, index) => header.indexOf(column) !== index);
  if (repeated !== undefined) {
    throw new DossierError('invalid_input', {
      what: `Two columns are called "${repeated.slice(0, 80)}"`,
      where,
      mend: 'Declare `header` with a name of its own for each column.',
    });
  }
  onHeader(header);
}

function toSentence(error: CsvError): string {
  const line = typeof error.lines === 'number' ? error.lines : 0;
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return `Line ${line} has another number of fields than the lines before it`;
    case 'CSV_MAX_RECORD_SIZE':
      return `A record at line ${line} is longer than ${maxRecordSize.toLocaleString('en')} characters`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return `A quotation mark opens at line ${line} and never closes`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return `Line ${line} has a quotation mark inside of a field`;
    default:
      return `The file is no strict CSV: ${error.message.slice(0, 200)}`;
  }
}
