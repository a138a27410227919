import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toClassIndex, toNaturalBreaks } from '#lib/thematic/classes.ts';

const deviation = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};

/** Least deviation over every way to cut the sorted different values into `count` groups. */
function tryAll(values: readonly number[], count: number): number {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const cost = (group: readonly number[]) => deviation(values.filter((value) => group.includes(value)));
  const split = (rest: readonly number[], left: number): number => {
    if (left === 1) return rest.length === 0 ? Number.POSITIVE_INFINITY : cost(rest);
    let best = Number.POSITIVE_INFINITY;
    for (let cut = 1; cut < rest.length; cut += 1)
      best = Math.min(best, cost(rest.slice(0, cut)) + split(rest.slice(cut), left - 1));
    return best;
  };
  return split(distinct, Math.min(count, distinct.length));
}

describe('toNaturalBreaks', () => {
  it('finds the gaps that an eye finds', () => {
    expect(toNaturalBreaks([1, 1, 2, 2, 9, 10, 40], 3)).toEqual([
      { from: 1, to: 2, places: 4 },
      { from: 9, to: 10, places: 2 },
      { from: 40, to: 40, places: 1 },
    ]);
  });

  it('has no more classes than different values, and none of nothing', () => {
    expect(toNaturalBreaks([3, 3, 3], 5)).toEqual([{ from: 3, to: 3, places: 3 }]);
    expect(toNaturalBreaks([], 5)).toEqual([]);
  });

  it('is the best of all ways to cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        (values, most) => {
          const classes = toNaturalBreaks(values, most);
          const total = classes.reduce(
            (sum, { from, to }) => sum + deviation(values.filter((value) => value >= from && value <= to)),
            0,
          );
          expect(total).toBeCloseTo(tryAll(values, most), 6);
        },
      ),
    );
  });

  it('puts every value into one class, and counts each once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { maxLength: 60 }), (values) => {
        const classes = toNaturalBreaks(values, 5, Math.log10);
        expect(classes.reduce((sum, one) => sum + one.places, 0)).toBe(values.length);
        for (const value of values) {
          const held = classes[toClassIndex(classes, value)];
          expect(held !== undefined && value >= held.from && value <= held.to).toBe(true);
        }
      }),
    );
  });

  it('gives a value outside of all classes to the nearest below, else to the first', () => {
    const classes = toNaturalBreaks([2, 2, 10], 2);
    expect([1, 2, 5, 10, 99].map((value) => toClassIndex(classes, value))).toEqual([0, 0, 0, 1, 1]);
  });
});
