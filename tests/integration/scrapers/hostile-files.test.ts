import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import type { RunResult } from '#scrapers/core/engine/run-input.ts';
import { registry } from '#scrapers/registry.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** One hostile file as the only input of a dataset, through the same steps as any. */
async function run(id: string, file: string, bytes: Buffer | string): Promise<RunResult> {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const real = await registry.open(id);
  return runDataset({
    pool,
    open: {
      ...real,
      dataset: { ...real.dataset, expect: {} },
      scrape: { ...real.scrape, files: [file], sameAs: {} },
    },
    packs: packsRoot,
    dataDir: join(folder, 'data'),
    input: folder,
    openHttp: () => {
      throw new Error('saved files need no network');
    },
  });
}

async function countPublic(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['dataset', 'dataset_record', 'device', 'proposed_change', 'log_entry', 'entity']) {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    counts[table] = rows[0]?.n ?? -1;
  }
  return counts;
}
const nothing = { dataset: 0, dataset_record: 0, device: 0, proposed_change: 0, log_entry: 0, entity: 0 };

const header = 'camera_id,location,area_name,area_code,lon,lat\n';
const row = '1,Street,Ward,E05,-2.312345,53.412345\n';
const csv = 'city/trafford/hostile.csv';
const zeros = Buffer.alloc(200_000_000);

describe('a hostile file gets one clear refusal, and nothing of it is written', () => {
  const cases: [name: string, id: string, file: string, bytes: () => Buffer | string, reason: RegExp][] = [
    ['a gzip bomb', 'city-trafford', csv, () => gzipSync(zeros), /\S/],
    ['an unclosed quote', 'city-trafford', csv, () => `${header}1,"Street,Ward\n${row.repeat(1000)}`, /\S/],
    [
      'a field of five megabytes',
      'city-trafford',
      csv,
      () => `${header}1,${'x'.repeat(5_000_000)},W,E,-2.31,53.41\n`,
      /\S/,
    ],
    [
      'columns that are names of prototypes',
      'city-trafford',
      csv,
      () => `__proto__,constructor,toString\n1,2,3\n`,
      /column|header/i,
    ],
    [
      'bytes that are no UTF-8',
      'city-trafford',
      csv,
      () => Buffer.concat([Buffer.from(header), Buffer.from([0xff, 0xfe, 0xc3, 0x28])]),
      /\S/,
    ],
    [
      'a zip file',
      'city-trafford',
      csv,
      () => Buffer.from('PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'latin1'),
      /zip/i,
    ],
    [
      'a pointer of Git LFS',
      'city-trafford',
      csv,
      () => 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n',
      /LFS/,
    ],
    [
      'a page in place of data',
      'city-trafford',
      csv,
      () => '<!DOCTYPE html><html><body>Sorry</body></html>',
      /HTML/,
    ],
    [
      'an entity bomb in a diff',
      'osm-surveillance',
      'osm/hostile.osc',
      () =>
        `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><osmChange version="0.6"><create><node id="1" version="1" lat="1" lon="1"><tag k="man_made" v="&b;"/></node></create></osmChange>`,
      /XML|DTD/,
    ],
    ['JSON of a million brackets', 'osm-surveillance', 'osm/hostile.json', () => '['.repeat(1_000_000), /\S/],
    [
      'an extract that is cut off',
      'osm-surveillance',
      'osm/hostile.osm.pbf',
      () => Buffer.from([0, 0, 0, 13, 10, 9, 79, 83, 77]),
      /\S/,
    ],
    [
      'an extract whose header is too long',
      'osm-surveillance',
      'osm/hostile.osm.pbf',
      () => Buffer.from([0x7f, 0xff, 0xff, 0xff, 10, 9]),
      /\S/,
    ],
  ];

  test.each(cases)(
    '%s',
    async (_name, id, file, bytes, reason) => {
      const result = await run(id, file, bytes());
      expect(result.state).toBe('failed');
      expect(result.report.units).toHaveLength(1);
      const [unit] = result.report.units;
      expect(unit?.outcome).toBe('failed');
      expect(unit?.reason).toMatch(reason);
      // A sentence for a person: not a stack, not a page of bytes.
      expect(unit?.reason?.length).toBeLessThan(600);
      expect(unit?.reason).not.toMatch(/\n\s+at /);
      expect(await countPublic()).toEqual(nothing);
    },
    120_000,
  );
});

describe('a hostile value is text', () => {
  test('script, terminal and spreadsheet strings go through as they are, or refuse their row', async () => {
    const values = [
      '<script>alert(1)</script>',
      '=HYPERLINK("http://x")',
      '../../etc/passwd',
      '$(touch x)',
      '\u202Egnp.exe',
      '__proto__',
      "'; DROP TABLE device; --",
    ];
    const lines = values.map(
      (value, index) => `"${value.replaceAll('"', '""')}",Street,Ward,E05,-2.31234${index},53.412345\n`,
    );
    const result = await run('city-trafford', csv, header + lines.join(''));
    const { seen = 0, rows = 0, refused = {} } = result.report.units[0] ?? {};
    expect(seen).toBe(values.length);
    expect(rows + Object.values(refused).reduce((sum, n) => sum + n, 0)).toBe(values.length);
    const { rows: kept } = await pool.query<{ id: string }>('select external_id as id from dataset_record');
    for (const { id } of kept) expect(values).toContain(id);
  }, 120_000);
});
