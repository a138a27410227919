import { describe, expect, it } from 'vitest';
import { toAddressKey } from '#lib/corpus/address.ts';

describe('toAddressKey', () => {
  it.each([
    ['https://www.gazette.example/a/', 'http://gazette.example/a'],
    ['https://gazette.example/a?utm_source=x&id=3', 'https://gazette.example/a?id=3#part'],
    ['https://gazette.example/a?b=2&a=1', 'https://GAZETTE.example/a?a=1&b=2'],
    ['https://gazette.example/caf%C3%A9', 'https://gazette.example/café'],
  ])('takes %s and %s for one page', (a, b) => {
    expect(toAddressKey(a)).toBe(toAddressKey(b));
  });

  it.each([
    ['https://gazette.example/a', 'https://gazette.example/b'],
    ['https://gazette.example/a?id=3', 'https://gazette.example/a?id=4'],
    ['https://gazette.example/A', 'https://gazette.example/a'],
    ['https://m.gazette.example/a', 'https://gazette.example/a'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(toAddressKey(a)).not.toBe(toAddressKey(b));
  });
});
