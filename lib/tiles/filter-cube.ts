import { type DeviceFilter, isCountry, toAttributeTests } from '#lib/devices/filter.ts';
import { type CubeDictionary, countKeys } from './cube-dictionary.ts';
import type { Cube } from './cube-format.ts';
import { deinterleave } from './morton.ts';

/** A filter made ready for the cubes of one snapshot: which keys and which countries pass, one byte each. */
export type CubeTest = { keyPasses: (key: number) => boolean; countries: Uint8Array };

/**
 * A counted cell: its place in the merged grid, and where its counted devices stand on average, as a fraction of the
 * tile's side, y downward.
 */
export type CountedCell = { column: number; row: number; x: number; y: number; count: number };

/** More keys than this are tested one by one as they come. */
const tableLimit = 2 ** 22;

/**
 * Prepares a filter. What only the server can answer (`toServerFilter`) is not tested: the cubes must have been asked
 * for with it.
 */
export function toCubeTest(dictionary: CubeDictionary, filter: DeviceFilter): CubeTest {
  const country = filter.place !== undefined && isCountry(filter.place) ? filter.place : null;
  const countries = toBytes(dictionary.countries, (code) => country === null || code === country);
  const test = toKeyTest(dictionary, filter);
  const keys = countKeys(dictionary);
  if (keys > tableLimit) return { keyPasses: test, countries };
  const table = new Uint8Array(keys);
  for (let key = 0; key < keys; key += 1) table[key] = test(key) ? 1 : 0;
  return { keyPasses: (key) => table[key] === 1, countries };
}

/** Number of devices of a cube that pass: exact. */
export function countCube(cube: Cube, test: CubeTest): number {
  let total = 0;
  for (let g = 0; g < cube.cells.length; g += 1) {
    if (test.countries[cube.countries[g] ?? -1] !== 1) continue;
    const end = cube.starts[g + 1] ?? 0;
    for (let r = cube.starts[g] ?? 0; r < end; r += 1) {
      if (test.keyPasses(cube.keys[r] ?? -1)) total += cube.counts[r] ?? 0;
    }
  }
  return total;
}

/**
 * The cells of a cube under a filter, without those where nothing passes, merged to at most `2^bits` a side.
 *
 * @param bits 3 for cells of 64 pixels on a tile of 512
 */
export function toCountedCells(cube: Cube, test: CubeTest, bits: number): CountedCell[] {
  const shift = Math.max(0, cube.gridBits - bits);
  const side = 2 ** cube.gridBits;
  const mergedSide = 2 ** (cube.gridBits - shift);
  const counts = new Float64Array(mergedSide ** 2);
  const xs = new Float64Array(counts.length);
  const ys = new Float64Array(counts.length);
  for (let g = 0; g < cube.cells.length; g += 1) {
    if (test.countries[cube.countries[g] ?? -1] !== 1) continue;
    const cell = cube.cells[g] ?? 0;
    const { column, row } = deinterleave(cell);
    const merged = (row >> shift) * mergedSide + (column >> shift);
    const end = cube.starts[g + 1] ?? 0;
    for (let r = cube.starts[g] ?? 0; r < end; r += 1) {
      if (!test.keyPasses(cube.keys[r] ?? -1)) continue;
      const count = cube.counts[r] ?? 0;
      counts[merged] = (counts[merged] ?? 0) + count;
      xs[merged] = (xs[merged] ?? 0) + count * (column + (cube.xs[r] ?? 0) / 256);
      ys[merged] = (ys[merged] ?? 0) + count * (row + (cube.ys[r] ?? 0) / 256);
    }
  }
  const cells: CountedCell[] = [];
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const at = { column: index % mergedSide, row: Math.floor(index / mergedSide) };
    cells.push({ ...at, x: (xs[index] ?? 0) / count / side, y: (ys[index] ?? 0) / count / side, count });
  }
  return cells;
}

function toKeyTest(dictionary: CubeDictionary, filter: DeviceFilter): (key: number) => boolean {
  const tests = toAttributeTests(filter);
  const sets = toBytes(dictionary.technologySets, tests.technologies);
  const operators = toBytes(dictionary.operators, tests.operator);
  const statuses = toBytes(dictionary.statuses, tests.status);
  const datasets = toBytes(dictionary.datasets, ({ id, grade }) => tests.dataset(id, grade));
  const years = toBytes(dictionary.years, tests.year);
  return (key) => {
    const beforeYear = Math.floor(key / years.length);
    const beforeDataset = Math.floor(beforeYear / datasets.length);
    const beforeStatus = Math.floor(beforeDataset / statuses.length);
    const set = Math.floor(beforeStatus / operators.length);
    return (
      years[key % years.length] === 1 &&
      datasets[beforeYear % datasets.length] === 1 &&
      statuses[beforeDataset % statuses.length] === 1 &&
      operators[beforeStatus % operators.length] === 1 &&
      sets[set] === 1
    );
  };
}

function toBytes<T>(values: readonly T[], passes: (value: T) => boolean): Uint8Array {
  return Uint8Array.from(values, (value) => (passes(value) ? 1 : 0));
}
