import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHighlights } from '#lib/search/highlight.ts';

const show = (text: string, q: string) =>
  toHighlights(text, q)
    .map((piece) => (piece.hit ? `<${piece.text}>` : piece.text))
    .join('');

describe('toHighlights', () => {
  test.each([
    ['Police of Ürümqi', 'urumqi', 'Police of <Ürümqi>'],
    ['License plate readers', 'plates read', 'License plate <readers>'],
    ['Sistema de Reconocimiento Facial', 'reconocimiento', 'Sistema de <Reconocimiento> Facial'],
    ['中华人民共和国网络安全法', '网络安全', '中华人民共和国<网络安全>法'],
    ['維吾爾自治區', '维吾尔', '<維吾爾>自治區'],
    ['Закон о связи', 'закон', '<Закон> о связи'],
    ['Nothing here', 'x', 'Nothing here'],
    ['', 'x', ''],
  ])('%s for %s', (text, q, expected) => {
    expect(show(text, q)).toBe(expected);
  });

  test('loses and adds nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, q) => {
        expect(
          toHighlights(text, q)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
