import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { acceptProposals } from '#scrapers/core/engine/review.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import type { RunResult } from '#scrapers/core/engine/run-input.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { registry } from '#scrapers/registry.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

// The publisher's own files are too many to stand beside the tests; without them those tests are skipped and say so.
const input = process.env.SCRAPE_INPUT ?? join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(join(input, 'network/private_eyes'));
const fixtures = join(import.meta.dirname, '../../fixtures/scrapers/private-eyes-2024');

let database: TestDatabase;
let pool: pg.Pool;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  dataDir = mkdtempSync(join(tmpdir(), 'network-'));
});

afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function run(open: OpenSource, options: { input: string; dryRun?: boolean }): Promise<RunResult> {
  return runDataset({
    pool,
    open,
    packs: packsRoot,
    dataDir,
    openHttp: () => {
      throw new Error('saved files need no network');
    },
    ...options,
  });
}

const sum = ({ report }: RunResult) =>
  report.units.map(({ seen, rows, merged, refused }) => ({
    seen,
    rows,
    merged,
    refused: Object.values(refused).reduce((total, count) => total + count, 0),
  }));

const count = async (table: string) =>
  (await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;

test('what a person accepts of a list that asks for review is published, and a second run of the same files changes nothing', async () => {
  const real = await registry.open('private-eyes-2024');
  const open: OpenSource = {
    ...real,
    dataset: { ...real.dataset, expect: {} },
    scrape: {
      ...real.scrape,
      bounds: { maxRefusedShare: 1 },
      publish: {},
      files: [
        'agency20240101.csv',
        'agency_access20240101.csv',
        'agency_policies.csv',
        'transparency_url_status20240101.csv',
        'nc_agency_survey20240101.csv',
      ],
    },
  };
  const first = await run(open, { input: fixtures });
  expect(first).toMatchObject({ state: 'quarantined', report: { published: 0 } });
  expect(await count('data_flow')).toBe(0);
  const verdict = { runId: first.id, by: 'editor:test', reason: 'the counts are those of the publisher' };
  expect(await acceptProposals(pool, open.dataset, verdict, new Date())).toBe(10 + 4 + 3);
  expect([await count('data_flow'), await count('program')]).toEqual([3, 4]);
  const { rows } = await pool.query(
    `select value ->> 'value' as devices, valid from fact where predicate = 'program.device_count' order by 1`,
  );
  expect(rows).toEqual([
    { devices: '0', valid: '2024-04' },
    { devices: '2', valid: '2024-04' },
    { devices: '6', valid: '2024-04' },
  ]);
  expect(await run(open, { input: fixtures })).toMatchObject({
    state: 'unchanged',
    report: { published: 0 },
  });
});

describe.skipIf(!present)('the real files (skipped where ../shared/data is absent)', () => {
  test('Private Eyes: each row of the five files becomes a row, is merged, or is refused', async () => {
    const result = await run(await registry.open('private-eyes-2024'), { input, dryRun: true });
    expect(sum(result)).toEqual([
      { seen: 5152, rows: 5092, merged: 20, refused: 40 },
      { seen: 37_099, rows: 36_992, merged: 35, refused: 72 },
      { seen: 370, rows: 326, merged: 34, refused: 10 },
      { seen: 5206, rows: 1, merged: 358, refused: 4847 },
      { seen: 121, rows: 108, merged: 0, refused: 13 },
    ]);
  }, 120_000);

  test('the sharing network of 2026 is read, counted and held', async () => {
    const result = await run(await registry.open('sharing-network-2026'), { input });
    expect(sum(result)).toEqual([{ seen: 6445, rows: 6335, merged: 71, refused: 39 }]);
    expect(result).toMatchObject({ state: 'held', report: { published: 0 } });
    const { rows } = await pool.query(
      `select 1 from dataset_record where dataset_id = 'sharing-network-2026'`,
    );
    expect(rows).toEqual([]);
  }, 120_000);
});
