import { DossierError } from '#lib/errors.ts';

export interface MarkdownRow {
  /** Line of the text, from 1. */
  line: number;
  cells: string[];
}

/**
 * Rows of the one table of a Markdown text that has this header. A row with another number of cells comes as it is: that is for the caller to refuse.
 *
 * @throws DossierError `invalid_input` where no table or more than one has the header
 */
export function readMarkdownTable(name: string, text: string, header: readonly string[]): MarkdownRow[] {
  const lines = text.split(/\r?\n/);
  const isHeader = (line: string) => {
    const cells = toCells(line);
    return cells.length === header.length && cells.every((cell, at) => cell === header[at]);
  };
  const starts = lines.flatMap((line, at) => (isHeader(line) ? [at] : []));
  const [start] = starts;
  if (start === undefined || starts.length > 1) {
    throw new DossierError('invalid_input', {
      what: start === undefined ? 'No table has the expected header' : 'Two tables have the expected header',
      where: name,
      mend: `Look at the text: the table begins with | ${header.join(' | ')} |.`,
    });
  }
  const rows: MarkdownRow[] = [];
  for (const [offset, line] of lines.slice(start + 1).entries()) {
    if (!line.trimStart().startsWith('|')) break;
    const cells = toCells(line);
    if (offset === 0 && cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
    rows.push({ line: start + offset + 2, cells });
  }
  return rows;
}

/** Cells between unescaped bars, trimmed. */
function toCells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}
