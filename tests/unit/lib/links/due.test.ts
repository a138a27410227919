import { describe, expect, it } from 'vitest';
import { toDueAt } from '#lib/links/due.ts';

const checkedAt = new Date('2026-06-01T00:00:00Z');
const days = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 86_400_000;
const addresses = Array.from({ length: 200 }, (_, n) => `https://news.example/${n}`);

describe('toDueAt', () => {
  it('is due at once without a visit', () => {
    expect(toDueAt('https://news.example/', undefined, undefined).getTime()).toBe(0);
  });

  it.each([
    ['a recent source weekly', new Date('2026-05-01'), 'ok' as const, 7],
    ['an older one four times a year', new Date('2020-05-01'), 'changed' as const, 91],
    ['one without a date as an older one', undefined, 'ok' as const, 91],
    ['what was not found every four days', new Date('2020-05-01'), 'missing' as const, 4],
    ['a silent host every four days', undefined, 'no_answer' as const, 4],
  ])('visits %s, give or take a tenth', (_, newest, finding, interval) => {
    const waits = addresses.map((url) => days(checkedAt, toDueAt(url, newest, { checkedAt, finding })));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(interval * 0.9);
    expect(Math.max(...waits)).toBeLessThanOrEqual(interval * 1.1);
    expect(new Set(waits).size).toBeGreaterThan(150);
  });

  it('lets three visits that find nothing span seven days', () => {
    for (const url of addresses) {
      const second = toDueAt(url, undefined, { checkedAt, finding: 'missing' });
      const third = toDueAt(url, undefined, { checkedAt: second, finding: 'missing' });
      expect(days(checkedAt, third)).toBeGreaterThanOrEqual(7);
    }
  });
});
