import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSentences } from '#lib/candidates/sentences.ts';

const split = (view: string, language: 'en' | 'de' | 'zh' | 'fr' = 'en') =>
  splitSentences(view, language).map(({ text }) => text);

describe('sentences', () => {
  test('do not end at abbreviations, initials or the U.S.', () => {
    expect(
      split('New rules took effect on Jan. 1 in the U.S. Congress. Judge K.S. Rao v. Union agreed.'),
    ).toEqual(['New rules took effect on Jan. 1 in the U.S. Congress.', 'Judge K.S. Rao v. Union agreed.']);
  });

  test('keep a speaker with the quotation before it', () => {
    expect(split('"Is it enough?" he asked. Nobody answered.')).toEqual([
      '"Is it enough?" he asked.',
      'Nobody answered.',
    ]);
  });

  test('run over a page break, and over nothing else', () => {
    const broken =
      'The files hold many things that would be considered private and confidential in other\n\ncountries. They stay.';
    expect(split(broken)).toHaveLength(2);
    expect(split('A heading without a mark\n\nThen a paragraph.')).toHaveLength(2);
  });

  test('in German do not end after the day of a month', () => {
    expect(split('Seit dem 1. August gilt das. Danach nicht.', 'de')).toEqual([
      'Seit dem 1. August gilt das.',
      'Danach nicht.',
    ]);
  });

  test('in Chinese end at the full stop, with the mark that closes a quotation', () => {
    expect(split('他说：“不是我们。”公司没有回应。', 'zh')).toEqual(['他说：“不是我们。”', '公司没有回应。']);
  });

  test('lie in the text where they say, in order, without overlap', () => {
    const piece = fc.constantFrom(
      'The office said so. ',
      '"No," he said. ',
      'Jan. 1 ',
      '\n\n',
      '\n',
      'word ',
      '漢字。',
      '?! ',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom('en', 'de', 'zh', 'fr'),
        (pieces, language) => {
          const view = pieces.join('');
          let end = 0;
          for (const sentence of splitSentences(view, language)) {
            expect(sentence.start).toBeGreaterThanOrEqual(end);
            expect(view.slice(sentence.start, sentence.end)).toBe(sentence.text);
            expect(sentence.text).toBe(sentence.text.trim());
            end = sentence.end;
          }
        },
      ),
    );
  });
});
