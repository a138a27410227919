import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '#lib/captures/normalize.ts';

describe('normalize', { timeout: 30_000 }, () => {
  it.each([
    ['white space of any kind becomes one space', 'a\u00a0b \t c\r\n\r\nd\u2003e', 'a b c d e'],
    [
      'a sentence broken over a page is one sentence',
      'private in other\n\ncountries',
      'private in other countries',
    ],
    ['typographic quotes become ASCII', '“It’s ‘so’,” «oui» „ja“', '"It\'s \'so\'," "oui" "ja"'],
    [
      'Markdown escapes lose the backslash',
      '(\\$25 billion) \\*not emphasis\\*',
      '($25 billion) not emphasis',
    ],
    [
      'emphasis marks around words fall',
      "a *dang'an*, **on** almost _everyone_",
      "a dang'an, on almost everyone",
    ],
    ['marks that belong to the words stay', '5*3, snake_case, a * b, f****', '5*3, snake_case, a * b, f****'],
    [
      'left-over entities are decoded, doubly encoded ones too',
      'R&amp;D&nbsp;is &amp;rsquo;so&#8217; &#x1F441;',
      "R&D is 'so' 👁",
    ],
    ['unknown or deceiving entities stay', '&bogus; &#65;BC &#0; &#xD800;', '&bogus; &#65;BC &#0; &#xD800;'],
    ['soft hyphens and zero-width marks vanish', 'sur\u00adveil\u200blance\ufeff', 'surveillance'],
    ['joiners carry meaning and stay', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['a line broken inside CJK text is no space', '一體化聯合\n作戰 平台', '一體化聯合作戰 平台'],
  ])('%s', (_, raw, expected) => {
    expect(normalize(raw).text).toBe(expected);
  });

  it('keeps case, compatibility characters and composed letters apart', () => {
    for (const text of ['Skynet', 'SKYNET', 'ﬁle', 'file', 'é', 'e\u0301', '２', '2', '①'])
      expect(normalize(text).text).toBe(text);
  });

  const fragment = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '&',
      'amp;',
      '&amp;',
      '&#38;',
      '#39;',
      '&#42;',
      '\\',
      '*',
      '_',
      '**',
      '\u00ad',
      '\u200b',
      ' ',
      '\n',
      '’',
      '“',
      'a',
      '中',
      '𠮷',
      '👁',
    ),
  );
  const messy = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(''));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(messy, (raw) => {
        const once = normalize(raw).text;
        expect(normalize(once).text).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('maps every unit to raw code points, in order and inside the text', () => {
    fc.assert(
      fc.property(messy, (raw) => {
        const { text, starts, ends } = normalize(raw);
        const length = [...raw].length;
        expect(starts.length).toBe(text.length);
        for (let unit = 0; unit < text.length; unit += 1) {
          const start = starts[unit] ?? -1;
          const end = ends[unit] ?? -1;
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(length);
          if (unit > 0) expect(start).toBeGreaterThanOrEqual(starts[unit - 1] ?? 0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('counts astral characters as one code point', () => {
    const { text, starts, ends } = normalize('𠮷野 \\$5');
    const dollar = text.indexOf('$');
    expect([starts[dollar], ends[dollar]]).toEqual([4, 5]);
  });

  it('comes to an end on text made to be slow, and loses neither edge', () => {
    for (const piece of ['&amp;', '\\', '*_', '&#38;#38;', '&\\#38;', '& ', '*a', '\n']) {
      expect(normalize(`中${piece.repeat(20_000)}a`).text).toMatch(/^中.*a$/s);
    }
  });
});
