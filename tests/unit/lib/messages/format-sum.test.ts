import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSum } from '#lib/messages/format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('a sum keeps every digit and its currency; cents stand only where there are some', () => {
  expect(plain(formatSum('57998387', 'USD', 'en'))).toBe('USD 57,998,387');
  expect(plain(formatSum('74398.41', 'USD', 'en'))).toBe('USD 74,398.41');
  expect(plain(formatSum('5175207.00', 'USD', 'en'))).toBe('USD 5,175,207');
  expect(plain(formatSum('0.50', 'USD', 'en'))).toBe('USD 0.50');
  expect(plain(formatSum('0.00', 'USD', 'en'))).toBe('USD 0');
});

test('a sum that is no number stands as it is', () => {
  expect(formatSum('much', 'USD', 'en')).toBe('much USD');
});

test('no sum of up to a hundred trillion loses a cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 16 - 1 }), (cents) => {
      const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      fc.pre(cents < 2 ** 50);
      const digits = formatSum(amount, 'USD', 'en').replace(/[^\d.]/g, '');
      expect(Math.round(Number(digits) * 100)).toBe(cents);
    }),
  );
});
