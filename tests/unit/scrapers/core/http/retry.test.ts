import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, parseRetryAfter, triesFor } from '#scrapers/core/http/retry.ts';

const now = new Date('2026-11-26T10:00:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Thu, 26 Nov 2026 10:00:30 GMT', 30_000],
    ['Thursday, 26-Nov-26 10:00:30 GMT', 30_000],
    ['Thu Nov 26 10:00:30 2026', 30_000],
    ['Thu, 26 Nov 2026 09:00:00 GMT', 0],
  ])('reads %j', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  it.each([
    '',
    '-5',
    '1.5',
    'soon',
    'soon 1',
    '1e3',
    '99999999999',
    '26 Nov 2026',
    'Thu, 99 Nov 2026 10:00:30 GMT',
  ])('does not understand %j', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });

  it('takes any text without failing, and never waits into the past', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseRetryAfter(text, now);
        expect(ms === undefined || ms >= 0).toBe(true);
      }),
    );
  });
});

describe('triesFor', () => {
  it('repeats what may pass, and nothing else', () => {
    expect([429, 502, 503, 504].map((status) => triesFor({ status }))).toEqual([5, 5, 5, 5]);
    expect(triesFor({ status: 500 })).toBe(2);
    expect([200, 304, 400, 401, 403, 404, 406, 410, 451, 501].map((status) => triesFor({ status }))).toEqual(
      Array(10).fill(1),
    );
    expect(triesFor({ failure: 'timeout' })).toBe(5);
    expect(triesFor({ failure: 'broken' })).toBe(5);
    expect(triesFor({ failure: 'unreachable' })).toBe(2);
    expect(triesFor({ status: 202 }, [202])).toBe(5);
  });
});

describe('backoffMs', () => {
  it('doubles its most, waits anything up to that, and ends growing at five minutes', () => {
    const most = [1, 2, 3, 4, 20].map((attempt) => backoffMs(attempt, () => 1));
    expect(most).toEqual([2_000, 4_000, 8_000, 16_000, 300_000]);
    expect(backoffMs(4, () => 0)).toBe(0);
  });
});
