import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFeedDate } from '#scrapers/news/feed-dates.ts';

test.each([
  ['Mon, 04 May 2026 10:00:00 +0200', '2026-05-04T08:00:00.000Z'],
  ['Mon, 4 May 2026 10:00 EST', '2026-05-04T15:00:00.000Z'],
  ['04 May 26 10:00:00 GMT', '2026-05-04T10:00:00.000Z'],
  ['4 May 1998', '1998-05-04T00:00:00.000Z'],
  ['Tue, 01 Sept 2026 00:00:00 Z', '2026-09-01T00:00:00.000Z'],
  ['mer., 6 août 2025 08:30:00 +0000', '2025-08-06T08:30:00.000Z'],
  ['Mi, 15 Okt 2025 12:00:00 +02:00', '2025-10-15T10:00:00.000Z'],
  ['4 de mayo de 2026', '2026-05-04T00:00:00.000Z'],
  ['May 4, 2026', '2026-05-04T00:00:00.000Z'],
  ['2026-05-04', '2026-05-04T00:00:00.000Z'],
  ['2026-05-04 10:00:00', '2026-05-04T10:00:00.000Z'],
  ['2026-05-04T10:00:00.123456+02:00', '2026-05-04T08:00:00.000Z'],
  ['2026-05-04T10:00Z', '2026-05-04T10:00:00.000Z'],
])('%s', (raw, expected) => {
  expect(readFeedDate(raw)).toBe(expected);
});

test.each([
  '03/04/2026',
  'yesterday',
  '',
  '31 Jun 2026',
  '2026-02-30',
  '2026-13-01',
  '4 May 2026 25:00 GMT',
  '4 May 2026 10:00 XYZ',
  '1',
  '20260504',
  '4 Foo 2026',
])('“%s” is not guessed at', (raw) => {
  expect(readFeedDate(raw)).toBeUndefined();
});

test('every moment that is written in either way is read as itself', () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date('1970-01-01T00:00:00Z'),
        max: new Date('2099-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      (date) => {
        const second = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(readFeedDate(second.toUTCString())).toBe(second.toISOString());
        expect(readFeedDate(second.toISOString())).toBe(second.toISOString());
      },
    ),
  );
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => ['string', 'undefined'].includes(typeof readFeedDate(text))));
});
