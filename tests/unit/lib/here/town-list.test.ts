import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildTownLists } from '#lib/here/build-town-lists.ts';
import {
  findGroup,
  formatRegionNames,
  formatTownList,
  type NamedTown,
  parseRegionNames,
  parseTownList,
  TownIndex,
  type TownLists,
} from '#lib/here/town-list.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((value) => !/[\t\n]/.test(value));
const towns = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 20_000_000 }),
    area: fc.constantFrom('US-CA', 'US-TX', 'DE', 'CN-XJ'),
    name: text,
    mainName: fc.option(text, { nil: undefined }),
    size: fc.integer({ min: 0, max: 50 }),
  }),
  { selector: (town) => `${town.area} ${town.id} ${town.name}`, maxLength: 40 },
);

const sort = (list: readonly NamedTown[]) => list.map((town) => JSON.stringify(town)).sort();

describe('a list of towns', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(towns, (list) => {
        expect(sort(parseTownList(formatTownList(list)))).toEqual(sort(list));
      }),
    );
  });

  test('of another format is refused with the line', () => {
    expect(() => parseTownList('1\t2\tNowhere\n')).toThrow('Line 1');
    expect(() => parseTownList('=US-CA\n???\t2\tOakland\n')).toThrow('Line 2');
    expect(() => parseTownList('<!doctype html>')).toThrow(RangeError);
  });

  test('names of regions come back too', () => {
    const names = new Map([
      ['US-CA', 'California'],
      ['CN-XJ', 'Xinjiang'],
    ]);
    expect(parseRegionNames(formatRegionNames(names))).toEqual(names);
  });
});

describe('the lists of the pack', () => {
  let lists: TownLists;
  let files: Map<string, string>;
  beforeAll(async () => {
    ({ lists, files } = await buildTownLists());
  });
  const read = (path: string) => parseTownList(files.get(path) ?? '');
  const zipped = (path: string) => gzipSync(files.get(path) ?? '', { level: 9 }).length;
  const search = (query: string) => {
    const index = new TownIndex();
    index.add(read(lists.main));
    const group = findGroup(lists, query);
    if (group !== undefined) index.add(read(group.path));
    return index.search(query, 8);
  };

  test.each([
    ['Oakland', 'Oakland', 'US-CA'],
    ['kashgar', 'Kashgar', 'CN-XJ'],
    ['Кашгар', 'Kashgar', 'CN-XJ'],
    ['喀什', 'Kashgar', 'CN-XJ'],
    ['قەشقەر', 'Kashgar', 'CN-XJ'],
    ['Ürümqi', 'Ürümqi', 'CN-XJ'],
    ['urumqi', 'Ürümqi', 'CN-XJ'],
    ['東京', 'Tokyo', 'JP-13'],
    ['Roma', 'Rome', 'IT-RM'],
    ['firenze', 'Florence', 'IT-FI'],
    ['القدس', 'Jerusalem', 'IL-JM'],
    ['Αθήνα', 'Athens', 'GR-A1'],
    ['서울', 'Seoul', 'KR-11'],
    ['São Paulo', 'São Paulo', 'BR-SP'],
    ['sao paulo', 'São Paulo', 'BR-SP'],
    ['दिल्ली', 'Delhi', 'IN-DL'],
    ['თბილისი', 'Tbilisi', 'GE-TB'],
  ])('%s is found as %s in %s', (query, name, area) => {
    const found = search(query).map((town) => [town.mainName ?? town.name, town.area]);
    expect(found.slice(0, 3)).toContainEqual([name, area]);
  });

  test('main names come before spellings of other towns', () => {
    const [first] = search('san');
    expect(first?.mainName).toBeUndefined();
  });

  test('which list is asked for tells little: over a thousand names from over a hundred countries', () => {
    for (const { path } of lists.groups) {
      const all = read(path);
      expect(all.length).toBeGreaterThan(1000);
      expect(new Set(all.map((town) => town.area.slice(0, 2))).size).toBeGreaterThan(100);
    }
  });

  test('a look-up loads at most 150 KB of names', () => {
    const first = zipped(lists.main) + zipped(lists.regions);
    for (const { path, from } of lists.groups) {
      const latin = /\p{Script=Latin}/u.test(from);
      expect((latin ? first : zipped(lists.regions)) + zipped(path)).toBeLessThanOrEqual(150_000);
    }
  });

  test('every name is in exactly the list that its own beginning leads to', () => {
    for (const { path } of lists.groups) {
      for (const town of read(path).slice(0, 200)) {
        const group = findGroup(lists, town.name);
        expect(group?.path, town.name).toBe(path);
      }
    }
  });

  test('nothing typed, or nothing but signs, finds nothing', () => {
    expect(search('')).toEqual([]);
    expect(search('  ·— ')).toEqual([]);
    expect(findGroup(lists, '')).toBeUndefined();
  });
});
