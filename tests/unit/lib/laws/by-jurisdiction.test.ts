import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LawGroup, lawsPerPage, toGroupKey, toLawPage } from '#lib/laws/by-jurisdiction.ts';
import type { LawRow } from '#lib/laws/queries.ts';

const toLaw = (id: string): LawRow => ({
  ref: { id, kind: 'law', label: id, lang: 'en', workingTitle: false, href: `/laws/${id}` },
  jurisdiction: undefined,
  stage: undefined,
  stages: [],
  lost: undefined,
  powers: 0,
  isCase: false,
});

const toGroups = (sizes: readonly number[]): LawGroup[] =>
  sizes.map((size, group) => ({
    jurisdiction: undefined,
    within: undefined,
    laws: Array.from({ length: size }, (_, law) => toLaw(`${group}-${law}`)),
  }));

const idsOf = (groups: readonly LawGroup[]) => groups.flatMap((group) => group.laws.map((law) => law.ref.id));

test('the pages together are the whole, each law once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 12 }), (sizes) => {
      const groups = toGroups(sizes);
      const { pages } = toLawPage(groups, 1);
      const shown = Array.from({ length: pages }, (_, index) => toLawPage(groups, index + 1));
      expect(shown.flatMap((part) => idsOf(part.groups))).toEqual(idsOf(groups));
      for (const part of shown) {
        expect(idsOf(part.groups).length).toBeLessThanOrEqual(lawsPerPage);
        expect(part.groups.every((group) => group.laws.length > 0)).toBe(true);
      }
    }),
  );
});

test('a page beyond the last is the last', () => {
  const groups = toGroups([lawsPerPage, 3]);
  expect(toLawPage(groups, 99)).toEqual(toLawPage(groups, 2));
  expect(toLawPage([], 7)).toEqual({ page: 1, pages: 1, groups: [] });
});

test('treaties and laws of unions have a key of their own', () => {
  expect(toGroupKey({ jurisdiction: undefined, within: undefined, laws: [] })).toBe('unions');
});
