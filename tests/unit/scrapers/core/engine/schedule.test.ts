import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLastDue, toDelayMinutes, toInterval } from '#scrapers/core/engine/schedule.ts';

describe('schedules', () => {
  test('a daily run was last due at its hour, plus the dataset’s own delay', () => {
    const delay = toDelayMinutes('osm-surveillance') * 60_000;
    const due = findLastDue('osm-surveillance', '0 4 * * *', new Date('2026-11-26T12:00:00Z'));
    expect(due.getTime()).toBe(new Date('2026-11-26T04:00:00Z').getTime() + delay);
  });

  test('is never due in the future, and never more than an interval ago', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.string(),
        (now, id) => {
          const due = findLastDue(id, '17 * * * *', now).getTime();
          expect(due).toBeLessThanOrEqual(now.getTime());
          expect(now.getTime() - due).toBeLessThanOrEqual(3_600_000);
        },
      ),
    );
  });

  test('the interval of a weekly schedule is a week', () => {
    expect(toInterval('0 3 * * 1', new Date('2026-11-26T12:00:00Z'))).toBe(7 * 86_400_000);
  });
});
