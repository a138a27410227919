import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, queryTokens, stripInvisible, tokens } from '#lib/search/fold.ts';

describe('fold', () => {
  test.each([
    ['Ürümqi', 'urumqi'],
    ['ÜRÜMQİ', 'urumqi'],
    ['Xi’an', 'xian'],
    ["dang'an", 'dangan'],
    ['Straße', 'strasse'],
    ['Đà Nẵng', 'da nang'],
    ['Łódź', 'lodz'],
    ['Ísafjörður', 'isafjordur'],
    ['Санкт-Петербург', 'санкт петербург'],
    ['Артём', 'артем'],
    ['Αθήνας', 'αθηνασ'],
    ['ΑΘΗΝΑΣ', 'αθηνασ'],
    ['ＣＥＴＣ', 'cetc'],
    ['AT&T', 'at t'],
    ['中國電子科技集團', '中国电子科技集团'],
    ['カメラ', 'かめら'],
    ['ｶﾒﾗ', 'かめら'],
    ['서울', '서울'],
    ['शिनजियांग', 'शिनजियांग'],
    ['שָׁלוֹם', 'שלום'],
    ['مُحَمَّد', 'محمد'],
    ['القاهرة', 'القاهره'],
    ['إسطنبول', 'اسطنبول'],
    ['١٧٥ ۱۷۵ १७५ ১৭৫', '175 175 175 175'],
    ['  —  ', ''],
  ])('%s → %s', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  test('Arabic spelling variants are unified for Arabic only', () => {
    expect(fold('مكتبة', 'ar')).toBe('مكتبه');
    expect(fold('شىنجاڭ', 'ug')).toBe('شىنجاڭ');
    expect(fold('شىنجاڭ')).toBe('شىنجاڭ');
    expect(fold('على', 'ar')).toBe('علي');
    expect(fold('ئالتاي')).toBe('ئالتاي');
  });

  test('controls that reorder or hide text vanish', () => {
    expect(fold('\u202Eabc\u2066d\u200B\uFEFF\u0000e')).toBe('abcde');
    expect(stripInvisible('a\u202Eb\tc')).toBe('ab\tc');
  });

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text, 'en'), 'en')).toBe(fold(text, 'en'));
      }),
      { numRuns: 3000 },
    );
  });

  test('case, width and composition never matter', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZüÉñçøΩжЙ中カ가א1 -') }), (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text));
      }),
    );
  });
});

describe('tokens', () => {
  test('words of spaced scripts, characters and pairs of unspaced ones', () => {
    expect(tokens('China Electronics 监控系统')).toEqual(
      ['china', 'electronics', '监', '监控', '控', '控系', '系', '系统', '统'].sort(),
    );
    expect(queryTokens('监控系统')).toEqual(['监控', '控系', '系统'].sort());
    expect(queryTokens('中')).toEqual(['中']);
    expect(tokens('天网Skynet')).toEqual(['skynet', '天', '天网', '网'].sort());
    expect(tokens('   ')).toEqual([]);
  });

  test('what a query asks for is in the index of the same text, and the list is bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const index = new Set(tokens(text));
        for (const token of queryTokens(text)) expect(index.has(token)).toBe(true);
      }),
    );
    expect(tokens('a b '.repeat(10_000)).length).toBeLessThanOrEqual(200);
    expect(tokens(Array.from({ length: 5000 }, (_, i) => `w${i}`).join(' ')).length).toBe(200);
  });
});
