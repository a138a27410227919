import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEdtf, containsDate, formatEdtf, isEdtf, parseEdtf } from '#lib/edtf.ts';

const day = fc
  .date({ min: new Date('1800-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const bound = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
const edtf = fc.oneof(
  bound,
  bound.map((text) => `${text}~`),
  bound.map((text) => `${text}/..`),
  bound.map((text) => `../${text}`),
  bound.map((text) => `${text}/`),
  fc
    .tuple(bound, bound)
    .map(([a, b]) => `${a}/${b}`)
    .filter(isEdtf),
);

describe('parseEdtf', () => {
  it.each([
    ['2016', '2016-01-01', '2016-12-31'],
    ['2016-02', '2016-02-01', '2016-02-29'],
    ['2016-03-03', '2016-03-03', '2016-03-03'],
    ['2016-01-01/..', '2016-01-01', null],
    ['../2015-12-31', null, '2015-12-31'],
    ['2016-01-01/', '2016-01-01', null],
    ['2015/2016-03', '2015-01-01', '2016-03-31'],
    ['2014~', '2014-01-01', '2014-12-31'],
    ['201X', '2010-01-01', '2019-12-31'],
    ['2016-XX', '2016-01-01', '2016-12-31'],
  ])('%s lies between %s and %s', (text, earliest, latest) => {
    const parsed = parseEdtf(text);
    expect([parsed.earliestDay, parsed.latestDay]).toEqual([earliest, latest]);
    expect(parsed.earliest?.toISOString().slice(0, 10) ?? null).toBe(earliest);
    expect(parsed.latest?.toISOString().slice(0, 10) ?? null).toBe(latest);
  });

  it.each([
    '',
    '16',
    '2016-13',
    '2016-02-30',
    '20160303',
    '2016-03-03T10:00:00Z',
    '[2015,2016]',
    'March 2016',
    '2017/2016',
    '../..',
    '/',
    '2015/2016/2017',
    'Y170000002',
    '2016-1',
    '2016-01-01 /..',
  ])('refuses “%s” with the mend', (text) => {
    expect(isEdtf(text)).toBe(false);
    expect(() => parseEdtf(text)).toThrow(/Write EDTF/);
  });

  it('never puts the earliest day after the latest', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const { earliest, latest } = parseEdtf(text);
        if (earliest !== null && latest !== null)
          expect(earliest.getTime()).toBeLessThanOrEqual(latest.getTime());
      }),
    );
  });
});

describe('containsDate', () => {
  it.each([
    ['2016-01-01/..', '2015-12-31', 'no'],
    ['2016-01-01/..', '2016-03-03', 'yes'],
    ['2016/..', '2016-03-03', 'maybe'],
    ['2016/..', '2017-01-01', 'yes'],
    ['2016-01-01/', '2016-03-03', 'maybe'],
    ['../2015-12-31', '1900-01-01', 'yes'],
    ['/2015-12-31', '1900-01-01', 'maybe'],
    ['2016', '2016-03-03', 'maybe'],
    ['2016-03-03', '2016-03-03', 'yes'],
    ['2014~', '2014-06-01', 'maybe'],
    ['2014~', '2016-06-01', 'no'],
  ] as const)('%s on %s: %s', (text, isoDay, expected) => {
    expect(containsDate(text, isoDay)).toBe(expected);
  });

  it('agrees with the bounds: outside is no, inside is never no', () => {
    fc.assert(
      fc.property(edtf, day, (text, isoDay) => {
        const { earliestDay, latestDay } = parseEdtf(text);
        const outside =
          (earliestDay !== null && isoDay < earliestDay) || (latestDay !== null && isoDay > latestDay);
        expect(containsDate(text, isoDay) === 'no').toBe(outside);
      }),
    );
  });
});

describe('compareEdtf', () => {
  it('is a total preorder', () => {
    fc.assert(
      fc.property(edtf, edtf, edtf, (a, b, c) => {
        expect(Math.sign(compareEdtf(a, b)) + Math.sign(compareEdtf(b, a))).toBe(0);
        if (compareEdtf(a, b) <= 0 && compareEdtf(b, c) <= 0)
          expect(compareEdtf(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('formatEdtf', () => {
  it.each([
    ['2016-03', 'March 2016'],
    ['2016-01-01/..', 'from 1 January 2016'],
    ['2014~', 'about 2014'],
    ['2015?', '2015 (uncertain)'],
    ['../2015-12-31', 'until 31 December 2015'],
    ['2016-01-01/', 'from 1 January 2016, end unknown'],
    ['2014-10/2016', 'from October 2014 to 2016'],
    ['201X', 'the 2010s'],
    ['2016-XX', 'some month of 2016'],
    ['2016-03-XX', 'some day in March 2016'],
    ['2016-22', 'summer 2016'],
  ])('%s reads “%s”', (text, expected) => {
    expect(formatEdtf(text)).toBe(expected);
  });

  it('follows the locale for the date', () => {
    expect(formatEdtf('2016-03-03', 'de')).toBe('3. März 2016');
  });
});
