import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTally, toTallier } from '#components/map/worker/tally.ts';
import { tallyKeys } from '#components/map/worker/tally-cubes.ts';
import { type DeviceFilter, noFilter } from '#lib/devices/filter.ts';
import { type CubeDictionary, toKey } from '#lib/tiles/cube-dictionary.ts';

const dictionary: CubeDictionary = {
  version: '0123456789ab',
  technologySets: [[], ['a'], ['a', 'b'], ['c']],
  operators: ['company', 'unknown'],
  statuses: ['present', 'planned', 'removed'],
  datasets: [
    { id: 'one', grade: 'official' },
    { id: 'two', grade: 'press' },
    { id: 'three', grade: 'press' },
  ],
  years: [null, 2001, 2010],
  countries: [null, 'DE', 'FR'],
};
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const filters: fc.Arbitrary<DeviceFilter> = fc
  .record({
    technologies: some(['a', 'b', 'c', 'unknown']),
    statuses: some(['present', 'removed'] as const),
    datasets: some(['one', 'two', 'three']),
    grades: some(['official', 'press'] as const),
    operatorKinds: some(['company', 'unknown']),
    operator: fc.constantFrom(undefined, 'known' as const, 'unknown' as const),
    from: fc.constantFrom(undefined, 2001, 2005),
    to: fc.constantFrom(undefined, 2001, 2020),
    place: fc.constantFrom(undefined, 'DE'),
  })
  .map((chosen) => ({ ...noFilter, ...chosen }));
const index = (values: readonly unknown[]) => fc.nat(values.length - 1);
const entries = fc.array(
  fc.record({
    set: index(dictionary.technologySets),
    operator: index(dictionary.operators),
    status: index(dictionary.statuses),
    dataset: index(dictionary.datasets),
    year: index(dictionary.years),
    country: index(dictionary.countries),
    count: fc.integer({ min: 1, max: 1000 }),
  }),
  { maxLength: 60, size: 'max' },
);

describe('devices tallied by key', () => {
  it('are those that are tallied one combination after the other', () => {
    fc.assert(
      fc.property(filters, entries, (filter, held) => {
        const expected = emptyTally();
        const add = toTallier(filter);
        const byKey = new Map<number, number>();
        for (const { country, count, ...parts } of held) {
          const { id = '', grade = '' } = dictionary.datasets[parts.dataset] ?? {};
          const attributes = {
            technologies: dictionary.technologySets[parts.set] ?? [],
            operator: dictionary.operators[parts.operator] ?? '',
            status: dictionary.statuses[parts.status] ?? '',
            dataset: id,
            grade,
            year: dictionary.years[parts.year] ?? null,
            country: dictionary.countries[country] ?? null,
          };
          add(expected, attributes, count);
          if (filter.place !== undefined && filter.place !== dictionary.countries[country]) continue;
          const key = toKey(dictionary, parts);
          byKey.set(key, (byKey.get(key) ?? 0) + count);
        }
        const keys = Uint32Array.from(byKey.keys());
        const counts = Uint32Array.from(byKey.values());
        expect(tallyKeys(dictionary, filter, { keys, counts })).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });
});
