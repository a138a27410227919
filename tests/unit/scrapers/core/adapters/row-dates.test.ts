import { expect, test } from 'vitest';
import { readRowDate } from '#scrapers/core/adapters/row-dates.ts';

test.each([
  ['2007-11-09 05:00:00', { year: 2007, day: '2007-11-09' }],
  ['2014-10-13T00:00:00.000', { year: 2014, day: '2014-10-13' }],
  ['2014/10/13 00:00:00+00', { year: 2014, day: '2014-10-13' }],
  ['2016-02-29', { year: 2016, day: '2016-02-29' }],
  ['2016-02', { year: 2016, day: '2016-02' }],
  ['2016', { year: 2016, day: '2016' }],
  ['1412208000000', { year: 2014, day: '2014-10-02' }],
  ['05/04/2020', { year: 2020 }],
  ['13.4.2020', { year: 2020 }],
  ['5/4/2020 12:00:00 AM', { year: 2020 }],
])('%s', (text, date) => {
  expect(readRowDate(text)).toEqual(date);
});

test.each([
  '',
  'soon',
  '2015-02-29',
  '2015-13-01',
  '1900-01-01',
  '9999-12-31',
  '05/04/20',
  '99999999999999',
  '20160101',
])('%o is no date of a row', (text) => {
  expect(readRowDate(text)).toBeNull();
});
