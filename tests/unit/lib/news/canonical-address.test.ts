import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameSite, toCanonicalAddress } from '#lib/news/canonical-address.ts';

describe('one spelling for all addresses of a page', () => {
  test.each([
    ['http://www.example.org/a/', 'https://example.org/a'],
    ['https://example.org/a#part', 'https://example.org/a'],
    ['https://example.org/a?utm_source=x&UTM_Medium=y&fbclid=1&gclid=2', 'https://example.org/a'],
    ['https://EXAMPLE.org:443/a', 'https://example.org/a'],
    ['http://example.org:80/a', 'https://example.org/a'],
    ['https://example.org./a', 'https://example.org/a'],
    ['https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
    ['https://example.org/', 'https://example.org'],
    ['https://example.org/新闻', 'https://example.org/%E6%96%B0%E9%97%BB'],
  ])('%s', (address, expected) => {
    expect(toCanonicalAddress(address)).toBe(expected);
  });

  test('stories are told apart by everything that may lead to another page', () => {
    const addresses = [
      'https://example.org/a',
      'https://example.org/A',
      'https://example.org/a?id=1',
      'https://example.org/a?id=2',
      'https://news.example.org/a',
      'https://example.org:8080/a',
    ];
    expect(new Set(addresses.map(toCanonicalAddress)).size).toBe(addresses.length);
  });

  test.each([
    'ftp://example.org/a',
    'javascript:alert(1)',
    'https://user:key@example.org/a',
    'not an address',
    '',
  ])('%s is no address of a story', (address) => {
    expect(toCanonicalAddress(address)).toBeUndefined();
  });

  test('what is canonical stays as it is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = toCanonicalAddress(address);
        expect(once === undefined ? undefined : toCanonicalAddress(once)).toBe(once);
      }),
    );
  });
});

test('a site is a host, with or without www', () => {
  expect(isSameSite('https://www.example.org/a', 'http://example.org/b')).toBe(true);
  expect(isSameSite('https://example.org/a', 'https://other.example.org/a')).toBe(false);
});
