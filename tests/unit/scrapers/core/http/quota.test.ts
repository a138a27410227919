import { expect, it } from 'vitest';
import { toNextPeriod, toPeriod } from '#scrapers/core/http/quota.ts';

const newYearsEve = new Date('2026-12-31T23:59:59.999Z');

it.each([
  ['hour', '2026-12-31T23'],
  ['day', '2026-12-31'],
  ['month', '2026-12'],
] as const)('an %s is counted in UTC, and the next one begins after it', (per, period) => {
  expect(toPeriod(per, newYearsEve)).toBe(period);
  expect(toNextPeriod(per, newYearsEve)).toEqual(new Date('2027-01-01T00:00:00Z'));
});

it('begins the next hour within the day', () => {
  expect(toNextPeriod('hour', new Date('2026-11-26T10:30:00Z'))).toEqual(new Date('2026-11-26T11:00:00Z'));
  expect(toNextPeriod('month', new Date('2026-01-31T00:00:00Z'))).toEqual(new Date('2026-02-01T00:00:00Z'));
});
