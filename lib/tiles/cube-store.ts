import { gzipSync } from 'node:zlib';
import { type DeviceFilter, noFilter } from '#lib/devices/filter.ts';
import { countKeys } from './cube-dictionary.ts';
import { encodeCube } from './cube-format.ts';
import { cubeGrains, toCubeOfRows } from './cube-tiles.ts';
import { deinterleave, gridBits, interleave } from './morton.ts';
import { lowerBound, type Mask, type Snapshot, toMask } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

/** Compressed bytes of a tile above which it becomes coarser: four of them are the first view of the world. */
const maxCubeBytes = 70_000;
/** Bytes that a row takes at the very least; a grain under which that is too much is not tried. */
const leastRowBytes = { byRow: 0.8, byGroup: 0.3 };

/** Every cube of a snapshot, gzip. */
export type CubeStore = {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where in `bytes` a tile is: [from, to) by `toTileId`; absent where no device is. */
  ranges: ReadonlyMap<number, readonly [from: number, to: number]>;
};

export function toTileId({ z, x, y }: TileAddress): number {
  return interleave(x, y) * 32 + z;
}

export function getCube({ bytes, ranges }: CubeStore, tile: TileAddress): Uint8Array | null {
  const range = ranges.get(toTileId(tile));
  return range === undefined ? null : bytes.subarray(range[0], range[1]);
}

/** Makes the cubes of all zooms below `rawZoom`. */
export function makeCubes(snapshot: Snapshot): CubeStore {
  const ranges = new Map<number, readonly [number, number]>();
  const parts: Uint8Array[] = [];
  const mask = toMask(snapshot, noFilter);
  let length = 0;
  let rowsPerDevice = 0;
  for (let z = 0; z < snapshot.rawZoom; z += 1) {
    const size = 4 ** (gridBits - z);
    const sizes = { rows: 0, devices: 0 };
    for (let start = 0; start < snapshot.count; ) {
      const tile = Math.floor((snapshot.cells[start] ?? 0) / size);
      const end = lowerBound(snapshot.cells, (tile + 1) * size);
      const made = compressCube(snapshot, mask, { z, start, end }, rowsPerDevice);
      const { column, row } = deinterleave(tile);
      if (made !== null) {
        ranges.set(toTileId({ z, x: column, y: row }), [length, length + made.bytes.length]);
        parts.push(made.bytes);
        length += made.bytes.length;
        sizes.rows += made.rows;
        sizes.devices += end - start;
      }
      start = end;
    }
    // Finer cells have no fewer rows for the same devices: what was too much here is not tried in the next zoom.
    rowsPerDevice = sizes.rows / Math.max(1, sizes.devices);
  }
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return { bytes, ranges };
}

/** One cube under a filter, gzip, for what only the server can answer; null where nothing passes. */
export function makeFilteredCube(
  snapshot: Snapshot,
  filter: DeviceFilter,
  tile: TileAddress,
): Uint8Array | null {
  const size = 4 ** (gridBits - tile.z);
  const first = interleave(tile.x, tile.y) * size;
  const rows = {
    z: tile.z,
    start: lowerBound(snapshot.cells, first),
    end: lowerBound(snapshot.cells, first + size),
  };
  return compressCube(snapshot, toMask(snapshot, filter), rows, 0)?.bytes ?? null;
}

type Rows = { z: number; start: number; end: number };

/** @param rowsPerDevice that the tile has at the least, as far as is known; 0 where nothing is */
function compressCube(
  snapshot: Snapshot,
  mask: Mask,
  rows: Rows,
  rowsPerDevice: number,
): { bytes: Uint8Array; rows: number } | null {
  const expected = (rows.end - rows.start) * rowsPerDevice;
  const keyCount = countKeys(snapshot.dictionary);
  let made: { bytes: Uint8Array; rows: number } | null = null;
  for (const [index, grain] of cubeGrains.entries()) {
    const rowBytes = leastRowBytes[grain.spotsByRow ? 'byRow' : 'byGroup'];
    const isLast = index === cubeGrains.length - 1;
    if (!isLast && expected * rowBytes > maxCubeBytes) continue;
    const cube = toCubeOfRows(snapshot, mask, { ...rows, ...grain });
    if (cube === null) return null;
    if (!isLast && cube.keys.length * rowBytes > maxCubeBytes) continue;
    // Level 1: the rows are range-coded already, and cannot be made smaller.
    made = { bytes: gzipSync(encodeCube(cube, keyCount), { level: 1 }), rows: cube.keys.length };
    if (made.bytes.length <= maxCubeBytes) return made;
  }
  return made;
}
