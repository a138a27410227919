import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDay, readNumber, splitNames } from '#scrapers/flock-portals/values.ts';

describe('readNumber', () => {
  test.each([
    ['30 days', 30],
    ['1 day', 1],
    ['1,034', 1034],
    [' 1,204,233 ', 1_204_233],
    ['0', 0],
    ['988', 988],
  ])('%s is %i', (text, value) => {
    expect(readNumber(text)).toEqual({ kind: 'number', value });
  });

  test.each(['', 'NA', 'N/A', 'Data Unavailable', '-Infinity days', 'Infinity'])('%j is not told', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'not_told' });
  });

  test.each(['-3', '1,03', '1.034', '12 cameras', '30 days and more', 'about fifty', '1e3', '0x10', '１２'])(
    '%s is nothing that is guessed at',
    (text) => {
      expect(readNumber(text)).toEqual({ kind: 'unreadable' });
    },
  );

  test('every whole number is read back from its American spelling', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.constantFrom('', ' days'), (value, unit) => {
        expect(readNumber(`${value.toLocaleString('en-US')}${unit}`)).toEqual({ kind: 'number', value });
        expect(readNumber(`${value}${unit}`)).toEqual({ kind: 'number', value });
      }),
    );
  });

  test('no text gives a negative or broken number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readNumber(text);
        if (reading.kind === 'number')
          expect(Number.isSafeInteger(reading.value) && reading.value >= 0).toBe(true);
      }),
    );
  });
});

describe('splitNames', () => {
  test('commas in parentheses belong to a name, blanks at its ends do not', () => {
    expect(splitNames('Larkfield OH PD, Drug Unit (Ash, Birch) OH , Ohio DPS ')).toEqual([
      'Larkfield OH PD',
      'Drug Unit (Ash, Birch) OH',
      'Ohio DPS',
    ]);
  });

  test('a parenthesis without its partner hides no name', () => {
    expect(splitNames('A (B, C, D')).toEqual(['A (B', 'C', 'D']);
    expect(splitNames('A) B, (C, (D, E), F')).toEqual(['A) B', '(C', '(D, E)', 'F']);
  });

  test('names without commas and parentheses come back as they went in', () => {
    const name = fc.stringMatching(/^[A-Za-z]{1,8}( [A-Za-z]{1,8}){0,3}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (names) => {
        expect(splitNames(names.join(', '))).toEqual(names);
      }),
    );
  });

  test('nothing but commas and blanks is ever lost', () => {
    const letters = (text: string) => text.replace(/[\s,]/g, '');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ',', ' ', '(', ')') }), (text) => {
        expect(letters(splitNames(text).join(''))).toBe(letters(text));
      }),
    );
  });
});

test.each([
  ['Sat Jul 20 2024', '2024-07-20'],
  ['July 4, 2025', '2025-07-04'],
  ['2026-06-12T04:10:09.000Z', '2026-06-12'],
  ['2026-06-12', '2026-06-12'],
  ['Feb 30 2024', null],
  ['Sat Jul 20', null],
  ['7/8/2024', null],
  ['20 Jul 2024', null],
  ['Jul 20 1024', null],
  ['', null],
])('the day of %j is %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});
