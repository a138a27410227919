import { compressAtOnce } from './compress-tile.ts';
import { countKeys } from './cube-dictionary.ts';
import { encodeCube } from './cube-format.ts';
import { cubeGrains, toCubeOfRows } from './cube-tiles.ts';
import { deinterleave, gridBits, interleave } from './morton.ts';
import { lowerBound, type Mask, type Snapshot } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

/** Bytes that a row takes at the very least, by grain, while nothing is known of the data. */
const leastRowBytes = cubeGrains.map(({ spotsByRow }) => (spotsByRow ? 0.8 : 0.3));
/** Rows from which a tile tells how many bytes its kind of rows takes, and how far others may stay below it. */
const tellingRows = 4000;
const slack = 0.85;
/** Devices from which trying every grain takes longer than one of them too many. */
const manyDevices = 100_000;

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

/** What making cubes needs of a snapshot. */
export type CubeInput = Pick<
  Snapshot,
  | 'version'
  | 'rawZoom'
  | 'count'
  | 'cells'
  | 'attributeIndexes'
  | 'situationIndexes'
  | 'keys'
  | 'countries'
  | 'dictionary'
>;

/** What one of several threads makes. */
export type CubeShare = {
  part: number;
  parts: number;
  /** Tiles of fewer devices are left out: they are made in a few milliseconds when somebody asks for them. */
  least?: number;
};

/** Makes the cubes of all zooms below `rawZoom`, or one thread's share of them: shares have about as many devices. */
export function makeCubes(
  snapshot: CubeInput,
  { part, parts, least = 0 }: CubeShare = { part: 0, parts: 1 },
): CubeStore {
  const ranges = new Map<number, readonly [number, number]>();
  const made: Uint8Array[] = [];
  const rowBytes = [...leastRowBytes];
  let length = 0;
  let rowsPerDevice = 0;
  for (const [z, tiles] of toShare(listTiles(snapshot, least), part, parts).entries()) {
    const sizes = { rows: 0, devices: 0 };
    for (const { tile, start, end } of tiles) {
      const cube = compressCube(snapshot, everything, { z, start, end }, { rowsPerDevice, rowBytes });
      if (cube === null) continue;
      const { column, row } = deinterleave(tile);
      ranges.set(toTileId({ z, x: column, y: row }), [length, length + cube.bytes.length]);
      made.push(cube.bytes);
      length += cube.bytes.length;
      sizes.rows += cube.rows;
      sizes.devices += end - start;
    }
    // Finer cells have no fewer rows for the same devices: what was too much here is not tried in the next zoom.
    if (sizes.devices > 0) rowsPerDevice = sizes.rows / sizes.devices;
  }
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const cube of made) {
    bytes.set(cube, position);
    position += cube.length;
  }
  return { bytes, ranges };
}

/** Rows of one tile, which its Morton index of its zoom names. */
type TileRows = { tile: number; start: number; end: number };

/** By zoom, in Morton order. */
function listTiles({ rawZoom, count, cells }: CubeInput, least: number): TileRows[][] {
  return Array.from({ length: rawZoom }, (_, z) => {
    const size = 4 ** (gridBits - z);
    const tiles: TileRows[] = [];
    for (let start = 0; start < count; ) {
      const tile = Math.floor((cells[start] ?? 0) / size);
      const end = lowerBound(cells, (tile + 1) * size);
      if (end - start >= least) tiles.push({ tile, start, end });
      start = end;
    }
    return tiles;
  });
}

/** The largest tiles first, each to whom has the fewest devices so far: every thread comes to the same shares. */
function toShare(tiles: readonly TileRows[][], part: number, parts: number): TileRows[][] {
  const devices = Array.from({ length: parts }, () => 0);
  const share = new Set<TileRows>();
  const size = ({ start, end }: TileRows) => end - start;
  for (const one of tiles.flat().sort((a, b) => size(b) - size(a))) {
    const least = devices.indexOf(Math.min(...devices));
    devices[least] = (devices[least] ?? 0) + size(one);
    if (least === part) share.add(one);
  }
  return tiles.map((ofZoom) => ofZoom.filter((one) => share.has(one)));
}

/** The shares of several threads as one. */
export function joinCubes(shares: readonly CubeStore[]): CubeStore {
  const bytes = new Uint8Array(shares.reduce((sum, share) => sum + share.bytes.length, 0));
  const ranges = new Map<number, readonly [number, number]>();
  let position = 0;
  for (const share of shares) {
    bytes.set(share.bytes, position);
    for (const [tile, [from, to]] of share.ranges) ranges.set(tile, [from + position, to + position]);
    position += share.bytes.length;
  }
  return { bytes, ranges };
}

/** One cube under a filter, gzip, from columns alone: a thread has them that did not read the devices. Null where nothing passes. */
export function makeCubeOf(snapshot: CubeInput, mask: Mask, tile: TileAddress): Uint8Array | null {
  const size = 4 ** (gridBits - tile.z);
  const first = interleave(tile.x, tile.y) * size;
  const rows = {
    z: tile.z,
    start: lowerBound(snapshot.cells, first),
    end: lowerBound(snapshot.cells, first + size),
  };
  const known = { rowsPerDevice: 0, rowBytes: [...leastRowBytes] };
  return compressCube(snapshot, mask, rows, known)?.bytes ?? null;
}

type Rows = { z: number; start: number; end: number };

export const everything: Mask = {
  attributes: new Uint8Array(),
  situations: new Uint8Array(),
  passesAll: true,
};

/** What is known from the tiles before, so that a grain that will be too much is not tried. */
type Known = {
  /** That the tile has at the least; 0 where nothing is known. */
  rowsPerDevice: number;
  /** By grain: the least that a row took. Learned from each tile. */
  rowBytes: number[];
};

function compressCube(
  snapshot: CubeInput,
  mask: Mask,
  rows: Rows,
  { rowsPerDevice, rowBytes }: Known,
): { bytes: Uint8Array; rows: number } | null {
  const devices = rows.end - rows.start;
  // Where nothing is known, the coarsest is made first: finer ones have no fewer rows.
  const coarsest = cubeGrains.at(-1);
  const first =
    rowsPerDevice === 0 && devices > manyDevices && coarsest !== undefined
      ? toCubeOfRows(snapshot, mask, { ...rows, ...coarsest })
      : null;
  const expected = first?.keys.length ?? devices * rowsPerDevice;
  const keyCount = countKeys(snapshot.dictionary);
  let made: { bytes: Uint8Array; rows: number } | null = null;
  for (const [index, { maxBytes, ...grain }] of cubeGrains.entries()) {
    const isTooMuch = (count: number) => count * (rowBytes[index] ?? 0) > maxBytes;
    if (isTooMuch(expected)) continue;
    const cube =
      (index === cubeGrains.length - 1 ? first : null) ?? toCubeOfRows(snapshot, mask, { ...rows, ...grain });
    if (cube === null) return null;
    const count = cube.keys.length;
    if (isTooMuch(count)) continue;
    // Level 1: the rows are range-coded already, and cannot be made smaller.
    const bytes = compressAtOnce(encodeCube(cube, keyCount));
    if (bytes === null) throw new Error('a cube without bytes');
    made = { bytes, rows: count };
    if (count > tellingRows) {
      const least = (made.bytes.length / count) * slack;
      rowBytes[index] =
        rowBytes[index] === leastRowBytes[index] ? least : Math.min(rowBytes[index] ?? least, least);
    }
    if (made.bytes.length <= maxBytes) return made;
  }
  return made;
}
