import { describe, expect, test } from 'vitest';
import { joinDigits, toIndexWords, toPlainWords } from '#lib/search/words.ts';

describe('toIndexWords', () => {
  test.each([
    ['Lei nº 12.965 de 2014', 'pt', ['12965', '12', '965', 'lei', '2014']],
    ['SB 34', 'en', ['sb', '34', 'sb34']],
    ['ECU 911', 'es', ['ecu911']],
    ['First Mile', 'pt', ['first', 'mile', 'firstmile']],
    ['网络安全法', 'zh', ['网络', '安全', '法']],
    ['القانون رقم ١٧٥', 'ar', ['175']],
  ])('%s has %s among its words', (text, lang, expected) => {
    expect(toIndexWords(text, lang)).toEqual(expect.arrayContaining(expected));
  });

  test('joins what groups thousands, not what counts years and articles', () => {
    expect(joinDigits('12.965 and 1,234,567')).toBe('12965 and 1234567');
    expect(joinDigits('2006/24, 09-08, 1.5, 2016 679')).toBe('2006/24, 09-08, 1.5, 2016 679');
    expect(joinDigits('Act 12 345')).toBe('Act 12345');
  });

  test('gives stemmers words with their accents and without numbers', () => {
    expect(toPlainWords('La Conservación de 24 datos')).toEqual(['conservación', 'datos']);
  });
});
