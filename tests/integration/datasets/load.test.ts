import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPacks } from '#lib/datasets/load.ts';
import { computeRecordRoot } from '#lib/datasets/record-root.ts';
import { openPool } from '#lib/db.ts';
import { type PackFile, readDataset } from '#scrapers/core/dataset.ts';
import { writePack } from '#scrapers/core/pack-writer.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let packs: string;

/** Writes a small pack under the real description of a dataset. */
function pack(id: string, files: Record<string, unknown[]>, version = '1'): void {
  const list = Object.entries(files).map(([name, rows]): PackFile => ({ name, kind: 'rows', rows }));
  writePack(
    packs,
    { ...readDataset(id), version, expect: {} },
    { files: list, inputs: [], report: {}, counts: {} },
  );
}

const area = (code: string, level: string, parent: string | null) => ({
  code,
  level,
  parent,
  inherits: true,
  label: code,
  names: {},
  bbox: [0, 0, 1, 1],
});
const agency = (key: string, id: string) => ({
  key,
  ids: [id],
  name: `Agency ${id}`,
  lang: 'en',
  aliases: [],
  type: 'law_enforcement',
  place: 'US-CA',
});
const device = (id: string, values: object = {}) => ({
  id,
  lon: 1,
  lat: 2,
  t: ['vehicle.alpr'],
  country: 'US',
  region: 'US-CA',
  ...values,
});

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  packs = mkdtempSync(join(tmpdir(), 'load-'));
  pack('natural-earth', { 'places.jsonl.gz': [area('US', 'country', null), area('US-CA', 'region', 'US')] });
  pack('unicode-cldr', {
    'countries.jsonl.gz': [{ code: 'US', names: { en: 'United States', 'zh-Hans': '美国' } }],
  });
  pack('geonames-cities', {
    'towns.jsonl.gz': [
      {
        id: 7,
        name: 'Lee\\ts "Town"',
        country: 'US',
        region: 'US-CA',
        feature: 'PPL',
        population: 5,
        lon: 1,
        lat: 2,
      },
    ],
  });
  pack('wikidata-agencies', {
    'agencies.jsonl.gz': [{ ...agency('wd-q1', 'Q1'), place: 'US', wikidata: 'Q1' }],
  });
  pack('eff-atlas-2020', {
    'agencies.jsonl.gz': [agency('us-ca-a', 'AOS1')],
    'deployments.jsonl.gz': [
      {
        id: 'AOS1',
        agency: 'us-ca-a',
        technology: 'vehicle.alpr',
        technologyRaw: 'ALPR',
        vendors: ['flock-safety'],
        region: 'US-CA',
        town: 7,
        citations: [{ url: 'https://example.org/', publishedOn: '2019' }],
      },
    ],
  });
  pack('private-eyes-2024', {
    'agencies.jsonl.gz': [agency('us-ca-a', '1'), agency('us-ca-b', '2')],
    'sharing.jsonl.gz': [{ id: '1-2', from: 'us-ca-a', to: 'us-ca-b' }],
  });
  pack('osm-surveillance', {
    'devices.jsonl.gz': [
      device('node/1', { b: [90], op: 'us-ca-a', m: 'flock-safety', town: 7 }),
      device('node/2', { b: [0, 180] }),
    ],
  });
  pack('city-trafford', { 'devices.jsonl.gz': [device('1', { t: ['video.camera'] })] });
  pack('city-toronto', { 'devices.jsonl.gz': [device('1', { t: ['vehicle.redlight'] })] });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(packs, { recursive: true });
});

const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;

describe('loadPacks', () => {
  test('loads every pack, each with one entry of the ledger that commits to its records', async () => {
    const report = await loadPacks({ pool, packs, at: new Date('2026-01-02T03:04:05Z') });
    expect(report.skipped).toEqual([]);
    expect(await rows('SELECT count(*)::int AS n FROM log_entry')).toEqual([{ n: 10 }]);
    const { rows: count, root } = await computeRecordRoot(pool, 'osm-surveillance');
    expect(count).toBe(2);
    const [content] = await rows(
      `SELECT c.content FROM log_content c JOIN log_entry e USING (index) WHERE e.record_id = 'osm-surveillance'`,
    );
    expect(JSON.parse(String(content?.content))).toMatchObject({
      rows: 2,
      merkleRoot: root,
      dataset: 'osm-surveillance',
      version: '1',
    });
  });

  test('places hang together, towns below their region', async () => {
    expect(await rows(`SELECT entity_id, parent_id FROM place ORDER BY entity_id`)).toEqual([
      { entity_id: 'place.US', parent_id: null },
      { entity_id: 'place.US-CA', parent_id: 'place.US' },
      { entity_id: 'place.gn-7', parent_id: 'place.US-CA' },
    ]);
    expect(await rows(`SELECT label FROM entity WHERE id IN ('place.US', 'place.gn-7') ORDER BY id`)).toEqual(
      [{ label: 'United States' }, { label: 'Lee\\ts "Town"' }],
    );
  });

  test('a device has one bearing or several, its bodies, and its record', async () => {
    expect(
      await rows(
        `SELECT id, bearing, bearings, operator_id, manufacturer_id, technology_id, license FROM device WHERE dataset_id = 'osm-surveillance' ORDER BY id`,
      ),
    ).toEqual([
      {
        id: 'osm-surveillance:node/1',
        bearing: 90,
        bearings: [90],
        operator_id: 'org.us-ca-a',
        manufacturer_id: 'org.flock-safety',
        technology_id: 'tech.vehicle.alpr',
        license: 'ODbL-1.0',
      },
      {
        id: 'osm-surveillance:node/2',
        bearing: null,
        bearings: [0, 180],
        operator_id: null,
        manufacturer_id: null,
        technology_id: 'tech.vehicle.alpr',
        license: 'ODbL-1.0',
      },
    ]);
  });

  test('every fact and flow rests on a record of its dataset', async () => {
    expect(
      await rows(`SELECT (SELECT count(*) FROM fact f WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.target = 'fact' AND e.target_id = f.id AND e.record_id = f.record_id))::int AS facts,
        (SELECT count(*) FROM data_flow f WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.target = 'data_flow' AND e.target_id = f.id))::int AS flows,
        (SELECT count(*) FROM entity_name WHERE record_id IS NULL)::int AS names`),
    ).toEqual([{ facts: 0, flows: 0, names: 0 }]);
    expect(
      await rows(`SELECT value_entity_id FROM fact WHERE entity_id = 'program.atlas-aos1' ORDER BY position`),
    ).toEqual([
      { value_entity_id: 'tech.vehicle.alpr' },
      { value_entity_id: 'org.us-ca-a' },
      { value_entity_id: 'org.flock-safety' },
    ]);
  });

  test('an agency of two datasets is one body with both names', async () => {
    expect(await rows(`SELECT text FROM entity_name WHERE entity_id = 'org.us-ca-a' ORDER BY text`)).toEqual([
      { text: 'Agency 1' },
      { text: 'Agency AOS1' },
    ]);
    expect(await rows(`SELECT declared_by FROM entity WHERE id = 'org.us-ca-a'`)).toEqual([
      { declared_by: 'eff-atlas-2020' },
    ]);
  });

  test('a second run changes nothing', async () => {
    const report = await loadPacks({ pool, packs });
    expect(report.loaded).toEqual([]);
    expect(await rows('SELECT count(*)::int AS n FROM log_entry')).toEqual([{ n: 10 }]);
  });

  test('a new version updates rows; what is gone upstream stays and is marked as missing', async () => {
    pack(
      'osm-surveillance',
      { 'devices.jsonl.gz': [device('node/1', { b: [45], s: 'removed' }), device('node/3')] },
      '2',
    );
    const report = await loadPacks({ pool, packs });
    expect(report.loaded.map(({ dataset }) => dataset)).toEqual(['osm-surveillance']);
    expect(
      await rows(`SELECT d.id, d.bearing, d.status, r.state, r.version FROM device d JOIN dataset_record r ON r.id = d.record_id
        WHERE d.dataset_id = 'osm-surveillance' ORDER BY d.id`),
    ).toEqual([
      { id: 'osm-surveillance:node/1', bearing: 45, status: 'removed', state: 'present', version: '2' },
      { id: 'osm-surveillance:node/2', bearing: null, status: 'present', state: 'missing', version: '1' },
      { id: 'osm-surveillance:node/3', bearing: null, status: 'present', state: 'present', version: '2' },
    ]);
    expect(await rows(`SELECT row_count FROM dataset WHERE id = 'osm-surveillance'`)).toEqual([
      { row_count: 2 },
    ]);
  });

  test('a deployment that loses its vendor loses the fact, and nothing is left without evidence', async () => {
    pack(
      'eff-atlas-2020',
      {
        'agencies.jsonl.gz': [agency('us-ca-a', 'AOS1')],
        'deployments.jsonl.gz': [
          {
            id: 'AOS1',
            agency: 'us-ca-a',
            technology: 'air.drone',
            technologyRaw: 'Drones',
            vendors: [],
            region: 'US-CA',
            citations: [],
          },
        ],
      },
      '2',
    );
    await loadPacks({ pool, packs });
    expect(
      await rows(`SELECT value_entity_id FROM fact WHERE entity_id = 'program.atlas-aos1' ORDER BY position`),
    ).toEqual([{ value_entity_id: 'tech.air.drone' }, { value_entity_id: 'org.us-ca-a' }]);
  });

  test('a damaged file is refused and nothing of the pack is written', async () => {
    pack('city-toronto', { 'devices.jsonl.gz': [device('1'), device('2')] }, '2');
    appendFileSync(join(packs, 'city-toronto/devices.jsonl.gz'), 'x');
    await expect(loadPacks({ pool, packs })).rejects.toThrow(
      /data\/packs\/city-toronto: devices\.jsonl\.gz differ/,
    );
    expect(await rows(`SELECT version FROM dataset WHERE id = 'city-toronto'`)).toEqual([{ version: '1' }]);
  });

  test('a row that does not parse rolls its pack back', async () => {
    pack('city-toronto', { 'devices.jsonl.gz': [device('1'), device('2', { lat: 95 })] }, '3');
    await expect(loadPacks({ pool, packs })).rejects.toThrow(/devices\.jsonl\.gz:2: lat/);
    expect(await rows(`SELECT count(*)::int AS n FROM device WHERE dataset_id = 'city-toronto'`)).toEqual([
      { n: 1 },
    ]);
  });
});
