import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCount } from '#scrapers/eff-alpr-2016/parse.ts';

test.each([
  ['1,034', { count: 1034, partial: false }],
  ['0', { count: 0, partial: false }],
  ['270', { count: 270, partial: false }],
  ['128,555,383*', { count: 128_555_383, partial: true }],
  ['390 (Data Incomplete)', { count: 390, partial: true }],
  ['Not Provided', { told: 'not_provided' }],
  ['n/a', { told: 'not_applicable' }],
  ['Data Incomplete', { told: 'incomplete' }],
  [' ', { told: 'nothing' }],
  ['See Austin Police Department', { see: 'Austin Police Department' }],
  ['See: Cincinnati Police Department', { see: 'Cincinnati Police Department' }],
])('%j', (cell, count) => {
  expect(toCount(cell)).toEqual(count);
});

test.each(['12,34', '1.034', '-5', '1,0345', 'about 20', '270?', '1 034'])('%j is not read', (cell) => {
  expect(toCount(cell)).toBeNull();
});

test('every number written the American way is read as itself', () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), (number, partial) => {
      const cell = `${number.toLocaleString('en-US')}${partial ? '*' : ''}`;
      expect(toCount(cell)).toEqual({ count: number, partial });
    }),
  );
});
