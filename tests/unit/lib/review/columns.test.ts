import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, screenWidth, widthOf, wrap } from '#lib/review/columns.ts';

describe('wrapped text', () => {
  it('shows every character of a text without spaces, two columns each', () => {
    const text = '北港的漁民說沒有人問過他們的意見市場的燈會記住每一個人的臉'.repeat(4);
    const lines = wrap(text, '> ');
    expect(lines.map((line) => line.slice(2)).join('')).toBe(text);
    expect(Math.max(...lines.map(widthOf))).toBe(screenWidth);
  });

  it('never is wider than the screen and loses no letter', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 })), (words) => {
        const text = words.join(' ');
        const lines = wrap(text, '> ');
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(screenWidth);
        const toLetters = (shown: string) => shown.replace(/[^\p{L}\p{N}]/gu, '');
        expect(toLetters(lines.map((line) => line.slice(2)).join(''))).toBe(toLetters(text));
      }),
    );
  });

  it('does not let a text move the cursor or turn its direction', () => {
    expect(cut('before\u001b[2Jafter\u202egnorw')).toBe('before[2Jaftergnorw');
    expect(wrap('a\u001bb\u2066c\nd', '')).toEqual(['abc d']);
  });
});
