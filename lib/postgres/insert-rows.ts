import type { SqlClient } from './sql.ts';

/** Column name → Postgres type, as `jsonb_to_recordset` wants it. */
export type Columns = Record<string, string>;

const rowsPerStatement = 2_000;

/**
 * Inserts plain objects, a few thousand a statement. Keys are column names; a missing key is null.
 * Table and column names come from code, never from input.
 */
export async function insertRows(
  client: SqlClient,
  table: string,
  columns: Columns,
  rows: readonly Record<string, unknown>[],
  onConflict = '',
): Promise<void> {
  const names = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(', ');
  const types = Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    await client.query(
      `INSERT INTO "${table}" (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS row (${types}) ${onConflict}`,
      [JSON.stringify(rows.slice(from, from + rowsPerStatement))],
    );
  }
}
