import { describe, expect, it } from 'vitest';
import { findLongCopy, indexWords, isTooLong } from '#lib/captures/quotation.ts';
import { countWords } from '#lib/captures/words.ts';

const words = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => `word${from + index}`).join(' ');

describe('the limits of quotation', () => {
  it('allow 12 words, or 24 characters in CJK', () => {
    expect(isTooLong(words(12))).toBe(false);
    expect(isTooLong(words(13))).toBe(true);
    expect(isTooLong('監'.repeat(24))).toBe(false);
    expect(isTooLong('監'.repeat(25))).toBe(true);
    expect(isTooLong(`${words(7)} ${'監'.repeat(12)}`)).toBe(true);
  });

  it('count words between white space that hold a letter or digit, and two CJK characters as one word', () => {
    expect(countWords("the company's ($25 billion) — a dang'an")).toBe(6);
    expect(countWords('監控系統的')).toBe(3);
    expect(countWords(' — … ')).toBe(0);
  });

  it('find a copy of more than 12 words wherever it begins, whatever its case and punctuation', () => {
    const source = indexWords(`Intro. ${words(40)} end`);
    expect(findLongCopy(`Ours: ${words(12, 5)} ours`, source)).toBeUndefined();
    expect(findLongCopy(`Ours: ${words(13, 5).toUpperCase().replaceAll(' ', ', ')} ours`, source)).toBe(
      words(13, 5),
    );
    expect(findLongCopy(`${words(7, 1)} ${words(7, 20)}`, source)).toBeUndefined();
  });

  it('find a copy of more than 24 CJK characters', () => {
    const text = '市場的燈會記住每一個人的臉北港的漁民說沒有人問過他們的意見';
    const source = indexWords(`前言${text}`);
    expect(findLongCopy([...text].slice(0, 24).join(''), source)).toBeUndefined();
    expect(findLongCopy([...text].slice(0, 25).join(''), source)).toBeDefined();
  });
});
