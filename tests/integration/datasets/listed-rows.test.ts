import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAwards, findAwardTotals } from '#lib/contracts/queries.ts';
import { loadPacks } from '#lib/datasets/load.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { findDatasets } from '#lib/holdings/queries.ts';
import { findMeasures } from '#lib/measures/queries.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { type PackFile, readDataset } from '#scrapers/core/dataset.ts';
import { writePack } from '#scrapers/core/pack-writer.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let packs: string;

function pack(id: string, files: Record<string, unknown[]>, version?: string): void {
  const list = Object.entries(files).map(([name, rows]): PackFile => ({ name, kind: 'rows', rows }));
  const dataset = readDataset(id);
  writePack(
    packs,
    { ...dataset, expect: {}, ...(version === undefined ? {} : { version }) },
    { files: list, inputs: [], report: {}, counts: {} },
  );
}

const area = (code: string, parent: string | null) => ({
  code,
  level: parent === null ? 'country' : 'region',
  parent,
  inherits: true,
  label: code,
  names: {},
  bbox: [0, 0, 1, 1],
});
const coastGuard = {
  key: 'us-federal-coast-guard',
  ids: ['Department of Homeland Security: U.S. Coast Guard'],
  name: 'U.S. Coast Guard (Department of Homeland Security)',
  lang: 'en',
  aliases: ['U.S. Coast Guard'],
  type: null,
  place: 'US',
};
const award = (id: string, values: object = {}) => ({
  id: `CONT_AWD_${id}`,
  number: id,
  type: 'delivery_order',
  vendor: 'palantir',
  recipient: 'PALANTIR USG INC',
  buyer: 'us-federal-coast-guard',
  buyerRaw: 'U.S. Coast Guard',
  department: 'Department of Homeland Security',
  region: 'US-VA',
  amount: '10.50',
  currency: 'USD',
  amountKind: 'obligated',
  starts: '2024-01-01',
  url: `https://www.usaspending.gov/award/CONT_AWD_${id}`,
  ...values,
});
const measure = (id: string, values: object = {}) => ({
  id,
  kind: 'ban',
  technology: 'bio.face',
  region: 'US-VA',
  placeRaw: 'Virginia',
  on: '2020-06',
  raw: 'Ban',
  remarks: [],
  citations: [{ url: 'https://example.org/ban' }],
  ...values,
});
const awards2025 = [
  award('A1'),
  award('A2', { amount: '1000000.25', region: null }),
  award('A3', { vendor: 'axon' }),
];

beforeAll(async () => {
  database = await createTestDatabase();
  packs = mkdtempSync(join(tmpdir(), 'listed-'));
  pack('natural-earth', {
    'places.jsonl.gz': [area('US', null), area('US-VA', 'US'), area('US-VT', 'US')],
  });
  pack('unicode-cldr', { 'countries.jsonl.gz': [] });
  pack('geonames-cities', {
    'towns.jsonl.gz': [
      {
        id: 7,
        name: 'Norfolk',
        country: 'US',
        region: 'US-VA',
        feature: 'PPL',
        population: 5,
        lon: 1,
        lat: 2,
      },
    ],
  });
  pack('wikidata-agencies', { 'agencies.jsonl.gz': [] });
  pack('eff-atlas-2020', { 'agencies.jsonl.gz': [], 'deployments.jsonl.gz': [] });
  pack('usaspending-awards-2025', { 'agencies.jsonl.gz': [coastGuard], 'awards.jsonl.gz': awards2025 });
  pack('usaspending-awards-2026', {
    'agencies.jsonl.gz': [coastGuard],
    'awards.jsonl.gz': [award('A1', { amount: '25', rounded: true })],
  });
  pack('usaspending-state-totals-2026', {
    'award-totals.jsonl.gz': [
      {
        id: 'US-VA/palantir',
        vendor: 'palantir',
        region: 'US-VA',
        amount: '4000',
        currency: 'USD',
        amountKind: 'obligated',
        rounded: true,
        awards: 9,
        from: '2015-01-01',
        to: '2026-08-05',
      },
    ],
  });
  pack('us-face-recognition-laws-2021', {
    'measures.jsonl.gz': [
      measure('us-va/2020'),
      measure('us-va/norfolk/2020', { town: 7, placeRaw: 'Norfolk, Virginia', law: 'law.not-held-here' }),
      measure('us-vt/2020', { region: 'US-VT', placeRaw: 'Vermont' }),
    ],
  });
  pool = openPool(database.url, 'ingest');
  await loadPacks({ pool, packs });
  connectDb(database.url);
});

afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(packs, { recursive: true });
});

test('every dataset carries its grade, and one that was loaded before grades were kept gets it without loading', async () => {
  await pool.query("UPDATE dataset SET reliability = NULL, grade_reason = NULL WHERE id LIKE 'us%'");
  const { loaded } = await loadPacks({ pool, packs });
  expect(loaded).toEqual([]);
  const grades = new Map((await findDatasets()).map(({ id, grade }) => [id, grade?.reliability]));
  expect(grades.get('us-face-recognition-laws-2021')).toBe('C');
  expect(grades.get('usaspending-awards-2025')).toBe('B');
});

describe('awards', () => {
  test('stand on the pages of seller, buyer and place, with sums of each list by itself', async () => {
    const { rows, total, sums } = await findAwards({ organization: 'org.us-federal-coast-guard' }, 1);
    expect(total).toBe(4);
    expect(rows.map(({ number, amount, dataset }) => [number, amount, dataset.id])).toEqual([
      ['A2', '1000000.25', 'usaspending-awards-2025'],
      ['A1', '25', 'usaspending-awards-2026'],
      ['A1', '10.50', 'usaspending-awards-2025'],
      ['A3', '10.50', 'usaspending-awards-2025'],
    ]);
    expect(sums.map(({ amount, awards, dataset }) => [dataset.id, awards, amount])).toEqual([
      ['usaspending-awards-2025', 3, '1000021.25'],
      ['usaspending-awards-2026', 1, '25.00'],
    ]);
    expect((await findAwards({ place: 'place.US' }, 1)).total).toBe(3);
    expect((await findAwards({ place: 'place.US-V' }, 1)).total).toBe(0);
  });

  test('of one number in two lists show both sums', async () => {
    const { rows } = await findAwards({ dataset: 'usaspending-awards-2025', place: 'place.US-VA' }, 1);
    expect(rows.find(({ number }) => number === 'A1')?.also).toMatchObject([
      { dataset: { id: 'usaspending-awards-2026' }, amount: '25' },
    ]);
    expect(rows.find(({ number }) => number === 'A3')?.also).toEqual([]);
  });

  test('are never summed with sums by state', async () => {
    const [total] = await findAwardTotals({ place: 'place.US-VA' });
    expect(total).toMatchObject({ amount: '4000', awards: 9, supplier: { id: 'org.palantir' } });
    const { sums } = await findAwards({ place: 'place.US-VA' }, 1);
    expect(sums.map(({ amount }) => amount)).not.toContain('4021.00');
  });

  test('let search find the bodies that only they name', async () => {
    const { results } = await searchEverything({ q: 'U.S. Coast Guard', limit: 3 }, pool);
    expect(results[0]).toMatchObject({ kind: 'organization', id: 'org.us-federal-coast-guard' });
  });

  test('that a new version no longer lists stay, with the day since when', async () => {
    pack(
      'usaspending-awards-2025',
      { 'agencies.jsonl.gz': [coastGuard], 'awards.jsonl.gz': awards2025.slice(0, 2) },
      '2025-12-01',
    );
    await loadPacks({ pool, packs });
    const { rows, total } = await findAwards({ dataset: 'usaspending-awards-2025' }, 1);
    expect(total).toBe(3);
    expect(rows.map(({ number, state }) => [number, state])).toContainEqual(['A3', 'missing']);
  });
});

describe('listed acts', () => {
  test('stand on the page of their place, of the places inside and of those above', async () => {
    const ids = async (...chain: string[]) => (await findMeasures({ chain })).map(({ id }) => id);
    expect(await ids('place.gn-7', 'place.US-VA', 'place.US')).toEqual(['us-va/norfolk/2020', 'us-va/2020']);
    expect(await ids('place.US-VA', 'place.US')).toEqual(['us-va/norfolk/2020', 'us-va/2020']);
    expect(await ids('place.US')).toEqual(['us-va/norfolk/2020', 'us-vt/2020', 'us-va/2020']);
    expect(await ids('place.US-VT', 'place.US')).toEqual(['us-vt/2020']);
  });

  test('link a law of ours only where it is held, and become none themselves', async () => {
    const [row] = await findMeasures({ chain: ['place.gn-7'] });
    expect(row).toMatchObject({ id: 'us-va/norfolk/2020', law: undefined });
    await pool.query(
      `INSERT INTO entity (id, kind, slug, label, label_lang, declared_by) VALUES ('law.not-held-here', 'law', 'not-held-here', 'A law', 'en', 'curated')`,
    );
    expect((await findMeasures({ law: 'law.not-held-here' }))[0]?.law?.href).toBe('/laws/not-held-here');
    expect((await pool.query('SELECT count(*)::int AS n FROM law')).rows).toEqual([{ n: 0 }]);
  });
});
