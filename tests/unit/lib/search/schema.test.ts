import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxPage, maxQueryLength, searchParams, toQueryText, toSearchQuery } from '#lib/search/schema.ts';

describe('search address', () => {
  test('reads what it can and takes the rest as not given', () => {
    expect(searchParams.parse({ q: ' a\u202E  b ', kind: 'place', page: '3' })).toEqual({
      q: 'a b',
      kind: 'place',
      page: 3,
    });
    expect(searchParams.parse({})).toEqual({ q: '', kind: undefined, page: 1 });
    expect(searchParams.parse({ q: ['x', 'y'], kind: 'nothing', page: '-1' })).toEqual({
      q: 'x',
      kind: undefined,
      page: 1,
    });
    expect(searchParams.parse({ page: String(maxPage + 1) }).page).toBe(1);
    expect(searchParams.parse({ q: 7, page: 'NaN' })).toEqual({ q: '', kind: undefined, page: 1 });
  });

  test('a query is one well-formed line of bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (raw) => {
        const text = toQueryText(raw);
        expect(Array.from(text).length).toBeLessThanOrEqual(maxQueryLength);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\n\r\t\u202A-\u202E\u2066-\u2069]/);
        expect(toQueryText(text)).toBe(text);
      }),
    );
  });

  test('writes the shortest address, and reads it back to the same state', () => {
    expect(toSearchQuery({ q: 'a&b', page: 1 })).toBe('q=a%26b');
    const state = { q: '中国 "x"', kind: 'claim', page: 4 } as const;
    expect(searchParams.parse(Object.fromEntries(new URLSearchParams(toSearchQuery(state))))).toEqual(state);
    expect(toSearchQuery({})).toBe('');
  });
});
