import { gzipSync } from 'node:zlib';
import { type DeviceFilter, noFilter } from '#lib/devices/filter.ts';
import { encodeCube } from './cube-format.ts';
import { cubeGrains, toCubeOfRows } from './cube-tiles.ts';
import { deinterleave, gridBits, interleave } from './morton.ts';
import { lowerBound, type Snapshot, toMask } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

/** Compressed bytes of a tile above which it becomes coarser: four of them are the first view of the world. */
const maxCubeBytes = 110_000;
/** A row takes a byte at least once compressed: a tile of more is not tried. */
const maxTriedRows = 400_000;

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
  for (let z = 0; z < snapshot.rawZoom; z += 1) {
    const size = 4 ** (gridBits - z);
    for (let start = 0; start < snapshot.count; ) {
      const tile = Math.floor((snapshot.cells[start] ?? 0) / size);
      const end = lowerBound(snapshot.cells, (tile + 1) * size);
      const bytes = compressCube(snapshot, mask, { z, start, end });
      const { column, row } = deinterleave(tile);
      if (bytes !== null) {
        ranges.set(toTileId({ z, x: column, y: row }), [length, length + bytes.length]);
        parts.push(bytes);
        length += bytes.length;
      }
      start = end;
    }
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
  return compressCube(snapshot, toMask(snapshot, filter), rows);
}

type Rows = { z: number; start: number; end: number };

function compressCube(snapshot: Snapshot, mask: ReturnType<typeof toMask>, rows: Rows): Uint8Array | null {
  let bytes: Uint8Array | null = null;
  for (const [index, grain] of cubeGrains.entries()) {
    const cube = toCubeOfRows(snapshot, mask, { ...rows, ...grain });
    if (cube === null) return null;
    const isLast = index === cubeGrains.length - 1;
    if (!isLast && cube.keys.length > maxTriedRows) continue;
    bytes = gzipSync(encodeCube(cube), { level: 6 });
    if (bytes.length <= maxCubeBytes) return bytes;
  }
  return bytes;
}
