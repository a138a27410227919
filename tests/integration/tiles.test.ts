import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { featureFilter } from '@maplibre/maplibre-gl-style-spec';
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
  deviceGrades,
  deviceStatuses,
  noFilter,
  toQuery,
  toServerFilter,
} from '#lib/devices/filter.ts';
import { setDeviceCounter } from '#lib/devices/known-counts.ts';
import {
  countDevices as countDevicesOf,
  type DeviceView,
  findDevicesAt,
  getDeviceList,
} from '#lib/devices/queries.ts';
import { readSituation } from '#lib/tiles/combinations.ts';
import { countDevices } from '#lib/tiles/count-devices.ts';
import { decodeCube } from '#lib/tiles/cube-format.ts';
import { type CubeStore, getCube, makeCubeOf, makeCubes } from '#lib/tiles/cube-store.ts';
import { openDatabaseTiles } from '#lib/tiles/database-tiles.ts';
import { toCellTile, toPointTile } from '#lib/tiles/device-tiles.ts';
import { deviceTilesetSchema } from '#lib/tiles/device-tileset.ts';
import { toFeatureFilter } from '#lib/tiles/feature-filter.ts';
import { countCube, mergeGroups, toCountedGroups, toCubeTest } from '#lib/tiles/filter-cube.ts';
import { type Held, toMemoryTiles } from '#lib/tiles/memory-tiles.ts';
import { deinterleave, toCell, toPosition, toTileRange } from '#lib/tiles/morton.ts';
import { type Beside, readSnapshot } from '#lib/tiles/read-snapshot.ts';
import { type Snapshot, toMask } from '#lib/tiles/snapshot.ts';
import { SnapshotHelper } from '#lib/tiles/snapshot-helper.ts';
import { SnapshotStore } from '#lib/tiles/snapshot-store.ts';
import type { TileAddress } from '#lib/tiles/tile-address.ts';
import { TileRoutes } from '#lib/tiles/tile-routes.ts';
import { TileWorkers } from '#lib/tiles/tile-workers.ts';
import { getValue } from '#lib/tiles/value-column.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

type Row = {
  id: string;
  dataset: string;
  lon: number;
  lat: number;
  technologies: string[];
  status: string;
  operator: string | null;
  maker: string | null;
  precision: number | null;
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
let cubes: CubeStore;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'owner');
  rows = makeRows(3000);
  await insert(rows);
  await insertSubjects();
  // Three thousand devices would all be raw: the threshold is lowered so that both kinds of tile are met.
  snapshot = { ...(await readOwnSnapshot()), rawZoom: 7 };
  cubes = makeCubes(snapshot);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Everything that a snapshot says of each device, in an order that does not hang on who read it. */
function describeRows(of: Snapshot): string[] {
  const { technologies, status, dataset, operator, year } = of.attributes.columns;
  const precisions = new Map([...of.preciseRows].map((row, index) => [row, of.precisions[index]]));
  return Array.from(of.cells, (cell, row) => {
    const attribute = of.attributeIndexes[row] ?? -1;
    return JSON.stringify([
      cell,
      [technologies, status, dataset, operator, year].map((column) => getValue<unknown>(column, attribute)),
      readSituation(of.situations, of.situationIndexes[row] ?? -1),
      [...of.bearings.subarray(of.bearingStarts[row], of.bearingStarts[row + 1])],
      of.fieldsOfView[row],
      precisions.get(row),
    ]);
  }).sort();
}

const filters: fc.Arbitrary<DeviceFilter> = fc.record({
  technologies: fc.subarray(['unknown', ...technologies]),
  statuses: fc.oneof(fc.constant<DeviceStatus[]>([]), fc.subarray([...deviceStatuses])),
  datasets: fc.oneof(fc.constant<string[]>([]), fc.subarray(Object.keys(datasets))),
  operator: fc.option(fc.constantFrom('known' as const, 'unknown' as const), { nil: undefined, freq: 2 }),
  from: fc.option(fc.integer({ min: 2005, max: 2015 }), { nil: undefined, freq: 2 }),
  to: fc.option(fc.integer({ min: 2015, max: 2026 }), { nil: undefined, freq: 2 }),
  place: fc.option(fc.constantFrom('FR', 'GB', 'XT', 'FR-75'), { nil: undefined, freq: 2 }),
  operatorKinds: fc.oneof(fc.constant<string[]>([]), fc.subarray(['law_enforcement', 'other', 'unknown'])),
  grades: fc.oneof(fc.constant<DeviceGrade[]>([]), fc.subarray([...deviceGrades])),
  law: fc.option(fc.constantFrom('test-law', 'not-held'), { nil: undefined, freq: 1 }),
  program: fc.option(fc.constant('test-program'), { nil: undefined, freq: 1 }),
  vendor: fc.option(fc.constantFrom('maker', 'not-held'), { nil: undefined, freq: 1 }),
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

/** A box of map cells of one size around places where devices are; edges of cells are edges of the box. */
const boxes = fc.record({
  at: fc.constantFrom(...hotspots),
  /** 2^cellZoom cells around the Earth; a cube of zoom z tells cells of zoom z + 5 apart. */
  cellZoom: fc.integer({ min: 0, max: 11 }),
  left: fc.integer({ min: 0, max: 3 }),
  up: fc.integer({ min: 0, max: 3 }),
  width: fc.integer({ min: 1, max: 5 }),
  height: fc.integer({ min: 1, max: 5 }),
  finer: fc.integer({ min: 0, max: 5 }),
});

describe('map, list and database', () => {
  it('count the same devices under 250 random filters and extents', async () => {
    let withDevices = 0;
    await fc.assert(
      fc.asyncProperty(filters, extents, async (filter, extent) => {
        const expected = rows.filter((row) => passes(row, filter) && contains(extent, row.lon, row.lat));
        if (expected.length > 0) withDevices += 1;
        const list = await getDeviceList({ filter, extent }, pool);
        expect(list.total).toBe(expected.length);
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
    expect(withDevices).toBeGreaterThan(40);
  });

  it('agree with cubes and tiles of single devices under 1,000 random filters and extents', async () => {
    const raw = readRawTiles();
    let withDevices = 0;
    await fc.assert(
      fc.asyncProperty(filters, boxes, async (filter, drawn) => {
        const { columns, lines, cellZoom } = toBox(drawn);
        const isIn = (cell: number) => {
          const { column, row } = deinterleave(cell);
          const at = (value: number) => Math.floor(value / 2 ** (26 - cellZoom));
          return (
            at(column) >= columns[0] && at(column) < columns[1] && at(row) >= lines[0] && at(row) < lines[1]
          );
        };
        const expected = rows.filter((row) => passes(row, filter) && isIn(toCell(row.lon, row.lat))).length;
        if (expected > 0) withDevices += 1;
        const list = await getDeviceList(
          { filter, extent: toExtentOfBox({ columns, lines, cellZoom }) },
          pool,
        );
        expect(list.total).toBe(expected);
        expect(countInCubes(filter, { columns, lines, cellZoom }, drawn.finer)).toBe(expected);
        const passesEngine = featureFilter(
          toFeatureFilter(filter) as Parameters<typeof featureFilter>[0],
          'filter',
        );
        const inTiles = raw(filter).filter(
          ({ id, properties }) =>
            isIn(id) && passesEngine.filter({ zoom: 14 }, { type: 1, properties, geometry: [] }),
        );
        expect(inTiles.length).toBe(expected);
      }),
      { numRuns: 1000 },
    );
    expect(withDevices).toBeGreaterThan(150);
  });

  it('count the same from the copy in memory as from the database under 250 random filters and extents', async () => {
    const workers = new TileWorkers();
    const held: Held = { snapshot, cubes, edits: null, editState: snapshot.state.edits };
    let fromMemory = 0;
    const counter = async (view: DeviceView) => {
      const known = await countDevices(held, view, workers);
      if (known !== null && known.total > 0) fromMemory += 1;
      return known;
    };
    const wide = fc.oneof(
      extents,
      fc.constant(wholeWorld),
      // The two sides are covered by the same tiles.
      fc.constant({ west: 1, south: -60, east: 0, north: 80 }),
      // An edge through a device.
      fc.nat({ max: rows.length - 1 }).map((index) => {
        const { lon = 0, lat = 0 } = rows[index] ?? {};
        return { west: lon, south: lat, east: Math.min(180, lon + 3), north: Math.min(90, lat + 3) };
      }),
    );
    try {
      await fc.assert(
        fc.asyncProperty(filters, wide, async (filter, extent) => {
          setDeviceCounter(undefined);
          const expected = await getDeviceList({ filter, extent }, pool);
          setDeviceCounter(counter);
          expect(await getDeviceList({ filter, extent }, pool)).toEqual(expected);
        }),
        { numRuns: 250 },
      );
      const everything = await countDevicesOf({}, pool);
      setDeviceCounter(undefined);
      expect(everything).toEqual(await countDevicesOf({}, pool));
      expect(fromMemory).toBeGreaterThan(60);
    } finally {
      setDeviceCounter(undefined);
      await workers.stop();
    }
  }, 120_000);

  it('agree tile by tile, in counted cells and in single devices', async () => {
    const tiles = fc.record({ z: fc.integer({ min: 0, max: 14 }), at: fc.constantFrom(...hotspots) });
    await fc.assert(
      fc.asyncProperty(filters, tiles, async (filter, { z, at: [lon, lat] }) => {
        const size = 4 ** (26 - z);
        const range = { first: Math.floor(toCell(lon, lat) / size) * size, last: 0 };
        range.last = range.first + size - 1;
        const address = findAddress(z, range.first);
        const expected = rows.filter((row) => passes(row, filter) && isIn(range, row));
        if (z < snapshot.rawZoom) {
          const { cells } = decode(toCellTile(snapshot, filter, address));
          expect(sum(cells?.map((feature) => Number(feature.n)) ?? [])).toBe(expected.length);
          return;
        }
        const layers = decode(toPointTile(snapshot, filter, address));
        expect(layers.devices?.length ?? 0).toBe(expected.length);
        const bearings = z < 13 ? 0 : sum(expected.map((row) => row.bearings.length));
        expect(layers.cones?.length ?? 0).toBe(bearings);
        const radii = sum(expected.map((row) => Math.ceil(row.precision ?? 0)));
        expect(sum(layers.devices?.map((feature) => Number(feature.p ?? 0)) ?? [])).toBe(radii);
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

describe('cubes and edits', () => {
  const getJson = async (routes: TileRoutes, target: string) => {
    const url = new URL(target, 'http://site.invalid');
    const reply = await routes.get(url.pathname, url.searchParams);
    return {
      reply,
      tileset: () => deviceTilesetSchema.parse(JSON.parse(Buffer.from(reply.body).toString())),
    };
  };

  it('show an edit at once among single devices, and say that cubes wait for the next reading', async () => {
    const store = new SnapshotStore({ client: pool, databaseUrl: database.url });
    const before = await store.refresh();
    const lon = 2.35;
    const spot = toCell(lon, 48.86);
    const { column, row } = deinterleave(spot);
    const tile = { z: 14, x: Math.floor(column / 4096), y: Math.floor(row / 4096) };
    const read = (held: Held) => decode(toPointTile(held.snapshot, noFilter, tile, held.edits)).devices ?? [];
    const countHere = read(before).length;
    const countThen = before.snapshot.count;
    await pool.query(
      `insert into device (id, license, dataset_id, record_id, lon, lat, status, cell)
       values ('test:new', 'ODbL-1.0', 'test-osm', 'test:0', $1, 48.86, 'planned', $2)`,
      [lon, spot],
    );
    try {
      await store.look();
      const after = await store.get(0);
      if (after === null) throw new Error('the snapshot is gone');
      expect(after.snapshot).toBe(before.snapshot);
      expect(read(after)).toHaveLength(countHere + 1);
      expect(after.edits?.cells.has(spot)).toBe(true);
      const service = new TileWorkers();
      const list = await getDeviceList({ filter: noFilter, extent: wholeWorld }, pool);
      expect(list.total).toBe(countThen + 1);
      setDeviceCounter(async (view) => countDevices(after, view, service));
      expect(await getDeviceList({ filter: noFilter, extent: wholeWorld }, pool)).toEqual(list);
      setDeviceCounter(undefined);
      expect(await store.getCurrent()).toBe(after);
      const tiles = toMemoryTiles(after, service);
      expect(tiles.waitingEdits).toBe(1);
      expect(tiles.version).toBe(before.snapshot.version);
      expect(tiles.pointVersion).not.toBe(before.snapshot.version);

      // Moved elsewhere: gone from here.
      await pool.query(`update device set lon = 10, lat = 10, cell = $1 where id = 'test:new'`, [
        toCell(10, 10),
      ]);
      await store.look();
      const moved = await store.get(0);
      if (moved === null) throw new Error('the snapshot is gone');
      expect(read(moved)).toHaveLength(countHere);
      expect(moved.edits?.devices.count).toBeGreaterThan(0);

      const next = await store.refresh();
      expect(next.edits).toBeNull();
      expect(next.snapshot.count).toBe(before.snapshot.count + 1);
      expect(next.snapshot.version).not.toBe(before.snapshot.version);
      await store.look();
      const quiet = await store.get(0);
      expect(quiet === null ? -1 : toMemoryTiles(quiet, service).waitingEdits).toBe(0);
    } finally {
      await pool.query(`delete from device where id = 'test:new'`);
      setDeviceCounter(undefined);
      await store.stop();
    }
  });

  it('take a new snapshot when a dataset is loaded again, and keep the version while nothing changes', async () => {
    const { version } = await readOwnSnapshot();
    expect((await readOwnSnapshot()).version).toBe(version);
    await pool.query(`update dataset set version = '2' where id = 'test-city'`);
    expect((await readOwnSnapshot()).version).not.toBe(version);
    await pool.query(`update dataset set version = '1' where id = 'test-city'`);
  });

  it('are the same when two threads read the devices', async () => {
    const helper = new SnapshotHelper(database.url);
    const client = await pool.connect();
    let theirs = 0;
    const beside: Beside = {
      read: async (...job) => {
        const read = await helper.read(...job);
        theirs += read.cells.length;
        return read;
      },
    };
    try {
      const alone = await readSnapshot(client);
      // Who reads how much is chance: they are asked again until the other thread had a part.
      for (let attempt = 0; attempt < 20 && theirs === 0; attempt += 1) {
        const together = await readSnapshot(client, beside, 0);
        expect(together.version).toBe(alone.version);
        expect(together.count).toBe(alone.count);
        expect(together.dictionary).toEqual(alone.dictionary);
        const [one, other] = [alone, together].map((held) => describeRows(held));
        expect(other).toEqual(one);
        expect(makeCubes({ ...together, rawZoom: 7 })).toEqual(makeCubes({ ...alone, rawZoom: 7 }));
      }
      expect(theirs).toBeGreaterThan(0);
      expect(theirs).toBeLessThan(alone.count);
    } finally {
      client.release();
      await helper.stop();
    }
  });

  it('are not read at all when the second thread cannot', async () => {
    const helper = new SnapshotHelper('postgresql://nobody@127.0.0.1:1/nothing');
    const client = await pool.connect();
    try {
      await expect(readSnapshot(client, helper, 0)).rejects.toThrow();
    } finally {
      client.release();
      await helper.stop();
    }
  });

  it('come from the database when the thread that reads devices dies, with the same counts', async () => {
    const lines: string[] = [];
    const dying = new URL('data:text/javascript,process.exit(3)');
    const options = { client: pool, databaseUrl: database.url, snapshotWorker: dying };
    const routes = new TileRoutes({ ...options, report: (line) => lines.push(line) });
    try {
      const { tileset } = await getJson(routes, '/tiles/devices.json');
      const { source, version, count, cubes: described, rawZoom } = tileset();
      expect([source, count, rawZoom]).toEqual(['database', rows.length, 0]);
      expect(version).not.toBe((await readOwnSnapshot()).version);
      expect(lines).toEqual([
        expect.stringMatching(/^The copy of the devices could not be read .*ended.*database\.$/),
      ]);
      const { reply } = await getJson(
        routes,
        `/tiles/devices/0/0/0.mvt?v=${version}&technology=audio.gunshot`,
      );
      const expected = rows.filter((row) => row.technologies.includes('audio.gunshot')).length;
      expect(decode(reply.body).devices).toHaveLength(expected);
      expect(described.dictionary.version).toBe(version);
    } finally {
      await routes.stop();
    }
  });

  it('count the same in cubes that the database makes', async () => {
    const tiles = await openDatabaseTiles(pool);
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 0, max: 3 }), async (filter, z) => {
        let count = 0;
        for (let x = 0; x < 2 ** z; x += 1) {
          for (let y = 0; y < 2 ** z; y += 1) {
            const bytes = await tiles.getCube(toServerFilter(filter), { z, x, y });
            if (bytes === null) continue;
            const cube = decodeCube(gunzipSync(bytes), tiles.dictionary);
            count += countCube(cube, toCubeTest(tiles.dictionary, filter));
          }
        }
        expect(count).toBe(rows.filter((row) => passes(row, filter)).length);
      }),
      { numRuns: 12 },
    );
  });
});

describe('tile addresses', () => {
  let routes: TileRoutes;
  beforeAll(() => {
    routes = new TileRoutes({ client: pool, databaseUrl: database.url, patience: 60_000 });
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
      '/tiles/cubes/0/1/0': 404,
      '/tiles/cubes/14/0/0': 404,
      '/tiles/cubes/99999999/0/0': 404,
      '/tiles/cubes/1.5/0/0': 404,
      '/tiles/cubes/-1/0/0': 404,
      '/tiles/cubes/NaN/0/0': 404,
      '/tiles/cubes/0/0/0?grade=excellent': 400,
      [`/tiles/cubes/0/0/0?vendor=${'x'.repeat(10_000)}`]: 414,
      '/tiles/devices/3/9/9.mvt': 404,
      '/tiles/devices/3/1.5/2.mvt': 404,
      '/tiles/devices/list.json?bbox=1,2,3': 400,
      '/tiles/devices/list.json?bbox=-200,0,1,1': 400,
      '/tiles/devices/list.json?bbox=,,,': 400,
      '/basemap/street/0/0/0.mvt': 404,
      '/basemap/street/tiles.json': 404,
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
    filter.operatorKinds.length === 0 || filter.operatorKinds.includes(toKind(row.operator)),
    filter.grades.length === 0 || filter.grades.some((grade) => grade === tiers[row.dataset]),
    filter.vendor === undefined || (filter.vendor === 'maker' && row.maker !== null),
    filter.law === undefined || (filter.law === 'test-law' && row.region === 'FR-75'),
    filter.program === undefined || row.country === 'GB' || row.country === 'XT',
    filter.operator === undefined ||
      (filter.operator === 'known' ? row.operator !== null : row.operator === null),
    filter.from === undefined || (row.year ?? 0) >= filter.from,
    filter.to === undefined || (row.year ?? 9999) <= filter.to,
    filter.place === undefined || places.includes(filter.place),
  ].every(Boolean);
}

const tiers: Record<string, string> = { 'test-osm': 'community', 'test-city': 'official' };

function toKind(operator: string | null): string {
  return operator === null ? 'unknown' : operator === 'org.test' ? 'law_enforcement' : 'other';
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
      operator: next() % 4 === 0 ? 'org.test' : next() % 5 === 0 ? 'org.odd' : null,
      maker: next() % 3 === 0 ? 'org.maker' : null,
      precision: next() % 10 === 0 ? (next() % 2 === 0 ? 25.5 : 60) : null,
      year: next() % 3 === 0 ? null : 2005 + (next() % 20),
      country: isFrench ? 'FR' : lon === -0.12 ? 'GB' : lon === 91.1 ? 'XT' : null,
      region: isFrench && next() % 2 === 0 ? 'FR-75' : null,
      bearings: Array.from({ length: next() % 3 }, () => next() % 360),
    });
  }
  return made;
}

/** A law that applies to a region, and a program that is piloted in a country with a territory and only planned elsewhere. */
async function insertSubjects(): Promise<void> {
  await pool.query(`
    insert into entity (id, kind, slug, label, label_lang, declared_by) values
      ('org.test', 'organization', 'test', 'Test', 'en', 'test'), ('org.odd', 'organization', 'odd', 'Odd', 'en', 'test'),
      ('org.maker', 'organization', 'maker', 'Maker', 'en', 'test'),
      ('law.test', 'law', 'test-law', 'Law', 'en', 'test'), ('program.test', 'program', 'test-program', 'Program', 'en', 'test'),
      ('place.FR', 'place', 'FR', 'France', 'en', 'test'), ('place.FR-75', 'place', 'FR-75', 'Paris', 'en', 'test'),
      ('place.GB', 'place', 'GB', 'Britain', 'en', 'test'), ('place.XT', 'place', 'XT', 'Territory', 'en', 'test');
    insert into organization (entity_id, org_type) values ('org.test', 'law_enforcement'), ('org.odd', null);
    insert into place (entity_id, code, level, parent_id, inherits) values
      ('place.FR', 'FR', 'country', null, true), ('place.FR-75', 'FR-75', 'region', 'place.FR', true),
      ('place.GB', 'GB', 'country', null, true), ('place.XT', 'XT', 'territory', 'place.GB', true);
    insert into coverage (id, subject_id, place_id, relation, wording, modality, proposition_key, record_id) values
      ('c1', 'law.test', 'place.FR-75', 'applies', 'documented', 'fact', 'k1', 'test:0'),
      ('c2', 'program.test', 'place.GB', 'piloted', 'documented', 'fact', 'k2', 'test:0'),
      ('c3', 'program.test', 'place.FR', 'planned', 'documented', 'fact', 'k3', 'test:0');`);
}

async function readOwnSnapshot(): Promise<Snapshot> {
  const client = await pool.connect();
  try {
    return await readSnapshot(client);
  } finally {
    client.release();
  }
}

type Box = { cellZoom: number; columns: readonly [number, number]; lines: readonly [number, number] };
type DrawnBox = typeof boxes extends fc.Arbitrary<infer T> ? T : never;

/** Columns and lines of cells, the last one left out. */
function toBox({ at: [lon, lat], cellZoom, left, up, width, height }: DrawnBox): Box {
  const { column, row } = deinterleave(toCell(lon, lat));
  const side = 2 ** cellZoom;
  const x = Math.floor(column / 2 ** (26 - cellZoom)) - left;
  const y = Math.floor(row / 2 ** (26 - cellZoom)) - up;
  const toRange = (from: number, length: number): [number, number] => {
    const first = Math.max(0, Math.min(side - 1, from));
    return [first, Math.max(first + 1, Math.min(side, from + length))];
  };
  return { cellZoom, columns: toRange(x, width), lines: toRange(y, height) };
}

/** The degrees of a box. Edges count as inside, so east and south end just before the next cell. */
function toExtentOfBox({ cellZoom, columns, lines }: Box): Extent {
  const scale = 2 ** (26 - cellZoom);
  // Positions are centers of the finest cells, 0.6 m wide: half a cell back is the edge, a thousandth more is inside.
  const lon = (column: number) => ((column * scale) / 2 ** 26) * 360 - 180;
  const lat = (row: number) => toPosition(0, row * scale - 0.5).lat;
  const side = 2 ** cellZoom;
  return {
    west: lon(columns[0]),
    east: columns[1] === side ? 180 : lon(columns[1]) - 1e-9,
    north: lines[0] === 0 ? 90 : lat(lines[0]),
    south: lines[1] === side ? -90 : lat(lines[1]) + 1e-9,
  };
}

/** What a browser counts: cubes asked for with the server's part of the filter, everything else tested there. */
function countInCubes(filter: DeviceFilter, { cellZoom, columns, lines }: Box, finer: number): number {
  const z = Math.max(0, Math.min(snapshot.rawZoom - 1, cellZoom - finer));
  const bits = cellZoom - z;
  expect(bits).toBeLessThanOrEqual(5);
  const test = toCubeTest(snapshot.dictionary, filter);
  const asked = toServerFilter(filter);
  let count = 0;
  for (let x = columns[0] >> bits; x <= (columns[1] - 1) >> bits; x += 1) {
    for (let y = lines[0] >> bits; y <= (lines[1] - 1) >> bits; y += 1) {
      const tile = { z, x, y };
      const bytes =
        toQuery(asked).size === 0
          ? getCube(cubes, tile)
          : makeCubeOf(snapshot, toMask(snapshot, asked), tile);
      if (bytes === null) continue;
      const cube = decodeCube(gunzipSync(bytes), snapshot.dictionary);
      for (const cell of mergeGroups(toCountedGroups(cube, test), cube, bits)) {
        const column = x * 2 ** bits + cell.column;
        const line = y * 2 ** bits + cell.row;
        if (column < columns[0] || column >= columns[1] || line < lines[0] || line >= lines[1]) continue;
        count += cell.count;
      }
    }
  }
  return count;
}

type Feature = { id: number; properties: Record<string, string | number | boolean> };

/** Every single device as tiles of the lowest such zoom give it, by the server's part of a filter. */
function readRawTiles(): (filter: DeviceFilter) => Feature[] {
  const tiles = new Map<string, TileAddress>();
  const z = snapshot.rawZoom;
  for (const row of rows) {
    const { column, row: line } = deinterleave(toCell(row.lon, row.lat));
    const scale = 2 ** (26 - z);
    const tile = { z, x: Math.floor(column / scale), y: Math.floor(line / scale) };
    tiles.set(`${tile.x}/${tile.y}`, tile);
  }
  const byQuery = new Map<string, Feature[]>();
  return (filter) => {
    const asked = toServerFilter(filter);
    const query = toQuery(asked).toString();
    const known = byQuery.get(query);
    if (known !== undefined) return known;
    const features = [...tiles.values()].flatMap((tile) => {
      const layer = new VectorTile(new PbfReader(toPointTile(snapshot, asked, tile))).layers.devices;
      return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
        const feature = layer?.feature(index);
        return { id: feature?.id ?? -1, properties: { ...feature?.properties } };
      });
    });
    byQuery.set(query, features);
    return features;
  };
}

async function insert(made: readonly Row[]): Promise<void> {
  for (const [id, license] of Object.entries(datasets)) {
    await pool.query(
      `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ($1, $1, 'Test', $2, 'Test', 'listed by a test', $3, '2026', '1', repeat('0', 64), 1)`,
      [id, license, tiers[id]],
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
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_ids, status, operator_id, manufacturer_id, precision_m, year, country_id, region_id, bearings, cell)
     select r.id, r.license, r.dataset, r.id, r.lon, r.lat,
            array(select 'tech.' || t from json_array_elements_text(r.technologies) t), r.status, r.operator, r.maker, r.precision, r.year,
            'place.' || r.country, 'place.' || r.region, array(select b::float8 from json_array_elements_text(r.bearings) b), r.cell
       from json_to_recordset($1) as r(id text, license text, dataset text, lon float8, lat float8, technologies json, status text,
            operator text, maker text, precision float8, year int, country text, region text, bearings json, cell bigint)`,
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
