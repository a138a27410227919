import { describe, expect, test } from 'vitest';
import { sortByReference } from '#lib/postgres/tables.ts';

const tables = ['claim', 'entity', 'evidence', 'fact'].map((name) => ({ name, columns: [], key: [] }));

describe('the order of tables', () => {
  test('puts each table after those that it refers to', () => {
    const sorted = sortByReference(tables, [
      { from: 'evidence', to: 'fact' },
      { from: 'fact', to: 'claim' },
      { from: 'claim', to: 'entity' },
    ]);
    expect(sorted.map((table) => table.name)).toEqual(['entity', 'claim', 'fact', 'evidence']);
  });

  test('ignores references to what is not copied', () => {
    expect(sortByReference(tables, [{ from: 'claim', to: 'elsewhere' }])).toHaveLength(4);
  });

  test('is refused, by name, when tables refer to each other in a circle', () => {
    expect(() =>
      sortByReference(tables, [
        { from: 'fact', to: 'evidence' },
        { from: 'evidence', to: 'fact' },
      ]),
    ).toThrow(/circle: evidence, fact/);
  });
});
