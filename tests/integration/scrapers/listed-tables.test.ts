import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packsRoot, readManifest } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import { registry } from '#scrapers/registry.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

// The tables themselves lie beside the project; without them the test is skipped and says so.
const input = process.env.SCRAPE_INPUT ?? join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(join(input, 'laws'));

let database: TestDatabase;
let pool: pg.Pool;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  dataDir = mkdtempSync(join(tmpdir(), 'listed-'));
});

afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Seen, rows, merged and refused of each table. */
const tables = [
  ['us-face-recognition-laws-2021', [26, 26, 0, 0]],
  ['sc-plate-reader-bills-2026', [4, 4, 0, 0]],
  ['usaspending-awards-2025', [820, 68, 153, 599]],
  ['usaspending-awards-2026', [447, 423, 22, 2]],
  ['usaspending-state-totals-2026', [131, 114, 0, 17]],
] as const;

test.runIf(present).each(tables)(
  '%s: each record is accounted for, the rows are those of the pack, and a second run changes nothing',
  async (id, expected) => {
    const run = async () =>
      runDataset({
        pool,
        open: await registry.open(id),
        packs: packsRoot,
        dataDir,
        input,
        openHttp: () => {
          throw new Error('saved files need no network');
        },
      });
    const first = await run();
    expect(first.state).toBe('published');
    const [unit] = first.report.units;
    const refused = Object.values(unit?.refused ?? {}).reduce((sum, count) => sum + count, 0);
    expect([unit?.seen, unit?.rows, unit?.merged, refused]).toEqual(expected);
    const packed = Object.values(readManifest(id).files).reduce((sum, { rows }) => sum + rows, 0);
    const stored = await pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM dataset_record WHERE dataset_id = $1',
      [id],
    );
    expect(stored.rows[0]?.n).toBe(packed);
    const second = await run();
    expect(second.state).toBe('unchanged');
    expect(second.report.published).toBe(0);
  },
);
