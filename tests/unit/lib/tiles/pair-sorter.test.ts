import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairSorter } from '#lib/tiles/pair-sorter.ts';

describe('PairSorter', () => {
  const limits = fc.constantFrom(2, 300, 2 ** 20, 2 ** 25, 2 ** 28, 2 ** 30, 2 ** 32, 2 ** 40);
  const counts = fc.constantFrom(0, 1, 24, 25, 700, 6000, 9000);

  it('sorts as a comparing sort does, and keeps each byte beside its number', () => {
    fc.assert(
      fc.property(limits, counts, fc.integer(), (limit, count, seed) => {
        const sorter = new PairSorter(9000, limit);
        // Twice, because all cells of a tile are sorted by the same one.
        for (const round of [1, 2]) {
          const pairs = Array.from({ length: count }, (_, i) => {
            const random = Math.abs(Math.sin(seed + i * 7.31 + round)) * 1e6;
            return { number: Math.floor((random % 1) * limit), mark: i % 256 };
          });
          for (const [i, { number, mark }] of pairs.entries()) {
            sorter.numbers[i] = number;
            sorter.marks[i] = mark;
          }
          sorter.sort(count);
          const toText = (number = 0, mark = 0) => `${String(number).padStart(14, '0')} ${mark}`;
          const sorted = pairs.map((_, i) => toText(sorter.numbers[i], sorter.marks[i]));
          expect(sorted.map((text) => text.slice(0, 14))).toEqual(
            pairs.map(({ number }) => toText(number).slice(0, 14)).sort(),
          );
          expect(sorted.toSorted()).toEqual(pairs.map(({ number, mark }) => toText(number, mark)).sort());
        }
      }),
      { numRuns: 60 },
    );
  });
});
