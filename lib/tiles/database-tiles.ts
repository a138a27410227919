import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { type DeviceFilter, toSql } from '#lib/devices/filter.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { compressTile } from './compress-tile.ts';
import { type CubeDictionary, countKeys, toKey } from './cube-dictionary.ts';
import { type Cube, encodeCube } from './cube-format.ts';
import {
  attributeColumns,
  deviceColumns,
  fromDevices,
  readGrades,
  readReach,
  toDeviceRow,
  withoutPrefix,
} from './device-rows.ts';
import { toCellTile, toPointTile } from './device-tiles.ts';
import { deinterleave, gridBits, toColumn, toRow, toTileRange } from './morton.ts';
import { readDeviceState, toVersion } from './read-snapshot.ts';
import { maxRawFeatures, maxZoom } from './snapshot.ts';
import { SnapshotBuilder } from './snapshot-builder.ts';
import type { TileAddress } from './tile-address.ts';
import type { TileSource } from './tile-source.ts';

const compress = promisify(gzip);
/** Cells of a cube made here: 16 pixels. */
const cubeBits = 5;

/**
 * Tiles straight from the database, by range scans of its Morton index: slower by one to three orders of magnitude, for
 * the moments after a start and for when reading a snapshot fails. Same addresses, same devices, same formats.
 */
export async function openDatabaseTiles(client: SqlClient): Promise<TileSource> {
  const state = await readDeviceState(client);
  // The dictionary made here is in another order than a snapshot's, so that the two must not share a version.
  const version = toVersion({ ...state, edits: `${state.edits} database` });
  const grades = await readGrades(client);
  const dictionary = await readDictionary(client, version, grades);
  const { count, rawZoom } = await measure(client);
  const takenAt = new Date().toISOString();

  const readTile = async (filter: DeviceFilter, tile: TileAddress) => {
    const { first, last } = toTileRange(tile.z, tile.x, tile.y);
    const where = toSql(filter, 3);
    const { rows } = await client.query(
      `select ${deviceColumns} ${fromDevices} where d.cell between $1::bigint and $2::bigint and ${where.text}`,
      [first, last, ...where.values],
    );
    const builder = new SnapshotBuilder();
    for (const row of rows) builder.add(toDeviceRow(row));
    // What laws and programs reach is asked here too: the filter is tested a second time, in memory, when tiles are made.
    const reach =
      filter.law === undefined && filter.program === undefined ? new Map() : await readReach(client);
    return builder.build({ version, state, takenAt, xmin: '0', grades, reach });
  };

  return {
    kind: 'database',
    version,
    pointVersion: version,
    takenAt,
    waitingEdits: 0,
    count,
    rawZoom,
    dictionary,
    getPoints: async (filter, tile) => compressTile(toPointTile(await readTile(filter, tile), filter, tile)),
    getCells: async (filter, tile) => compressTile(toCellTile(await readTile(filter, tile), filter, tile)),
    isPrepared: () => false,
    getCube: async (filter, tile) => {
      const cube = await readCube(client, { dictionary, filter, tile });
      return cube === null ? null : compress(encodeCube(cube, countKeys(dictionary)), { level: 1 });
    },
  };
}

const countedRow = z.object({
  cell: z.coerce.number(),
  country: z.string().nullable(),
  technology_ids: z.array(z.string()).nullable(),
  operator: z.string(),
  status: z.string(),
  dataset: z.string(),
  year: z.number().nullable(),
  n: z.number(),
  lon: z.number(),
  lat: z.number(),
});

type CubeRequest = { dictionary: CubeDictionary; filter: DeviceFilter; tile: TileAddress };

async function readCube(client: SqlClient, { dictionary, filter, tile }: CubeRequest): Promise<Cube | null> {
  const { first, last } = toTileRange(tile.z, tile.x, tile.y);
  const where = toSql(filter, 4);
  const cellSize = 4 ** (gridBits - tile.z - cubeBits);
  const { rows } = await client.query(
    `select (c.cell - $1::bigint) / $3::bigint as cell, c.country_id as country, c.technology_ids, c.operator, c.status,
            c.dataset_id as dataset, c.year, count(*)::int as n, avg(c.lon) as lon, avg(c.lat) as lat
       from (select ${deviceColumns}, d.lon, d.lat ${fromDevices}
              where d.cell between $1::bigint and $2::bigint and ${where.text}) c
      group by 1, 2, 3, 4, 5, 6, 7`,
    [first, last, cellSize, ...where.values],
  );
  const indexOf = <T>(values: readonly T[], value: T) => values.indexOf(value);
  const sets = dictionary.technologySets.map((set) => set.join());
  const ids = dictionary.datasets.map(({ id }) => id);
  const counted = new Map<
    string,
    { cell: number; country: number; key: number; n: number; lon: number; lat: number }
  >();
  for (const raw of rows) {
    const row = countedRow.parse(raw);
    const technologies = (row.technology_ids ?? []).map(withoutPrefix).sort().join();
    const country = indexOf(dictionary.countries, row.country === null ? null : withoutPrefix(row.country));
    const key = toKey(dictionary, {
      set: indexOf(sets, technologies),
      operator: indexOf(dictionary.operators, row.operator),
      status: indexOf(dictionary.statuses, row.status),
      dataset: indexOf(ids, row.dataset),
      year: indexOf(dictionary.years, row.year),
    });
    // Sets in another order are one key.
    const id = `${row.cell}|${country}|${key}`;
    const known = counted.get(id) ?? { cell: row.cell, country, key, n: 0, lon: 0, lat: 0 };
    const n = known.n + row.n;
    known.lon = (known.lon * known.n + row.lon * row.n) / n;
    known.lat = (known.lat * known.n + row.lat * row.n) / n;
    known.n = n;
    counted.set(id, known);
  }
  if (counted.size === 0) return null;
  const sorted = [...counted.values()].sort(
    (a, b) => a.cell - b.cell || a.country - b.country || a.key - b.key,
  );
  const starts = sorted.flatMap((row, index) => {
    const before = sorted[index - 1];
    return before?.cell === row.cell && before.country === row.country ? [] : [index];
  });
  const side = 2 ** (gridBits - tile.z - cubeBits);
  // The mean of degrees stands in for the mean of the map: within a 16-pixel cell the two differ by less than a pixel.
  const spot = (value: number) => Math.max(0, Math.min(255, Math.floor(value * 256)));
  const origin = deinterleave(first);
  return {
    version: dictionary.version,
    gridBits: cubeBits,
    spotsByRow: true,
    cells: Uint16Array.from(starts, (index) => sorted[index]?.cell ?? 0),
    countries: Uint16Array.from(starts, (index) => sorted[index]?.country ?? 0),
    starts: Uint32Array.from([...starts, sorted.length]),
    keys: Uint32Array.from(sorted, ({ key }) => key),
    counts: Uint32Array.from(sorted, ({ n }) => n),
    xs: Uint8Array.from(sorted, ({ cell, lon }) => {
      const west = origin.column + deinterleave(cell).column * side;
      return spot((toColumn(lon) - west) / side);
    }),
    ys: Uint8Array.from(sorted, ({ cell, lat }) => {
      const north = origin.row + deinterleave(cell).row * side;
      return spot((toRow(lat) - north) / side);
    }),
  };
}

async function readDictionary(
  client: SqlClient,
  version: string,
  grades: ReadonlyMap<string, string>,
): Promise<CubeDictionary> {
  const { rows } = await client.query(
    `select jsonb_agg(distinct c.technology_ids) as sets, jsonb_agg(distinct c.operator) as operators,
            jsonb_agg(distinct c.status) as statuses, jsonb_agg(distinct c.dataset_id) as datasets,
            jsonb_agg(distinct c.year) as years, jsonb_agg(distinct c.country_id) as countries
       from (select distinct ${attributeColumns}, d.country_id ${fromDevices}) c`,
  );
  const row = z
    .object({
      sets: z.array(z.array(z.string()).nullable()).nullable(),
      operators: z.array(z.string()).nullable(),
      statuses: z.array(z.string()).nullable(),
      datasets: z.array(z.string()).nullable(),
      years: z.array(z.number().nullable()).nullable(),
      countries: z.array(z.string().nullable()).nullable(),
    })
    .parse(rows[0]);
  const sets = new Set((row.sets ?? []).map((set) => (set ?? []).map(withoutPrefix).sort().join()));
  return {
    version,
    technologySets: [...sets].sort().map((text) => (text === '' ? [] : text.split(','))),
    operators: row.operators ?? [],
    statuses: row.statuses ?? [],
    datasets: (row.datasets ?? []).map((id) => ({ id, grade: grades.get(id) ?? 'own' })),
    years: row.years ?? [],
    countries: (row.countries ?? []).map((id) => (id === null ? null : withoutPrefix(id))),
  };
}

/** Number of devices, and the lowest zoom whose fullest tile holds at most 10,000. */
async function measure(client: SqlClient): Promise<{ count: number; rawZoom: number }> {
  const { rows } = await client.query<{ tile: string; n: number }>(
    `select (cell / ${4 ** (gridBits - maxZoom)}::bigint) as tile, count(*)::int as n from device group by 1`,
  );
  let tiles = rows.map(({ tile, n }) => ({ tile: Number(tile), n }));
  const count = tiles.reduce((sum, { n }) => sum + n, 0);
  let rawZoom = maxZoom;
  for (let zoom = maxZoom; zoom >= 0; zoom -= 1) {
    if (tiles.some(({ n }) => n > maxRawFeatures)) break;
    rawZoom = zoom;
    const parents = new Map<number, number>();
    for (const { tile, n } of tiles) {
      const parent = Math.floor(tile / 4);
      parents.set(parent, (parents.get(parent) ?? 0) + n);
    }
    tiles = [...parents].map(([tile, n]) => ({ tile, n }));
  }
  return { count, rawZoom };
}
