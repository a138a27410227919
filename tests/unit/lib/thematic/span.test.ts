import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsDate } from '#lib/edtf.ts';
import { readSpan } from '#lib/thematic/read-span.ts';
import { holdsOn } from '#lib/thematic/span.ts';

describe('holdsOn', () => {
  it.each([
    ['2015', '2014-12-31', 'no'],
    ['2015', '2015-06-01', 'maybe'],
    ['2015', '2015-12-31', 'yes'],
    ['2015', '2016-01-01', 'last_known'],
    ['2016-03-03', '2016-03-03', 'yes'],
    ['2016-03-03', '2020-01-01', 'last_known'],
    ['2015/..', '2015-06-01', 'maybe'],
    ['2015/..', '2026-01-01', 'yes'],
    ['2015-07-01/', '2015-07-01', 'yes'],
    ['2015-07-01/', '2020-01-01', 'last_known'],
    ['2001-10-26/2005', '2003-01-01', 'yes'],
    ['2001-10-26/2005', '2005-06-01', 'maybe'],
    ['2001-10-26/2005', '2006-01-01', 'no'],
    ['2014~/..', '2018-01-01', 'maybe'],
    ['../2010-12-31', '1999-01-01', 'yes'],
    ['../2010-12-31', '2011-01-01', 'no'],
    ['/2010-12-31', '1999-01-01', 'maybe'],
  ] as const)('%s on %s: %s', (edtf, on, holds) => {
    expect(holdsOn(readSpan(edtf), null, on)).toBe(holds);
  });

  it('carries what has no time back to no day before its first source', () => {
    expect(holdsOn(null, '2016-03-03', '2016-03-02')).toBe('no');
    expect(holdsOn(null, '2016-03-03', '2016-03-03')).toBe('last_known');
    expect(holdsOn(null, null, '1990-01-01')).toBe('last_known');
  });

  it('agrees with the parser of dates on every closed interval and every day', () => {
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    const bound = day.chain((text) => fc.constantFrom(text, text.slice(0, 7), text.slice(0, 4)));
    fc.assert(
      fc.property(bound, bound, day, (a, b, on) => {
        const [from, to] = a.slice(0, 4) <= b.slice(0, 4) ? [a, b] : [b, a];
        fc.pre(from.slice(0, 4) < to.slice(0, 4));
        expect(holdsOn(readSpan(`${from}/${to}`), null, on)).toBe(containsDate(`${from}/${to}`, on));
      }),
    );
  });
});
