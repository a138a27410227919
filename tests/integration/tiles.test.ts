import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '#lib/db.ts';
import { contains, type Extent, wholeWorld } from '#lib/devices/extent.ts';
import {
  type DeviceFilter,
  type DeviceGrade,
  type DeviceStatus,
  deviceStatuses,
  noFilter,
  toQuery,
} from '#lib/devices/filter.ts';
import { findDevicesAt, getDeviceList } from '#lib/devices/queries.ts';
import { countInExtent, toDeviceTile } from '#lib/tiles/device-tiles.ts';
import { toCell, toTileRange } from '#lib/tiles/morton.ts';
import type { Snapshot } from '#lib/tiles/snapshot.ts';
import { readSnapshot, SnapshotStore } from '#lib/tiles/snapshot-store.ts';
import { TileRoutes } from '#lib/tiles/tile-routes.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

type Row = {
  id: string;
  dataset: string;
  lon: number;
  lat: number;
  technologies: string[];
  status: string;
  operator: string | null;
  year: number | null;
  country: string | null;
  region: string | null;
  bearings: number[];
};

const technologies = ['video.camera', 'vehicle.alpr', 'audio.gunshot'];
const datasets = { 'test-osm': 'ODbL-1.0', 'test-city': 'CC-BY-4.0' };
const hotspots = [
  [2.35, 48.86],
  [-0.12, 51.5],
  [179.999, -17],
  [-179.999, -17],
  [0, 89.9],
  [20, -88],
  [-74, 40.7],
  [91.1, 29.65],
] as const;

let database: TestDatabase;
let pool: pg.Pool;
let rows: Row[];
let snapshot: Snapshot;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'owner');
  rows = makeRows(3000);
  await insert(rows);
  // Three thousand devices would all be raw: the threshold is lowered so that both kinds of tile are met.
  snapshot = { ...(await readSnapshot(pool)), rawZoom: 7 };
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const filters: fc.Arbitrary<DeviceFilter> = fc.record({
  technologies: fc.subarray(['unknown', ...technologies]),
  statuses: fc.oneof(fc.constant<DeviceStatus[]>([]), fc.subarray([...deviceStatuses])),
  datasets: fc.oneof(fc.constant<string[]>([]), fc.subarray(Object.keys(datasets))),
  operator: fc.option(fc.constantFrom('known' as const, 'unknown' as const), { nil: undefined, freq: 2 }),
  from: fc.option(fc.integer({ min: 2005, max: 2015 }), { nil: undefined, freq: 2 }),
  to: fc.option(fc.integer({ min: 2015, max: 2026 }), { nil: undefined, freq: 2 }),
  place: fc.option(fc.constantFrom('FR', 'GB', 'FR-75'), { nil: undefined, freq: 2 }),
  operatorKinds: fc.constant<string[]>([]),
  grades: fc.constant<DeviceGrade[]>([]),
});

const extents: fc.Arbitrary<Extent> = fc
  .record({
    at: fc.constantFrom(...hotspots),
    width: fc.constantFrom(0.01, 0.5, 3, 40, 200),
    height: fc.constantFrom(0.01, 0.5, 3, 40),
    shift: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(({ at: [lon, lat], width, height, shift }) => {
    const wrap = (value: number) => ((value + 540) % 360) - 180;
    const middle = lat + shift * height;
    return {
      west: wrap(lon + shift * width - width / 2),
      east: wrap(lon + shift * width + width / 2),
      south: Math.max(-90, middle - height / 2),
      north: Math.min(90, middle + height / 2),
    };
  })
  .filter(({ south, north }) => south <= north);

describe('map, list and database', () => {
  it('count the same devices under 250 random filters and extents', async () => {
    let withDevices = 0;
    await fc.assert(
      fc.asyncProperty(filters, extents, async (filter, extent) => {
        const expected = rows.filter((row) => passes(row, filter) && contains(extent, row.lon, row.lat));
        if (expected.length > 0) withDevices += 1;
        const list = await getDeviceList({ filter, extent }, pool);
        expect(list.total).toBe(expected.length);
        expect(countInExtent(snapshot, filter, extent)).toBe(expected.length);
        for (const { code, count } of list.byTechnology) {
          const under = expected.filter((row) =>
            code === 'unknown' ? row.technologies.length === 0 : row.technologies.includes(code),
          );
          expect(count).toBe(under.length);
        }
        expect(list.byStatus.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
        expect(list.byPlace.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
      }),
      { numRuns: 250 },
    );
    // Agreement about nothing would prove nothing.
    expect(withDevices).toBeGreaterThan(60);
  });

  it('agree tile by tile, in counted cells and in single devices', async () => {
    const tiles = fc.record({ z: fc.integer({ min: 0, max: 14 }), at: fc.constantFrom(...hotspots) });
    await fc.assert(
      fc.asyncProperty(filters, tiles, async (filter, { z, at: [lon, lat] }) => {
        const size = 4 ** (26 - z);
        const range = { first: Math.floor(toCell(lon, lat) / size) * size, last: 0 };
        range.last = range.first + size - 1;
        const address = findAddress(z, range.first);
        const expected = rows.filter((row) => passes(row, filter) && isIn(range, row));
        const layers = decode(toDeviceTile(snapshot, filter, address));
        if (z < snapshot.rawZoom) {
          expect(sum(layers.cells?.map((feature) => Number(feature.n)) ?? [])).toBe(expected.length);
          expect(layers.devices).toBeUndefined();
        } else {
          expect(layers.devices?.length ?? 0).toBe(expected.length);
          expect(layers.cells).toBeUndefined();
        }
        const bearings = z < 13 ? 0 : sum(expected.map((row) => row.bearings.length));
        expect(layers.cones?.length ?? 0).toBe(bearings);
      }),
      { numRuns: 250 },
    );
  });

  it('lead from a point to everything held at that spot', async () => {
    const { lon, lat } = rows[0] ?? { lon: 0, lat: 0 };
    const here = rows.filter((row) => toCell(row.lon, row.lat) === toCell(lon, lat));
    const found = await findDevicesAt(toCell(lon, lat), pool);
    expect(found.map((device) => device.id).sort()).toEqual(here.map((row) => row.id).sort());
  });
});

describe('the snapshot', () => {
  it('keeps its version while the devices stand, and takes a new one when a dataset is loaded again', async () => {
    const store = new SnapshotStore(pool);
    const before = await store.get();
    expect((await readSnapshot(pool)).version).toBe(before.version);
    await pool.query(`update dataset set version = '2' where id = 'test-city'`);
    expect((await readSnapshot(pool)).version).not.toBe(before.version);
    await pool.query(`update dataset set version = '1' where id = 'test-city'`);
  });
});

describe('tile addresses', () => {
  let routes: TileRoutes;
  beforeAll(() => {
    routes = new TileRoutes(pool);
  });
  afterAll(() => routes.stop());
  const get = (target: string) => {
    const url = new URL(target, 'http://site.invalid');
    return routes.get(url.pathname, url.searchParams);
  };

  it('answer the current version for a year and any other version for now only', async () => {
    const { version } = JSON.parse(Buffer.from((await get('/tiles/devices.json')).body).toString());
    const current = await get(`/tiles/devices/0/0/0.mvt?v=${version}`);
    expect(current.status).toBe(200);
    expect(current.headers['cache-control']).toContain('immutable');
    expect(gunzipSync(current.gzip ?? '').equals(current.body)).toBe(true);
    const other = await get('/tiles/devices/0/0/0.mvt?v=000000000000');
    expect(other.headers['cache-control']).toBe('no-store');
    expect(Buffer.from(other.body).equals(current.body)).toBe(true);
  });

  it('say 204 where nothing is, and 4xx with a reason for what cannot be', async () => {
    expect((await get('/tiles/devices/14/0/8000.mvt')).status).toBe(204);
    const wrong = {
      '/tiles/devices/2/4/0.mvt': 404,
      '/tiles/devices/15/0/0.mvt': 404,
      '/tiles/devices/99/0/0.mvt': 404,
      '/tiles/devices/-1/0/0.mvt': 404,
      '/basemap/8/0/0.mvt': 404,
      '/tiles/devices/0/0/0.mvt?status=lost': 400,
      '/tiles/devices/0/0/0.mvt?from=NaN': 400,
      '/tiles/devices/list.json?bbox=NaN,0,1,1': 400,
      '/tiles/devices/list.json?bbox=0,50,1,40': 400,
      '/tiles/devices/at/9999999999999999.json': 404,
      '/tiles/nothing': 404,
      [`/tiles/devices/0/0/0.mvt?technology=${'x'.repeat(10_000)}`]: 414,
    };
    for (const [target, status] of Object.entries(wrong)) {
      const reply = await get(target);
      expect([target.slice(0, 60), reply.status]).toEqual([target.slice(0, 60), status]);
      expect(Buffer.from(reply.body).toString()).toMatch(/\w+ .*\.\n$/);
    }
  });

  it('give one answer to equal filters, however they are written', async () => {
    const one = await get('/tiles/devices/3/4/2.mvt?technology=video.camera&technology=unknown');
    const two = await get('/tiles/devices/3/4/2.mvt?technology=unknown,video.camera&operator=');
    expect(Buffer.from(one.body).equals(two.body)).toBe(true);
    expect(toQuery(noFilter).toString()).toBe('');
  });

  it('list what the map shows', async () => {
    const reply = await get('/tiles/devices/list.json?technology=audio.gunshot');
    const expected = rows.filter((row) => row.technologies.includes('audio.gunshot')).length;
    expect(JSON.parse(Buffer.from(reply.body).toString()).total).toBe(expected);
    expect(countInExtent(snapshot, { ...noFilter, technologies: ['audio.gunshot'] }, wholeWorld)).toBe(
      expected,
    );
  });
});

/** The filter a third time, written as plainly as possible. */
function passes(row: Row, filter: DeviceFilter): boolean {
  const codes = row.technologies.length === 0 ? ['unknown'] : row.technologies;
  const places = [row.country, row.region];
  return [
    filter.technologies.length === 0 || filter.technologies.some((code) => codes.includes(code)),
    filter.statuses.length === 0 || filter.statuses.some((status) => status === row.status),
    filter.datasets.length === 0 || filter.datasets.includes(row.dataset),
    filter.operator === undefined ||
      (filter.operator === 'known' ? row.operator !== null : row.operator === null),
    filter.from === undefined || (row.year ?? 0) >= filter.from,
    filter.to === undefined || (row.year ?? 9999) <= filter.to,
    filter.place === undefined || places.includes(filter.place),
  ].every(Boolean);
}

function makeRows(count: number): Row[] {
  const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;
  let seed = 7;
  // Park and Miller's generator: the same rows in every run.
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  const made: Row[] = [];
  for (let i = 0; i < count; i += 1) {
    const [lon, lat] = pick(hotspots, next());
    const spread = pick([0, 0.0005, 0.02, 1.5], next());
    const shift = () => ((next() % 2001) / 1000 - 1) * spread;
    const isFrench = lon === 2.35;
    made.push({
      id: `test:${i}`,
      dataset: pick(Object.keys(datasets), next()),
      lon: Math.max(-180, Math.min(180, lon + shift())),
      lat: Math.max(-90, Math.min(90, lat + shift())),
      technologies: technologies.filter(() => next() % 3 === 0),
      status: pick(deviceStatuses, next()),
      operator: next() % 4 === 0 ? 'org.test' : null,
      year: next() % 3 === 0 ? null : 2005 + (next() % 20),
      country: isFrench ? 'FR' : lon === -0.12 ? 'GB' : null,
      region: isFrench && next() % 2 === 0 ? 'FR-75' : null,
      bearings: Array.from({ length: next() % 3 }, () => next() % 360),
    });
  }
  return made;
}

async function insert(made: readonly Row[]): Promise<void> {
  for (const [id, license] of Object.entries(datasets)) {
    await pool.query(
      `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ($1, $1, 'Test', $2, 'Test', 'listed by a test', 'own', '2026', '1', repeat('0', 64), 1)`,
      [id, license],
    );
  }
  const json = JSON.stringify(
    made.map((row) => ({
      ...row,
      license: datasets[row.dataset as keyof typeof datasets],
      cell: toCell(row.lon, row.lat),
    })),
  );
  await pool.query(
    `insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
     select r.id, r.dataset, r.id, '1', repeat('0', 64), '2026', '2026' from json_to_recordset($1) as r(id text, dataset text)`,
    [json],
  );
  await pool.query(
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_ids, status, operator_id, year, country_id, region_id, bearings, cell)
     select r.id, r.license, r.dataset, r.id, r.lon, r.lat,
            array(select 'tech.' || t from json_array_elements_text(r.technologies) t), r.status, r.operator, r.year,
            'place.' || r.country, 'place.' || r.region, array(select b::float8 from json_array_elements_text(r.bearings) b), r.cell
       from json_to_recordset($1) as r(id text, license text, dataset text, lon float8, lat float8, technologies json, status text,
            operator text, year int, country text, region text, bearings json, cell bigint)`,
    [json],
  );
}

function findAddress(z: number, first: number): { z: number; x: number; y: number } {
  // The columns and rows of the first cell of a tile are those of the tile, scaled.
  let low = first;
  let x = 0;
  let y = 0;
  for (let bit = 0; bit < 26; bit += 1) {
    x += (low % 2) * 2 ** bit;
    low = Math.floor(low / 2);
    y += (low % 2) * 2 ** bit;
    low = Math.floor(low / 2);
  }
  const scale = 2 ** (26 - z);
  const address = { z, x: Math.floor(x / scale), y: Math.floor(y / scale) };
  expect(toTileRange(z, address.x, address.y).first).toBe(first);
  return address;
}

function isIn(range: { first: number; last: number }, row: Row): boolean {
  const cell = toCell(row.lon, row.lat);
  return cell >= range.first && cell <= range.last;
}

function decode(bytes: Uint8Array): Record<string, Record<string, unknown>[]> {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, index) => ({ ...layer.feature(index).properties })),
    ]),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
