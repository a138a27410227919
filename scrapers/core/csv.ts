import { parse } from 'csv-parse/sync';
import type { z } from 'zod';

/**
 * Strict CSV: ragged rows, stray or open quotes and mixed line ends are errors, and the header must be exactly the expected one,
 * so that a changed export stops the run and does not shift columns.
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
    max_record_size: 1_000_000,
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
