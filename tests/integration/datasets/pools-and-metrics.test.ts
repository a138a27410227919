import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toPlainText } from '#lib/claims/rich-text.ts';
import { loadPacks } from '#lib/datasets/load.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { findPairs } from '#lib/flows/queries.ts';
import { findFactGroups } from '#lib/records/queries.ts';
import { type PackFile, readDataset } from '#scrapers/core/dataset.ts';
import { writePack } from '#scrapers/core/pack-writer.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let packs: string;

function pack(id: string, files: Record<string, unknown[]>): void {
  const list = Object.entries(files).map(([name, rows]): PackFile => ({ name, kind: 'rows', rows }));
  writePack(packs, { ...readDataset(id), expect: {} }, { files: list, inputs: [], report: {}, counts: {} });
}

const agency = (key: string, name: string) => ({
  key,
  ids: [key],
  name,
  lang: 'en',
  aliases: [],
  type: 'law_enforcement',
  place: null,
});

beforeAll(async () => {
  database = await createTestDatabase();
  packs = mkdtempSync(join(tmpdir(), 'pools-'));
  pack('natural-earth', { 'places.jsonl.gz': [] });
  pack('unicode-cldr', { 'countries.jsonl.gz': [] });
  pack('geonames-cities', { 'towns.jsonl.gz': [] });
  pack('wikidata-agencies', { 'agencies.jsonl.gz': [] });
  pack('eff-atlas-2020', { 'agencies.jsonl.gz': [], 'deployments.jsonl.gz': [] });
  pack('private-eyes-2024', {
    'agencies.jsonl.gz': [
      agency('us-oh-larkfield', 'Larkfield PD'),
      agency('us-oh-quarry', 'Quarry Hills PD'),
    ],
    'deployments.jsonl.gz': [
      {
        id: 'alpr/1',
        agency: 'us-oh-larkfield',
        technology: 'vehicle.alpr',
        technologyRaw: 'ALPR',
        vendors: ['flock-safety'],
        region: null,
        metrics: { on: '2024-07-20', devices: 0, retentionDays: 30, searches: 1034 },
        citations: [],
      },
    ],
    'sharing.jsonl.gz': [
      { id: 'a', from: 'us-oh-larkfield', pool: 988, on: '2023-07-28', basis: 'declared' },
      { id: 'b', from: 'us-oh-larkfield', to: 'us-oh-quarry', on: '2024-04', basis: 'observed' },
      { id: 'c', from: 'us-oh-quarry', pool: 1 },
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

test('a pool is a party that is counted and not named, on the day of its source', async () => {
  const { rows, total } = await findPairs({}, 1);
  expect(total).toBe(3);
  const read = rows.map(({ from, to, basis, listed }) => [
    toPlainText(from),
    toPlainText(to),
    basis,
    listed?.on,
  ]);
  expect(read).toContainEqual(['Larkfield PD', '988 agencies, not named', 'declared', '28 July 2023']);
  expect(read).toContainEqual(['Larkfield PD', 'Quarry Hills PD', 'observed', 'April 2024']);
  expect(read).toContainEqual(['Quarry Hills PD', '1 agency, not named', 'declared', '26 April 2024']);
});

test('a pool counts among the flows of its giver and of nobody else', async () => {
  expect((await findPairs({ entity: 'org.us-oh-larkfield' }, 1)).total).toBe(2);
  expect((await findPairs({ entity: 'org.us-oh-quarry' }, 1)).total).toBe(2);
  const { rows } = await pool.query(
    `SELECT to_id, "to", valid, valid_earliest::text, valid_latest::text FROM data_flow WHERE record_id LIKE '%:b' OR record_id LIKE '%:a' ORDER BY id`,
  );
  expect(rows).toEqual([
    {
      to_id: null,
      to: { pool: '988 agencies, not named' },
      valid: '2023-07-28',
      valid_earliest: '2023-07-28',
      valid_latest: '2023-07-28',
    },
    {
      to_id: 'org.us-oh-quarry',
      to: { entity: 'org.us-oh-quarry' },
      valid: '2024-04',
      valid_earliest: '2024-04-01',
      valid_latest: '2024-04-30',
    },
  ]);
});

test('numbers of a deployment are facts of their day; zero is said, what is not told is not', async () => {
  const groups = await findFactGroups('program.private-eyes-2024-alpr-1');
  const said = groups
    .flatMap(({ predicates }) => predicates)
    .filter(({ predicate }) =>
      ['program.device_count', 'program.retention', 'program.usage'].includes(predicate),
    )
    .flatMap(({ label, rows }) =>
      rows.map(({ values, valid, records }) => [label, values.map(toPlainText), valid, records.length]),
    );
  expect(said).toEqual([
    ['Retention', ['30 days'], '20 July 2024', 1],
    ['Devices in number', ['0 devices'], '20 July 2024', 1],
    ['Use in numbers', ['1,034 searches in 30 days'], '20 July 2024', 1],
  ]);
});

test('loading the same packs again changes nothing', async () => {
  expect((await loadPacks({ pool, packs })).loaded).toEqual([]);
});
