import type { Cube } from '#lib/tiles/cube-format.ts';
import { deinterleave } from '#lib/tiles/morton.ts';
import type { CellBox } from '../view-extent.ts';

/** A cube and the tile that it is of. */
export type PlacedCube = { z: number; x: number; y: number; cube: Cube };

/**
 * Devices by country and key inside a box of cells: the rows of many cells become few sums, which a filter is then
 * tested on once each. Does not depend on the filter, so that another filter costs only that test.
 */
export function countByKey(cubes: readonly PlacedCube[], box: CellBox): Map<number, number>[] {
  const byCountry: Map<number, number>[] = [];
  for (const { z, x, y, cube } of cubes) {
    const side = 2 ** cube.gridBits;
    // The box is in cells of this depth or of a coarser one.
    const scale = 2 ** (z + cube.gridBits - box.depth);
    for (let g = 0; g < cube.cells.length; g += 1) {
      const cell = deinterleave(cube.cells[g] ?? 0);
      const column = Math.floor((x * side + cell.column) / scale);
      const row = Math.floor((y * side + cell.row) / scale);
      if (!holdsCell(box, column, row)) continue;
      const country = cube.countries[g] ?? 0;
      const byKey = byCountry[country] ?? new Map<number, number>();
      byCountry[country] = byKey;
      const end = cube.starts[g + 1] ?? 0;
      for (let r = cube.starts[g] ?? 0; r < end; r += 1) {
        const key = cube.keys[r] ?? 0;
        byKey.set(key, (byKey.get(key) ?? 0) + (cube.counts[r] ?? 0));
      }
    }
  }
  return byCountry;
}

function holdsCell(box: CellBox, column: number, row: number): boolean {
  if (row < box.north || row > box.south) return false;
  return box.west <= box.east
    ? column >= box.west && column <= box.east
    : column >= box.west || column <= box.east;
}
