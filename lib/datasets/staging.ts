import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { toCopyLine } from './copy-text.ts';
import { replacedByRecord, type TableName, type TableRow, tables } from './tables.ts';

/** Characters that are gathered for one table before they are sent. */
const chunkSize = 4_000_000;
const names = Object.keys(tables).filter((name): name is TableName => Object.hasOwn(tables, name));
const quote = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');

/**
 * Rows on their way into the database: COPY into temporary tables of the caller's transaction, then one merge a table.
 * Use one for each pack: `open`, `add` …, `merge`.
 */
export class Staging {
  readonly #client: PoolClient;
  readonly #lines = new Map<TableName, string[]>();
  readonly #sizes = new Map<TableName, number>();
  readonly #used = new Set<TableName>();

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async add(table: TableName, row: TableRow): Promise<void> {
    const line = toCopyLine(tables[table].columns.map((column) => row[column]));
    const lines = this.#lines.get(table) ?? [];
    lines.push(line);
    this.#lines.set(table, lines);
    const size = (this.#sizes.get(table) ?? 0) + line.length;
    this.#sizes.set(table, size);
    if (size > chunkSize) await this.#flush(table);
  }

  async #flush(table: TableName): Promise<void> {
    const lines = this.#lines.get(table) ?? [];
    if (lines.length === 0) return;
    if (!this.#used.has(table)) {
      this.#used.add(table);
      const { columns } = tables[table];
      await this.#client.query(
        `CREATE TEMP TABLE stage_${table} ON COMMIT DROP AS SELECT ${quote(columns)} FROM "${table}" WITH NO DATA`,
      );
    }
    const copy = this.#client.query(
      copyFrom(`COPY stage_${table} (${quote(tables[table].columns)}) FROM STDIN`),
    );
    await pipeline(Readable.from([lines.join('')]), copy);
    this.#lines.set(table, []);
    this.#sizes.set(table, 0);
  }

  /**
   * Writes everything that was added. Nothing is deleted, except names, facts and evidence of records that were added again (`replace`).
   *
   * @param missing records of this dataset that were not added become `missing` as of a date; null leaves them as they are
   */
  async merge({
    replace,
    missing,
  }: {
    replace: boolean;
    missing: { datasetId: string; since: string } | null;
  }): Promise<void> {
    for (const table of names) await this.#flush(table);
    if (replace && this.#used.has('dataset_record')) {
      for (const table of replacedByRecord) {
        await this.#client.query(
          `DELETE FROM "${table}" t USING stage_dataset_record s WHERE t.record_id = s.id`,
        );
      }
    }
    if (missing !== null && this.#used.has('dataset_record')) {
      await this.#client.query(
        `UPDATE dataset_record r SET state = 'missing', missing_since = $2
          WHERE r.dataset_id = $1 AND r.state = 'present' AND NOT EXISTS (SELECT 1 FROM stage_dataset_record s WHERE s.id = r.id)`,
        [missing.datasetId, missing.since],
      );
    }
    for (const table of names) {
      if (!this.#used.has(table)) continue;
      const { columns, key, merge } = tables[table];
      await this.#client.query(
        `INSERT INTO "${table}" (${quote(columns)}) SELECT ${quote(columns)} FROM stage_${table} ON CONFLICT (${quote(key)}) ${merge}`,
      );
      await this.#client.query(`DROP TABLE stage_${table}`);
    }
  }
}
