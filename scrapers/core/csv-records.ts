import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DossierError } from '#lib/errors.ts';

/** Characters of one record; a quote that is never closed would otherwise swallow the rest of the file. */
const maxRecordSize = 1_000_000;

export interface CsvRecord {
  /** Cells as they stand there, not trimmed. */
  record: string[];
  /** As a spreadsheet counts: the first record is 1, lines inside a quoted cell do not count. */
  row: number;
  /** Line of the file that the record ends on, for errors. */
  line: number;
}

/**
 * The records of a strict CSV text, one by one, empty lines left out: stray or open quotes, records without end and mixed line ends stop
 * it. How many cells a record must have is for the caller to say, who knows the header. A byte order mark must be gone.
 *
 * @param pieces the text, cut anywhere but inside a character
 * @param name of the file, for messages
 * @throws DossierError `invalid_input` with file, line and what was found
 */
export async function* readCsvRecords(
  pieces: Iterable<string> | AsyncIterable<string>,
  { delimiter, name }: { delimiter: string; name: string },
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: false,
    max_record_size: maxRecordSize,
    skip_empty_lines: true,
    info: true,
  });
  const text = Readable.from(pieces, { objectMode: false, encoding: 'utf8' });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const item of parser) {
      const { record, info }: { record: string[]; info: { records: number; lines: number } } = item;
      if (record.at(-1)?.endsWith('\r') === true)
        throw refuseCsv(
          name,
          'The line ends in CRLF and others in LF: two files were put together',
          info.lines,
        );
      yield { record, row: info.records, line: info.lines };
    }
  } catch (error) {
    if (error instanceof CsvError) throw refuseCsv(name, toSentence(error), error.lines, error);
    throw error;
  } finally {
    text.destroy();
  }
}

/** The error of a table that is not what it should be, at a line where one is known. */
export function refuseCsv(name: string, what: string, line?: unknown, cause?: unknown): DossierError {
  return new DossierError('invalid_input', {
    what,
    where: typeof line === 'number' ? `${name}, line ${line}` : name,
    mend: 'Look at the file; if this is what the publisher gives now, its columns have to be declared anew.',
    cause,
  });
}

function toSentence(error: CsvError): string {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return `A record is longer than ${maxRecordSize.toLocaleString('en')} characters`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark opens and never closes';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'There is a quotation mark inside of a cell';
    default:
      return `The file is no strict CSV: ${error.message.replace(/\s*\n\s*/g, ' ').slice(0, 200)}`;
  }
}
