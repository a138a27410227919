import { type CubeDictionary, countKeys } from '#lib/tiles/cube-dictionary.ts';
import type { Cube } from '#lib/tiles/cube-format.ts';
import { deinterleave } from '#lib/tiles/morton.ts';
import type { CellBox } from '../view-extent.ts';

/** A cube and the tile that it is of. */
export type PlacedCube = { z: number; x: number; y: number; cube: Cube };

/** Devices by key as columns, each key once. */
export type KeyCounts = { keys: Uint32Array; counts: Uint32Array };

/** More combinations than this (16 MB of sums) are summed by key as they come. */
const tableLimit = 2 ** 22;

/**
 * Devices by key inside a box of cells: the rows of many cells become few sums, which a filter is then tested on once
 * each. Depends on no filter but the country, so that another one costs only that test.
 *
 * @param country index into the dictionary's countries; null counts all
 */
export function countByKey(
  dictionary: CubeDictionary,
  cubes: readonly PlacedCube[],
  box: CellBox,
  country: number | null,
): KeyCounts {
  const limit = countKeys(dictionary);
  const sums = limit <= tableLimit ? new SumTable(limit) : new SumMap();
  for (const { z, x, y, cube } of cubes) {
    const side = 2 ** cube.gridBits;
    // The box is in cells of this depth or of a coarser one.
    const scale = 2 ** (z + cube.gridBits - box.depth);
    for (let g = 0; g < cube.cells.length; g += 1) {
      if (country !== null && cube.countries[g] !== country) continue;
      const cell = deinterleave(cube.cells[g] ?? 0);
      const column = Math.floor((x * side + cell.column) / scale);
      const row = Math.floor((y * side + cell.row) / scale);
      if (!holdsCell(box, column, row)) continue;
      sums.add(cube, cube.starts[g] ?? 0, cube.starts[g + 1] ?? 0);
    }
  }
  return sums.toColumns();
}

class SumTable {
  #sums: Uint32Array;

  constructor(limit: number) {
    this.#sums = new Uint32Array(limit);
  }

  add({ keys, counts }: Cube, start: number, end: number): void {
    for (let r = start; r < end; r += 1) {
      const key = keys[r] ?? 0;
      this.#sums[key] = (this.#sums[key] ?? 0) + (counts[r] ?? 0);
    }
  }

  toColumns(): KeyCounts {
    const length = this.#sums.reduce((held, count) => held + (count > 0 ? 1 : 0), 0);
    const columns = { keys: new Uint32Array(length), counts: new Uint32Array(length) };
    let at = 0;
    for (const [key, count] of this.#sums.entries()) {
      if (count === 0) continue;
      columns.keys[at] = key;
      columns.counts[at] = count;
      at += 1;
    }
    return columns;
  }
}

class SumMap {
  #sums = new Map<number, number>();

  add({ keys, counts }: Cube, start: number, end: number): void {
    for (let r = start; r < end; r += 1) {
      const key = keys[r] ?? 0;
      this.#sums.set(key, (this.#sums.get(key) ?? 0) + (counts[r] ?? 0));
    }
  }

  toColumns(): KeyCounts {
    return { keys: Uint32Array.from(this.#sums.keys()), counts: Uint32Array.from(this.#sums.values()) };
  }
}

function holdsCell(box: CellBox, column: number, row: number): boolean {
  if (row < box.north || row > box.south) return false;
  return box.west <= box.east
    ? column >= box.west && column <= box.east
    : column >= box.west || column <= box.east;
}
