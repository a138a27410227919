import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHighlightUrl } from '#lib/captures/text-fragment.ts';

const page = 'https://news.example/2024/lamps?id=7';

describe('toHighlightUrl', () => {
  it.each([
    ['Latin', 'the first lamp', `${page}#:~:text=the%20first%20lamp`],
    ['Chinese', '没有人问过', `${page}#:~:text=%E6%B2%A1%E6%9C%89%E4%BA%BA%E9%97%AE%E8%BF%87`],
    ['Japanese', '港の灯', `${page}#:~:text=%E6%B8%AF%E3%81%AE%E7%81%AF`],
    ['a character beyond the basic plane', '𠮷野家 x', `${page}#:~:text=%F0%A0%AE%B7%E9%87%8E%E5%AE%B6%20x`],
    [
      'what the directive’s syntax uses',
      'pre-crime, you & me',
      `${page}#:~:text=pre%2Dcrime%2C%20you%20%26%20me`,
    ],
    ['a line break inside', 'the\n  first lamp', `${page}#:~:text=the%20first%20lamp`],
  ])('encodes %s', (_, phrase, expected) => {
    expect(toHighlightUrl(page, phrase)).toBe(expected);
  });

  it('keeps a fragment that is there, and replaces a directive that is there', () => {
    expect(toHighlightUrl(`${page}#part-2`, 'a lamp')).toBe(`${page}#part-2:~:text=a%20lamp`);
    expect(toHighlightUrl(`${page}#part-2:~:text=other`, 'a lamp')).toBe(`${page}#part-2:~:text=a%20lamp`);
  });

  it('opens an archived copy whose address holds another address', () => {
    const archived = 'https://archive.example/web/20240506120000/https://news.example/lamps';
    expect(toHighlightUrl(archived, 'a lamp')).toBe(`${archived}#:~:text=a%20lamp`);
  });

  it.each([
    ['javascript:alert(1)', 'a lamp'],
    ['urn:sha256:00', 'a lamp'],
    ['not an address', 'a lamp'],
    [page, ' … '],
  ])('makes nothing of %s with “%s”', (address, phrase) => {
    expect(toHighlightUrl(address, phrase)).toBeUndefined();
  });

  it('gives a valid address with one term that decodes to the phrase, whatever the phrase', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        const phrase = `a${noise}`;
        const url = toHighlightUrl(page, phrase) ?? '';
        const term = url.slice(`${page}#:~:text=`.length);
        expect(term).toMatch(/^[A-Za-z0-9%!'()*._~]+$/);
        expect(decodeURIComponent(term)).toBe(phrase.toWellFormed().replace(/\s+/gu, ' ').trim());
        expect(new URL(url).pathname).toBe('/2024/lamps');
      }),
    );
  });
});
