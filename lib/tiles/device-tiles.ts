import { contains, type Extent, toRanges } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import { unknownTechnology } from '#lib/devices/filter.ts';
import { gridBits, toTileRange } from './morton.ts';
import { encodeTile, TileLayer, tileExtent } from './mvt.ts';
import { lowerBound, type Snapshot, toMask, toRowRange } from './snapshot.ts';

export type TileAddress = { z: number; x: number; y: number };

/** Counted cells a tile side: 8 on a 512-pixel tile = 64 pixels each. */
const cellBits = 3;
/** Zoom from which tiles also hold one feature a bearing, for view cones. */
export const coneZoom = 13;

/**
 * Layers of a device tile under a filter, both exact:
 * - below `snapshot.rawZoom`, layer `cells`: one point a non-empty 64-pixel cell at the mean position of its devices,
 *   `n` = their number;
 * - from it on, layer `devices`: one point a device, `t` technology code, `s` status, `b` first bearing; the feature id
 *   is the Morton key, by which the card asks for everything at that spot. From z13 on layer `cones`: `b`, `f` (width).
 */
export function toDeviceTile(snapshot: Snapshot, filter: DeviceFilter, tile: TileAddress): Uint8Array {
  const mask = toMask(snapshot, filter);
  if (tile.z < snapshot.rawZoom) return encodeTile([toCellLayer(snapshot, mask, tile)]);
  return encodeTile(toPointLayers(snapshot, mask, tile));
}

/** Number of devices in an extent under a filter. */
export function countInExtent(snapshot: Snapshot, filter: DeviceFilter, extent: Extent): number {
  const mask = toMask(snapshot, filter);
  let count = 0;
  // Ranges of the two halves of a view across the antimeridian may touch the same row only if they overlap, which
  // toRanges never makes: west of 180° and east of −180° are the two far edges of the grid.
  for (const range of toRanges(extent)) {
    const { start, end } = toRowRange(snapshot, range);
    for (let i = start; i < end; i += 1) {
      if (mask[snapshot.combination[i] ?? -1] !== 1) continue;
      if (contains(extent, snapshot.lons[i] ?? Number.NaN, snapshot.lats[i] ?? Number.NaN)) count += 1;
    }
  }
  return count;
}

function toCellLayer(snapshot: Snapshot, mask: Uint8Array, { z, x, y }: TileAddress): TileLayer {
  const layer = new TileLayer('cells');
  const range = toTileRange(z, x, y);
  const cellSize = 4 ** (gridBits - z - cellBits);
  const scale = 2 ** (gridBits - z);
  let { start } = toRowRange(snapshot, range);
  const { end } = toRowRange(snapshot, range);
  // Sorted by Morton key, the devices of a cell follow each other.
  while (start < end) {
    const nextCell = (Math.floor((snapshot.cells[start] ?? 0) / cellSize) + 1) * cellSize;
    const cellEnd = Math.min(end, lowerBound(snapshot.cells, nextCell));
    let count = 0;
    let columns = 0;
    let rows = 0;
    for (let i = start; i < cellEnd; i += 1) {
      if (mask[snapshot.combination[i] ?? -1] !== 1) continue;
      count += 1;
      columns += snapshot.columns[i] ?? 0;
      rows += snapshot.rows[i] ?? 0;
    }
    if (count > 0) {
      const toUnit = (sum: number, origin: number) => Math.floor((sum / count / scale - origin) * tileExtent);
      layer.addPoint(toUnit(columns, x), toUnit(rows, y), { n: count });
    }
    start = cellEnd;
  }
  return layer;
}

function toPointLayers(snapshot: Snapshot, mask: Uint8Array, { z, x, y }: TileAddress): TileLayer[] {
  const devices = new TileLayer('devices');
  const cones = new TileLayer('cones');
  const { start, end } = toRowRange(snapshot, toTileRange(z, x, y));
  const scale = 2 ** (gridBits - z);
  for (let i = start; i < end; i += 1) {
    const combination = snapshot.combination[i] ?? -1;
    if (mask[combination] !== 1) continue;
    const device = snapshot.combinations[combination];
    if (device === undefined) continue;
    const column = Math.floor(((snapshot.columns[i] ?? 0) / scale - x) * tileExtent);
    const row = Math.floor(((snapshot.rows[i] ?? 0) / scale - y) * tileExtent);
    const firstBearing = snapshot.bearingStarts[i] ?? 0;
    const afterBearings = snapshot.bearingStarts[i + 1] ?? firstBearing;
    const bearing =
      afterBearings > firstBearing ? Math.round(snapshot.bearings[firstBearing] ?? 0) % 360 : null;
    const properties = { t: device.technologies[0] ?? unknownTechnology, s: device.status };
    devices.addPoint(column, row, { ...properties, b: bearing }, snapshot.cells[i] ?? null);
    if (z < coneZoom) continue;
    const width = snapshot.fieldsOfView[i] ?? Number.NaN;
    for (let k = firstBearing; k < afterBearings; k += 1) {
      const b = Math.round(snapshot.bearings[k] ?? 0) % 360;
      cones.addPoint(column, row, { ...properties, b, f: Number.isNaN(width) ? null : Math.round(width) });
    }
  }
  return [devices, cones];
}
