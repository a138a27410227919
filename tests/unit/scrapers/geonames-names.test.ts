import { expect, test } from 'vitest';
import { parseTownNames } from '#scrapers/geonames-cities/names.ts';

test('keeps names in every script, and leaves out what no reader types', () => {
  const list = "KHG,Kachgar,Kashgar,KASHGAR,ke shen shi,Қәшқәр,قەشقەر,喀什,喀什,カシュガル,Kaşgar,kashghr,,'";
  expect(parseTownNames(list, 'Kashgar')).toEqual([
    'Kachgar',
    'Қәшқәр',
    'قەشقەر',
    '喀什',
    'カシュガル',
    'Kaşgar',
  ]);
});

test('an empty list gives no name', () => {
  expect(parseTownNames('', 'Oakland')).toEqual([]);
});
