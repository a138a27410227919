import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '#components/map/view-extent.ts';
import { countByKey, type KeyCounts, type PlacedCube } from '#components/map/worker/count-cubes.ts';
import { type CubeDictionary, countKeys } from '#lib/tiles/cube-dictionary.ts';
import { gridBits } from '#lib/tiles/morton.ts';

const years = (length: number) => Array.from({ length }, (_, index) => 1900 + index);
const few: CubeDictionary = {
  version: '0123456789ab',
  technologySets: [[], ['a']],
  operators: ['unknown'],
  statuses: ['present', 'removed'],
  datasets: [{ id: 'one', grade: 'official' }],
  years: years(3),
  countries: [null, 'DE', 'FR'],
};
/** More combinations than a table of sums is made for. */
const many: CubeDictionary = { ...few, years: years(1200), operators: years(1000).map(String) };

type Row = { column: number; row: number; country: number; key: number; count: number };
const rows = fc.array(
  fc.record({
    column: fc.nat(7),
    row: fc.nat(7),
    country: fc.nat(2),
    key: fc.nat(countKeys(few) - 1),
    count: fc.integer({ min: 1, max: 1000 }),
  }),
  { maxLength: 40 },
);

/** A cube of one row a group, which is all that counting needs to know. */
function toCube(held: readonly Row[]): PlacedCube {
  const spread = (value: number) =>
    [0, 1, 2].reduce((sum, bit) => sum | (((value >> bit) & 1) << (2 * bit)), 0);
  const cube = {
    version: few.version,
    gridBits: 3,
    spotsByRow: false,
    cells: Uint16Array.from(held, ({ column, row }) => spread(column) | (spread(row) << 1)),
    countries: Uint16Array.from(held, ({ country }) => country),
    starts: Uint32Array.from({ length: held.length + 1 }, (_, index) => index),
    keys: Uint32Array.from(held, ({ key }) => key),
    counts: Uint32Array.from(held, ({ count }) => count),
    xs: new Uint8Array(held.length),
    ys: new Uint8Array(held.length),
  };
  return { z: 1, x: 1, y: 0, cube };
}

const toObject = ({ keys, counts }: KeyCounts) =>
  Object.fromEntries([...keys].map((key, index) => [key, counts[index]]));

describe('devices counted by key', () => {
  it('are those of the box and the country, however many keys there can be', () => {
    const edge = fc.integer({ min: 8, max: 15 });
    fc.assert(
      fc.property(rows, edge, edge, fc.constantFrom(null, 0, 1, 2), (held, west, east, country) => {
        const box = { depth: 4, west, east, north: 1, south: 6 };
        const expected: Record<number, number> = {};
        for (const row of held) {
          const size = 2 ** (gridBits - 4);
          if (!holds(box, (row.column + 8) * size, row.row * size)) continue;
          if (country !== null && row.country !== country) continue;
          expected[row.key] = (expected[row.key] ?? 0) + row.count;
        }
        const cubes = [toCube(held)];
        expect(toObject(countByKey(few, cubes, box, country))).toEqual(expected);
        expect(toObject(countByKey(many, cubes, box, country))).toEqual(expected);
      }),
    );
  });
});
