import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutExcerpt, longestExcerpt } from '#lib/captures/excerpt.ts';
import { countWords } from '#lib/captures/words.ts';

const whole = (text: string) => ({ from: 0, to: text.length });
const cut = (text: string, phrase?: string) => {
  const from = phrase === undefined ? -1 : text.indexOf(phrase);
  const units = cutExcerpt(
    text,
    whole(text),
    phrase === undefined ? undefined : { from, to: from + phrase.length },
  );
  return units === undefined ? undefined : text.slice(units.from, units.to);
};
const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');

const letters = fc.constantFrom(
  'a',
  'é',
  'ж',
  'ע',
  'ب',
  '中',
  'ア',
  '한',
  'ก',
  'ิ',
  '𝔸',
  '9',
  '-',
  '.',
  '，',
  ' ',
  ' ',
  '\n',
);
const anyText = fc.string({ unit: letters, minLength: 1, maxLength: 900 });

describe('an excerpt of a passage', () => {
  test('is the passage where that is short enough', () => {
    expect(cut(words(40))).toBe(words(40));
  });

  test('ends with the fortieth word of a longer one', () => {
    expect(cut(words(41))).toBe(words(40));
  });

  test('ends with the last whole word within 300 characters', () => {
    const long = Array.from({ length: 30 }, () => 'abcdefghijklm').join(' ');
    expect(cut(long)).toBe(Array.from({ length: 21 }, () => 'abcdefghijklm').join(' '));
  });

  test('counts two Chinese characters as one word, and cuts between words', () => {
    const text = '港务局在市场上方安装了第一盏带摄像头的路灯，没有人告诉商贩。'.repeat(4);
    const shown = cut(text) ?? '';
    expect(countWords(shown)).toBeLessThanOrEqual(longestExcerpt.words);
    expect(countWords(shown)).toBeGreaterThan(longestExcerpt.words - 3);
    expect(text.startsWith(shown)).toBe(true);
    // 摄像头 is one word of the dictionary: it is whole or absent wherever the cut falls.
    expect(/摄$|摄像$/.test(shown)).toBe(false);
  });

  test('cuts Thai, which has no spaces, without parting a vowel sign from its letter', () => {
    const text = 'สำนักงานท่าเรือแขวนโคมไฟดวงแรกที่มีกล้องเมื่อวันจันทร์'.repeat(8);
    const shown = cut(text) ?? '';
    expect([...shown].length).toBeLessThanOrEqual(longestExcerpt.characters);
    expect([...shown].length).toBeGreaterThan(longestExcerpt.characters - 20);
    expect(/^\p{M}/u.test(text.slice(shown.length))).toBe(false);
  });

  test('leaves a word with a hyphen or an amount whole', () => {
    const text = `${words(39)} well-known $25.5`;
    expect(cut(text)).toBe(`${words(39)} well-known`);
  });

  test('begins later where the published phrase stands too far on', () => {
    const shown = cut(`${words(60)} the phrase ${words(5)}`, 'the phrase') ?? '';
    expect(shown).toContain('the phrase');
    expect(countWords(shown)).toBe(40);
    expect(shown.startsWith('w')).toBe(true);
  });

  test('is absent where not even one word fits', () => {
    expect(cut('a'.repeat(301))).toBeUndefined();
  });

  test('never passes the limits, is a part of its passage and cuts no word of a script with spaces', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(40), (text, at, length) => {
        const from = at % text.length;
        const phrase = { from, to: Math.min(text.length, from + length) };
        const shown = cutExcerpt(text, whole(text), length === 0 ? undefined : phrase);
        if (shown === undefined) return;
        const slice = text.slice(shown.from, shown.to);
        expect(countWords(slice)).toBeLessThanOrEqual(longestExcerpt.words);
        expect([...slice].length).toBeLessThanOrEqual(longestExcerpt.characters);
        expect(/[a-z9]$/.test(slice) && /^[a-z9]/.test(text.slice(shown.to))).toBe(false);
        expect(/[a-z9]$/.test(text.slice(0, shown.from)) && /^[a-z9]/.test(slice)).toBe(false);
      }),
    );
  });
});
