import { expect, test } from 'vitest';
import { JsonValue, toCopyLine } from '#lib/datasets/copy-text.ts';

test('COPY text escapes what would end a cell or a row', () => {
  expect(toCopyLine(['a\tb', 'c\nd\r', 'e\\f', null, undefined, true, false, 1.5, ''])).toBe(
    'a\\tb\tc\\nd\\r\te\\\\f\t\\N\t\\N\tt\tf\t1.5\t\n',
  );
});

test('arrays are quoted element by element, JSON stays JSON', () => {
  expect(toCopyLine([['a"b', 'c,d', 'e\\f', 'NULL', '']])).toBe('{"a\\\\"b","c,d","e\\\\\\\\f","NULL",""}\n');
  expect(toCopyLine([[1, 2.5], []])).toBe('{1,2.5}\t{}\n');
  expect(toCopyLine([new JsonValue(['x\ny'])])).toBe('["x\\\\ny"]\n');
});

test('a number that is none is refused', () => {
  expect(() => toCopyLine([Number.NaN])).toThrow(/NaN/);
});
