import type pg from 'pg';
import { openPool } from '#lib/db.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { getEnv } from '#lib/env.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { toCellTile, toPointTile } from '#lib/tiles/device-tiles.ts';
import { deinterleave, toTileRange } from '#lib/tiles/morton.ts';
import { encodeTile, TileLayer } from '#lib/tiles/mvt.ts';
import { readSnapshot } from '#lib/tiles/read-snapshot.ts';
import type { Snapshot } from '#lib/tiles/snapshot.ts';
import type { TileAddress } from '#lib/tiles/tile-address.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { type Benchmark, type Comparison, measureBest } from './benchmark.ts';

const tilesPerZoom = 60;
const filter = { ...noFilter, technologies: ['vehicle.alpr'] };

/** Tiles of the devices of this installation (only read; loaded first where they are missing). */
export const tilesBenchmark: Benchmark = {
  name: 'tiles',
  about: 'device tiles: from memory beside a range scan of Postgres for each tile',
  async run(report) {
    const env = getEnv();
    const database = await openDatabase(env, report);
    try {
      await prepareDatabase(database.url, env.SEED_DIR);
      const pool = openPool(database.url, 'site');
      try {
        return await compare(pool, report);
      } finally {
        await pool.end();
      }
    } finally {
      await database.close();
    }
  },
};

async function compare(pool: pg.Pool, report: (line: string) => void): Promise<Comparison[]> {
  const client = await pool.connect();
  let snapshot = await readSnapshot(client);
  const refresh = await measureBest(2, async () => {
    snapshot = await readSnapshot(client);
  });
  client.release();
  const note = `${snapshot.count} devices read in ${refresh.toFixed(0)} ms; single devices from zoom ${snapshot.rawZoom}`;
  const comparisons: Comparison[] = [];
  for (const z of [0, 4, 8, 11, 14]) {
    report(`zoom ${z}`);
    const addresses = drawTiles(snapshot, z);
    const ours = await measureBest(3, async () => {
      for (const address of addresses) {
        if (z < snapshot.rawZoom) toCellTile(snapshot, filter, address);
        else toPointTile(snapshot, filter, address);
      }
    });
    const ms = await measureBest(3, async () => {
      for (const address of addresses) await scanTile(pool, snapshot, address);
    });
    const what = `${addresses.length} tiles of zoom ${z} under a filter`;
    comparisons.push({ what, ours, peer: { name: 'an index range scan and the same encoder', ms }, note });
  }
  return comparisons;
}

/** The peer: what a tile costs without the copy in memory. */
async function scanTile(pool: pg.Pool, snapshot: Snapshot, address: TileAddress): Promise<Uint8Array> {
  const { first, last } = toTileRange(address.z, address.x, address.y);
  const isRaw = address.z >= snapshot.rawZoom;
  const cellSize = 4 ** (26 - address.z - 3);
  const text = isRaw
    ? `select cell::float8 as cell, 1 as n, status, bearing from device where cell between $1 and $2 and technology_ids && $3`
    : `select min(cell)::float8 as cell, count(*)::int as n, '' as status, null as bearing from device
        where cell between $1 and $2 and technology_ids && $3 group by cell / ${cellSize}`;
  const { rows } = await pool.query<{ cell: number; n: number; status: string; bearing: number | null }>(
    text,
    [first, last, filter.technologies.map((code) => `tech.${code}`)],
  );
  const layer = new TileLayer('devices');
  const scale = 2 ** (26 - address.z);
  for (const row of rows) {
    const at = deinterleave(row.cell);
    const x = Math.floor((at.column / scale - address.x) * 4096);
    const y = Math.floor((at.row / scale - address.y) * 4096);
    layer.addPoint(x, y, { n: row.n, s: row.status, b: row.bearing }, isRaw ? row.cell : null);
  }
  return encodeTile([layer]);
}

/** Tiles around devices drawn evenly from all, so that dense places come up as often as readers look at them. */
function drawTiles(snapshot: Snapshot, z: number): TileAddress[] {
  const scale = 2 ** (26 - z);
  const step = Math.max(1, Math.floor(snapshot.count / tilesPerZoom));
  const tiles = new Map<string, TileAddress>();
  for (let i = 0; i < snapshot.count; i += step) {
    const at = deinterleave(snapshot.cells[i] ?? 0);
    const x = Math.floor(at.column / scale);
    const y = Math.floor(at.row / scale);
    tiles.set(`${x}/${y}`, { z, x, y });
  }
  return [...tiles.values()];
}
