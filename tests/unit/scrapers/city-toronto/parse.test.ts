import { expect, test } from 'vitest';
import { parseMultiPoint, parseYear } from '#scrapers/city-toronto/parse.ts';

test('one point of a multipoint, longitude first', () => {
  expect(parseMultiPoint('MULTIPOINT (-79.36 43.65)')).toEqual([-79.36, 43.65]);
  expect(parseMultiPoint('MULTIPOINT ((-79.36 43.65))')).toEqual([-79.36, 43.65]);
});

test.each(['', 'POINT (1 2)', 'MULTIPOINT (1 2, 3 4)', 'MULTIPOINT (200 2)', 'MULTIPOINT EMPTY'])(
  '%s is no such point',
  (text) => {
    expect(parseMultiPoint(text)).toBeNull();
  },
);

test('a year, or nothing', () => {
  expect(parseYear('2007-11-09 05:00:00')).toBe(2007);
  expect(parseYear('')).toBeNull();
});
