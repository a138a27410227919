import { type DeviceFilter, isCountry, toAttributeTests } from '#lib/devices/filter.ts';
import type { CubeDictionary } from './cube-dictionary.ts';
import type { Cube } from './cube-format.ts';
import { deinterleave } from './morton.ts';

/**
 * A filter made ready for the cubes of one snapshot. A key passes when both of its halves do: `heads` has a byte for
 * each technology set × kind of operator × status, `tails` one for each dataset × year (lib/tiles/cube-dictionary.ts).
 * Two small tables hold any filter, however many combinations there are.
 */
type CubeTest = { heads: Uint8Array; tails: Uint8Array; countries: Uint8Array };

/**
 * Counted devices of a cell: its place in the grid, and where they stand on average, as a fraction of the tile's side,
 * y downward.
 */
export type CountedCell = { column: number; row: number; x: number; y: number; count: number };

/**
 * Prepares a filter. What only the server can answer (`toServerFilter`) is not tested: the cubes must have been asked
 * for with it.
 */
export function toCubeTest(dictionary: CubeDictionary, filter: DeviceFilter): CubeTest {
  const country = filter.place !== undefined && isCountry(filter.place) ? filter.place : null;
  const countries = toBytes(dictionary.countries, (code) => country === null || code === country);
  const tests = toAttributeTests(filter);
  const sets = toBytes(dictionary.technologySets, tests.technologies);
  const operators = toBytes(dictionary.operators, tests.operator);
  const statuses = toBytes(dictionary.statuses, tests.status);
  const datasets = toBytes(dictionary.datasets, ({ id, grade }) => tests.dataset(id, grade));
  const years = toBytes(dictionary.years, tests.year);
  return { heads: cross(cross(sets, operators), statuses), tails: cross(datasets, years), countries };
}

/** Number of devices of a cube that pass: exact. */
export function countCube(cube: Cube, test: CubeTest): number {
  return toCountedGroups(cube, test).reduce((sum, { count }) => sum + count, 0);
}

/** What passes of a cube as finely as it tells: by cell and country, without those where nothing passes. */
export function toCountedGroups(cube: Cube, { heads, tails, countries }: CubeTest): CountedCell[] {
  const groups: CountedCell[] = [];
  const side = 2 ** cube.gridBits;
  for (let g = 0; g < cube.cells.length; g += 1) {
    if (countries[cube.countries[g] ?? -1] !== 1) continue;
    const end = cube.starts[g + 1] ?? 0;
    let count = 0;
    let x = 0;
    let y = 0;
    for (let r = cube.starts[g] ?? 0; r < end; r += 1) {
      const key = cube.keys[r] ?? 0;
      const head = Math.floor(key / tails.length);
      if (heads[head] !== 1 || tails[key - head * tails.length] !== 1) continue;
      const devices = cube.counts[r] ?? 0;
      count += devices;
      x += devices * (cube.xs[r] ?? 0);
      y += devices * (cube.ys[r] ?? 0);
    }
    if (count === 0) continue;
    const { column, row } = deinterleave(cube.cells[g] ?? 0);
    const at = { x: (column + x / count / 256) / side, y: (row + y / count / 256) / side };
    groups.push({ column, row, ...at, count });
  }
  return groups;
}

/**
 * The groups of a cube, merged to at most `2^bits` cells a side. Where its own cells are wider, countries stay apart:
 * their mean positions say more than one position for all.
 *
 * @param bits 3 for cells of 64 pixels on a tile of 512
 */
export function mergeGroups(
  groups: readonly CountedCell[],
  { gridBits }: Pick<Cube, 'gridBits'>,
  bits: number,
): readonly CountedCell[] {
  if (gridBits < bits) return groups;
  const shift = gridBits - bits;
  const merged = new Map<number, CountedCell>();
  for (const group of groups) {
    const column = group.column >> shift;
    const row = group.row >> shift;
    const cell = merged.get(row * 2 ** bits + column);
    if (cell === undefined) merged.set(row * 2 ** bits + column, { ...group, column, row });
    else {
      const count = cell.count + group.count;
      cell.x += ((group.x - cell.x) * group.count) / count;
      cell.y += ((group.y - cell.y) * group.count) / count;
      cell.count = count;
    }
  }
  return [...merged.values()];
}

/** Every value of a digit and of the one below it: passes where both do. */
function cross(upper: Uint8Array, lower: Uint8Array): Uint8Array {
  const both = new Uint8Array(upper.length * lower.length);
  for (const [index, passes] of upper.entries()) if (passes === 1) both.set(lower, index * lower.length);
  return both;
}

function toBytes<T>(values: readonly T[], passes: (value: T) => boolean): Uint8Array {
  return Uint8Array.from(values, (value) => (passes(value) ? 1 : 0));
}
