import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '#lib/db.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { decodeCube } from '#lib/tiles/cube-format.ts';
import { type DeviceTileset, deviceTilesetSchema } from '#lib/tiles/device-tileset.ts';
import { countCube, toCubeTest } from '#lib/tiles/filter-cube.ts';
import { toCell } from '#lib/tiles/morton.ts';
import { writePmtiles } from '#lib/tiles/pmtiles-writer.ts';
import { TileRoutes } from '#lib/tiles/tile-routes.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

/** More devices in one tile than are sent one by one, so that there are cubes. */
const count = 12_000;
const spot = { lon: 13.4, lat: 52.5 };

let database: TestDatabase;
let pool: pg.Pool;
let routes: TileRoutes;
let tileset: DeviceTileset;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'owner');
  await pool.query(`
    insert into entity (id, kind, slug, label, label_lang, declared_by) values ('org.maker', 'organization', 'maker', 'Maker', 'en', 'test');
    insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
      values ('test-osm', 'Test', 'Test', 'ODbL-1.0', 'Test', 'mapped', 'community', '2026', '1', repeat('0', 64), 1);
    insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
      values ('test:0', 'test-osm', '0', '1', repeat('0', 64), '2026', '2026');`);
  await pool.query(
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_ids, status, manufacturer_id, country_id, year, cell)
     select 'test:' || n, 'ODbL-1.0', 'test-osm', 'test:0', $1, $2, array['tech.video.camera'], 'present',
            case when n % 3 = 0 then 'org.maker' end, 'place.DE', 2000 + n % 7, $3 from generate_series(1, $4::int) n`,
    [spot.lon, spot.lat, toCell(spot.lon, spot.lat), count],
  );
  routes = new TileRoutes({ client: pool, databaseUrl: database.url, patience: 60_000 });
  const reply = await get('/tiles/devices.json');
  tileset = deviceTilesetSchema.parse(JSON.parse(Buffer.from(reply.body).toString()));
});

afterAll(async () => {
  await routes.stop();
  await pool.end();
  await database.drop();
});

function get(target: string) {
  const url = new URL(target, 'http://site.invalid');
  return routes.get(url.pathname, url.searchParams, target);
}

/** The cube of the tile around the spot, which lies 0.328 of the way from the map's northern edge. */
const toPath = (z: number) =>
  `/tiles/cubes/${z}/${Math.floor(((spot.lon + 180) / 360) * 2 ** z)}/${Math.floor(0.328 * 2 ** z)}?v=${tileset.version}`;

const countIn = (bytes: Uint8Array) => {
  const { dictionary } = tileset.cubes;
  return countCube(decodeCube(bytes, dictionary), toCubeTest(dictionary, noFilter));
};

describe('addresses of cubes', () => {
  it('keep the present version for a year, and any other for now only', async () => {
    const current = await get(`/tiles/cubes/0/0/0?v=${tileset.version}`);
    expect([current.status, current.headers['content-type']]).toEqual([200, 'application/octet-stream']);
    expect(current.headers['cache-control']).toContain('immutable');
    expect(Buffer.from(current.body).equals(gunzipSync(current.gzip ?? ''))).toBe(true);
    expect(countIn(current.body)).toBe(count);
    const other = await get('/tiles/cubes/0/0/0?v=000000000000');
    expect(other.headers['cache-control']).toBe('no-store');
    expect((await get('/tiles/cubes/0/0/0')).headers['cache-control']).toBe('no-store');
  });

  it('hold what passes the part of a filter that only the server can answer', async () => {
    const made = await get(`/tiles/cubes/0/0/0?v=${tileset.version}&vendor=maker`);
    expect(countIn(made.body)).toBe(count / 3);
    expect(made.headers['cache-control']).toContain('immutable');
    expect((await get(`/tiles/cubes/0/0/0?v=${tileset.version}&vendor=not-held`)).status).toBe(204);
    expect((await get(`/tiles/cubes/0/0/0?v=${tileset.version}&law=not-held`)).status).toBe(204);
  });

  it('end where single devices begin', async () => {
    // All at one spot: no zoom has few enough, so that single devices begin at the last.
    expect(tileset.rawZoom).toBe(14);
    expect(countIn((await get(toPath(5))).body)).toBe(count);
    expect((await get(`/tiles/cubes/14/0/0?v=${tileset.version}`)).status).toBe(404);
    expect((await get(`/tiles/cubes/5/0/0?v=${tileset.version}`)).status).toBe(204);
  });

  it('are recalled as they were answered, and only where that holds for ever', async () => {
    const target = `/tiles/devices/14/8801/5373.mvt?v=${tileset.version}`;
    expect(routes.recall(target)).toBeUndefined();
    const made = await get(target);
    expect(routes.recall(target)).toBe(made);
    const other = '/tiles/devices/14/8801/5373.mvt?v=000000000000';
    await get(other);
    expect(routes.recall(other)).toBeUndefined();
  });
});

describe('addresses of streets', () => {
  it('give the tiles and the attribution of the archive, and 4xx for what it does not have', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'street-routes-'));
    const file = join(folder, 'streets.pmtiles');
    writeFileSync(
      file,
      writePmtiles({
        tiles: [{ z: 1, x: 1, y: 0, bytes: gzipSync('streets') }],
        minZoom: 1,
        maxZoom: 2,
        bounds: [0, 0, 180, 85],
        metadata: { attribution: 'Their makers' },
      }),
    );
    const lines: string[] = [];
    const options = { client: pool, databaseUrl: database.url, report: (line: string) => lines.push(line) };
    const withStreets = new TileRoutes({ ...options, streetFile: file });
    const broken = new TileRoutes({ ...options, streetFile: join(folder, 'none.pmtiles') });
    const ask = (asked: TileRoutes, path: string, query = '') => asked.get(path, new URLSearchParams(query));
    try {
      const described = await ask(withStreets, '/basemap/street/tiles.json');
      const tiles = JSON.parse(Buffer.from(described.body).toString());
      expect(tiles).toMatchObject({
        attribution: 'Their makers',
        minzoom: 1,
        maxzoom: 2,
        bounds: [0, 0, 180, 85],
      });
      const [address = ''] = tiles.tiles;
      const version = new URL(address, 'http://site.invalid').searchParams.get('v');
      const tile = await ask(withStreets, '/basemap/street/1/1/0.mvt', `v=${version}`);
      expect([tile.status, Buffer.from(tile.body).toString()]).toEqual([200, 'streets']);
      expect(tile.headers['cache-control']).toContain('immutable');
      expect((await ask(withStreets, '/basemap/street/1/1/0.mvt')).headers['cache-control']).toBe('no-store');
      expect((await ask(withStreets, '/basemap/street/1/0/0.mvt')).status).toBe(204);
      for (const path of [
        '/basemap/street/0/0/0.mvt',
        '/basemap/street/3/0/0.mvt',
        '/basemap/street/1/2/0.mvt',
      ])
        expect((await ask(withStreets, path)).status).toBe(404);
      expect(lines).toEqual([]);
      expect((await ask(broken, '/basemap/street/tiles.json')).status).toBe(404);
      expect((await ask(broken, '/basemap/street/1/1/0.mvt')).status).toBe(404);
      expect(lines).toEqual([expect.stringContaining('there is no such file')]);
    } finally {
      await Promise.all([withStreets.stop(), broken.stop()]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
