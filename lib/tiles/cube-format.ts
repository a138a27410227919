import { type CubeDictionary, countKeys } from './cube-dictionary.ts';
import { RowCoding } from './cube-rows.ts';
import { RangeDecoder, RangeEncoder } from './range-coder.ts';

/**
 * A cube tile: how many devices of each combination of attributes stand in each cell of a tile. Any filter is then a
 * sum over rows, exact, without a request. The file, all numbers LEB128 varints unless said otherwise:
 *
 *   "PDC" 0x02 · snapshot version (6 bytes) · grid bits (1 byte) · flags (1 byte; 1 = spots by row) · groups · rows
 *   groups: cell, as the difference to the group before · country · number of rows − 1
 *   rows:   length in bytes of what follows, range-coded (cube-rows.ts): key, as the gap to the one before · number of devices
 *   spots:  by row one byte, high nibble x and low nibble y in sixteenths of a cell; by group two bytes, x and y in
 *           256ths, for all rows of the group
 *
 * Each column of groups is written whole before the next, which is what makes gzip worth its time. A group is one cell
 * and one country, in ascending order; its rows have ascending keys. A row stands at the mean position of its devices,
 * rounded: by row to a sixteenth of a cell (one of 512 pixels where a tile has 32 × 32 cells), by group to the mean of
 * all devices of that country in that cell, whatever their attributes. Which of the two a tile carries depends on how
 * many rows it has (lib/tiles/cube-tiles.ts).
 */
export type Cube = {
  version: string;
  /** A tile has 2^gridBits × 2^gridBits cells. */
  gridBits: number;
  spotsByRow: boolean;
  /** By group: Morton index of the cell in its tile (`deinterleave` of lib/tiles/morton.ts gives column and row). */
  cells: Uint16Array;
  /** By group: index into the dictionary's countries. */
  countries: Uint16Array;
  /** Rows of group g are starts[g] … starts[g + 1]. */
  starts: Uint32Array;
  keys: Uint32Array;
  counts: Uint32Array;
  /** By row: mean position from the cell's west and north edge, in 256ths of the cell. */
  xs: Uint8Array;
  ys: Uint8Array;
};

/** What a tile cannot be decoded for: it was cut off, damaged, or belongs to another snapshot. */
export class CubeError extends Error {
  override name = 'CubeError';
  /** The tile is whole, and of another snapshot than the dictionary: read the TileJSON again. */
  readonly otherVersion: boolean;

  constructor(message: string, otherVersion = false) {
    super(message);
    this.otherVersion = otherVersion;
  }
}

const magic = [0x50, 0x44, 0x43, 0x02];
const headerLength = 12;
const maxGridBits = 8;
const spotsByRowFlag = 1;

/**
 * The bytes of a cube. Its arrays must be in the order that {@link Cube} describes.
 *
 * @param keyCount of the dictionary
 */
export function encodeCube(cube: Cube, keyCount: number): Uint8Array {
  const groups = cube.cells.length;
  const rows = cube.keys.length;
  const writer = new ByteWriter(headerLength + 10 + groups * 14 + rows * 14 + 64);
  for (const byte of magic) writer.byte(byte);
  for (let i = 0; i < 12; i += 2) writer.byte(Number.parseInt(cube.version.slice(i, i + 2), 16));
  writer.byte(cube.gridBits);
  writer.byte(cube.spotsByRow ? spotsByRowFlag : 0);
  writer.varint(groups);
  writer.varint(rows);
  for (let g = 0; g < groups; g += 1)
    writer.varint(at(cube.cells, g) - (g === 0 ? 0 : at(cube.cells, g - 1)));
  for (let g = 0; g < groups; g += 1) writer.varint(at(cube.countries, g));
  for (let g = 0; g < groups; g += 1) writer.varint(at(cube.starts, g + 1) - at(cube.starts, g) - 1);
  const coded = encodeRows(cube, keyCount);
  writer.varint(coded.length);
  writer.bytes(coded);
  if (cube.spotsByRow) {
    for (let r = 0; r < rows; r += 1) writer.byte((at(cube.xs, r) & 0xf0) | (at(cube.ys, r) >> 4));
  } else {
    for (let g = 0; g < groups; g += 1) {
      writer.byte(at(cube.xs, at(cube.starts, g)));
      writer.byte(at(cube.ys, at(cube.starts, g)));
    }
  }
  return writer.finish();
}

/**
 * Reads a cube and checks everything that a later sum relies on.
 *
 * @throws CubeError for bytes that are no whole cube, and for a cube of another snapshot than the dictionary's
 */
export function decodeCube(bytes: Uint8Array, dictionary: CubeDictionary): Cube {
  const reader = new ByteReader(bytes);
  for (const byte of magic) if (reader.byte() !== byte) throw new CubeError('This is no cube tile.');
  let version = '';
  for (let i = 0; i < 6; i += 1) version += reader.byte().toString(16).padStart(2, '0');
  const gridBits = reader.byte();
  const flags = reader.byte();
  if (gridBits > maxGridBits || flags > spotsByRowFlag)
    throw new CubeError('The header of the cube is damaged.');
  if (version !== dictionary.version)
    throw new CubeError(`The cube is of snapshot ${version}, the dictionary of ${dictionary.version}.`, true);
  const spotsByRow = flags === spotsByRowFlag;
  const groups = reader.varint();
  const rows = reader.varint();
  // A group takes three bytes at least and a row a two-hundredth, so damaged numbers cannot ask for gigabytes.
  if (groups * 3 > bytes.length || rows > bytes.length * 200 || groups > rows)
    throw new CubeError('The cube is cut off.');

  const cells = new Uint16Array(groups);
  const countries = new Uint16Array(groups);
  const starts = new Uint32Array(groups + 1);
  readGroups(reader, { cells, countries, starts }, 4 ** gridBits, dictionary.countries.length);
  if (starts[groups] !== rows) throw new CubeError('The rows of the cube do not add up.');

  const { keys, counts } = decodeRows(reader, starts, countKeys(dictionary));
  const xs = new Uint8Array(rows);
  const ys = new Uint8Array(rows);
  if (spotsByRow) {
    for (let r = 0; r < rows; r += 1) {
      const spot = reader.byte();
      // The middle of the sixteenth.
      xs[r] = (spot & 0xf0) | 8;
      ys[r] = ((spot & 0x0f) << 4) | 8;
    }
  } else {
    for (let g = 0; g < groups; g += 1) {
      xs.fill(reader.byte(), starts[g], starts[g + 1]);
      ys.fill(reader.byte(), starts[g], starts[g + 1]);
    }
  }
  if (!reader.isAtEnd()) throw new CubeError('The cube has bytes after its end.');
  return { version, gridBits, spotsByRow, cells, countries, starts, keys, counts, xs, ys };
}

function encodeRows({ starts, keys, counts }: Cube, keyCount: number): Uint8Array {
  const encoder = new RangeEncoder();
  const coding = new RowCoding();
  for (let g = 0; g + 1 < starts.length; g += 1) {
    const end = at(starts, g + 1);
    coding.startGroup(keyCount / (end - at(starts, g)));
    let before = -1;
    for (let r = at(starts, g); r < end; r += 1) {
      coding.encode(encoder, at(keys, r) - before - 1, at(counts, r));
      before = at(keys, r);
    }
  }
  return encoder.finish();
}

function decodeRows(
  reader: ByteReader,
  starts: Uint32Array,
  keyCount: number,
): Pick<Cube, 'keys' | 'counts'> {
  const rows = starts.at(-1) ?? 0;
  const keys = new Uint32Array(rows);
  const counts = new Uint32Array(rows);
  const end = reader.varint() + reader.position;
  const decoder = new RangeDecoder(() => reader.byte());
  const coding = new RowCoding();
  for (let g = 0; g + 1 < starts.length; g += 1) {
    const groupEnd = at(starts, g + 1);
    coding.startGroup(keyCount / (groupEnd - at(starts, g)));
    let key = -1;
    for (let r = at(starts, g); r < groupEnd; r += 1) {
      const row = coding.decode(decoder);
      key += row.gap + 1;
      if (key >= keyCount) throw new CubeError('The cube has a key that the dictionary does not know.');
      keys[r] = key;
      counts[r] = row.count;
    }
  }
  if (reader.position !== end) throw new CubeError('The rows of the cube are damaged.');
  return { keys, counts };
}

type Groups = Pick<Cube, 'cells' | 'countries' | 'starts'>;

function readGroups(reader: ByteReader, groups: Groups, cellLimit: number, countryLimit: number): void {
  const { cells, countries, starts } = groups;
  let cell = 0;
  for (let g = 0; g < cells.length; g += 1) {
    cell += reader.varint();
    if (cell >= cellLimit) throw new CubeError('The cube has a cell outside its tile.');
    cells[g] = cell;
  }
  for (let g = 0; g < cells.length; g += 1) {
    const country = reader.varint();
    if (country >= countryLimit)
      throw new CubeError('The cube has a country that the dictionary does not know.');
    if (g > 0 && cells[g] === cells[g - 1] && country <= at(countries, g - 1))
      throw new CubeError('The groups of the cube are out of order.');
    countries[g] = country;
  }
  let start = 0;
  for (let g = 0; g < cells.length; g += 1) {
    start += reader.varint() + 1;
    if (start > 0xffffffff) throw new CubeError('The cube is cut off.');
    starts[g + 1] = start;
  }
}

class ByteReader {
  #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) throw new CubeError('The cube is cut off.');
    this.#position += 1;
    return byte;
  }

  /** 0 … 2^32 − 1. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > 0xffffffff) throw new CubeError('The cube has a number that is too large.');
      if (byte < 0x80) return value;
      // Five bytes hold 32 bits.
      if (scale >= 128 ** 4) throw new CubeError('The cube has a number that is too long.');
    }
  }

  get position(): number {
    return this.#position;
  }

  isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }
}

class ByteWriter {
  #bytes: Uint8Array;
  #position = 0;

  /** @param capacity bytes that are enough for everything written */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    this.#bytes[this.#position] = value;
    this.#position += 1;
  }

  bytes(values: Uint8Array): void {
    this.#bytes.set(values, this.#position);
    this.#position += values.length;
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#position);
  }
}

/** Element of a typed array at an index that the caller knows to be inside. */
function at(values: Uint8Array | Uint16Array | Uint32Array, index: number): number {
  return values[index] ?? 0;
}
