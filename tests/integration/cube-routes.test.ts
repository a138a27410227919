import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '#lib/db.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { decodeCube } from '#lib/tiles/cube-format.ts';
import { type DeviceTileset, deviceTilesetSchema } from '#lib/tiles/device-tileset.ts';
import { countCube, toCubeTest } from '#lib/tiles/filter-cube.ts';
import { toCell } from '#lib/tiles/morton.ts';
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
