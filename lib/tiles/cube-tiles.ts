import { countKeys } from './cube-dictionary.ts';
import type { Cube } from './cube-format.ts';
import type { CubeInput } from './cube-store.ts';
import { gridBits as mortonBits } from './morton.ts';
import { PairSorter } from './pair-sorter.ts';
import type { Mask } from './snapshot.ts';

/** How finely a cube tells where its devices are. */
export type CubeGrain = { gridBits: number; spotsByRow: boolean };

/**
 * From the finest on. A tile takes the first under which it has at most `maxBytes` when compressed
 * (lib/tiles/cube-store.ts): 16-pixel cells wherever the data is as skewed as real data is, 64-pixel cells for a million
 * devices of independent attributes. The first view of the world has four tiles and is to have no more than 1.5 MB, so
 * beyond a quarter of that cells have 128 pixels, in which each country still has a position of its own.
 */
export const cubeGrains: readonly (CubeGrain & { maxBytes: number })[] = [
  { gridBits: 5, spotsByRow: true, maxBytes: 70_000 },
  { gridBits: 5, spotsByRow: false, maxBytes: 70_000 },
  { gridBits: 4, spotsByRow: false, maxBytes: 70_000 },
  { gridBits: 3, spotsByRow: false, maxBytes: 370_000 },
  { gridBits: 2, spotsByRow: false, maxBytes: Number.POSITIVE_INFINITY },
];

/** Sixteenths of a cell from a Morton digit of 8 bits. */
const sixteenths = Array.from({ length: 256 }, (_, digit) => {
  let x = 0;
  let y = 0;
  for (let bit = 0; bit < 4; bit += 1) {
    x |= ((digit >> (2 * bit)) & 1) << bit;
    y |= ((digit >> (2 * bit + 1)) & 1) << bit;
  }
  return { x, y };
});
const xOf = Uint8Array.from(sixteenths, ({ x }) => x);
const yOf = Uint8Array.from(sixteenths, ({ y }) => y);

/**
 * The cube of the rows [start, end), which must be those of one tile. The devices of a cell follow each other; each is one
 * number (country, key) with its sixteenth of the cell beside it; these are sorted, and equal ones counted.
 */
export function toCubeOfRows(
  snapshot: CubeInput,
  mask: Mask,
  { gridBits, spotsByRow, z, start, end }: CubeGrain & { z: number; start: number; end: number },
): Cube | null {
  const cellSize = 4 ** (mortonBits - z - gridBits);
  const digitSize = cellSize / 256;
  const cellsInTile = 4 ** gridBits;
  const keyCount = countKeys(snapshot.dictionary);
  const { cells, attributeIndexes, situationIndexes, keys, countries } = snapshot;
  const sorter = new PairSorter(end - start, snapshot.dictionary.countries.length * keyCount);
  const { numbers, marks } = sorter;
  const rows = new CubeRows(end - start, spotsByRow);
  for (let at = start; at < end; ) {
    const cell = Math.floor((cells[at] ?? 0) / cellSize);
    const first = cell * cellSize;
    const next = first + cellSize;
    let count = 0;
    for (; at < end; at += 1) {
      const spot = cells[at] ?? 0;
      if (spot >= next) break;
      const attribute = attributeIndexes[at] ?? 0;
      const situation = situationIndexes[at] ?? 0;
      if (!mask.passesAll && (mask.attributes[attribute] !== 1 || mask.situations[situation] !== 1)) continue;
      const digit = Math.floor((spot - first) / digitSize);
      numbers[count] = (countries[situation] ?? 0) * keyCount + (keys[attribute] ?? 0);
      marks[count] = digit;
      count += 1;
    }
    sorter.sort(count);
    rows.addCell(cell % cellsInTile, sorter, count, keyCount);
  }
  return rows.isEmpty ? null : { version: snapshot.version, gridBits, spotsByRow, ...rows.finish() };
}

/** Rows and groups as they come, in arrays that are large enough for the worst case. */
class CubeRows {
  #spotsByRow: boolean;
  #groups = 0;
  #rows = 0;
  #cells: Uint16Array;
  #countries: Uint16Array;
  #starts: Uint32Array;
  #keys: Uint32Array;
  #counts: Uint32Array;
  #xs: Uint8Array;
  #ys: Uint8Array;

  constructor(capacity: number, spotsByRow: boolean) {
    this.#spotsByRow = spotsByRow;
    this.#cells = new Uint16Array(capacity);
    this.#countries = new Uint16Array(capacity);
    this.#starts = new Uint32Array(capacity + 1);
    this.#keys = new Uint32Array(capacity);
    this.#counts = new Uint32Array(capacity);
    this.#xs = new Uint8Array(capacity);
    this.#ys = new Uint8Array(capacity);
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** @param sorted ascending: country × keyCount + key; beside it the sixteenths */
  addCell(cell: number, { numbers, marks }: PairSorter, count: number, keyCount: number): void {
    for (let i = 0; i < count; ) {
      const country = Math.floor((numbers[i] ?? 0) / keyCount);
      const groupStart = country * keyCount;
      const groupEnd = groupStart + keyCount;
      const firstRow = this.#rows;
      const group = { x: 0, y: 0, count: 0 };
      while (i < count && (numbers[i] ?? 0) < groupEnd) {
        const number = numbers[i] ?? 0;
        const row = { x: 0, y: 0, count: 0 };
        for (; i < count && numbers[i] === number; i += 1) {
          const digit = marks[i] ?? 0;
          row.x += (xOf[digit] ?? 0) + 0.5;
          row.y += (yOf[digit] ?? 0) + 0.5;
          row.count += 1;
        }
        this.#keys[this.#rows] = number - groupStart;
        this.#counts[this.#rows] = row.count;
        this.#xs[this.#rows] = (Math.floor(row.x / row.count) << 4) | 8;
        this.#ys[this.#rows] = (Math.floor(row.y / row.count) << 4) | 8;
        this.#rows += 1;
        group.x += row.x;
        group.y += row.y;
        group.count += row.count;
      }
      if (!this.#spotsByRow) {
        this.#xs.fill(Math.floor((group.x / group.count) * 16), firstRow, this.#rows);
        this.#ys.fill(Math.floor((group.y / group.count) * 16), firstRow, this.#rows);
      }
      this.#cells[this.#groups] = cell;
      this.#countries[this.#groups] = country;
      this.#groups += 1;
      this.#starts[this.#groups] = this.#rows;
    }
  }

  finish(): Omit<Cube, 'version' | 'gridBits' | 'spotsByRow'> {
    return {
      cells: this.#cells.subarray(0, this.#groups),
      countries: this.#countries.subarray(0, this.#groups),
      starts: this.#starts.subarray(0, this.#groups + 1),
      keys: this.#keys.subarray(0, this.#rows),
      counts: this.#counts.subarray(0, this.#rows),
      xs: this.#xs.subarray(0, this.#rows),
      ys: this.#ys.subarray(0, this.#rows),
    };
  }
}
