import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChineseDates } from '#lib/candidates/chinese-dates.ts';
import { findDates } from '#lib/candidates/dates.ts';
import { findDatesIn } from '#lib/candidates/find-dates-in.ts';
import { wordsOf } from '#lib/candidates/language-tables.ts';
import { isEdtf } from '#lib/edtf.ts';

type Language = 'en' | 'fr' | 'de' | 'es';
const read = (language: Language, text: string, published = '2016-03-03') =>
  findDates(text, wordsOf(language), { published }).map((date) => [
    text.slice(date.start, date.end),
    date.edtf,
  ]);

describe('dates', () => {
  test.each<[Language, string, string[][]]>([
    ['en', 'A draft law unveiled in July', [['July', '2015-07']]],
    ['en', 'laws that went into effect on Jan. 1 allow', [['Jan. 1', '2016-01-01']]],
    ['en', 'revealed last year that', [['last year', '2015']]],
    ['en', 'filed in March', [['March', '2016-03']]],
    ['en', 'filed on March 12', [['March 12', '2015-03-12']]],
    [
      'en',
      'On 15th January, 2014, and on 02.12.2013',
      [
        ['15th January, 2014', '2014-01-15'],
        ['02.12.2013', '2013-12-02'],
      ],
    ],
    ['en', 'from November 2014 to July 2015', [['November 2014 to July 2015', '2014-11/2015-07']]],
    [
      'en',
      'May 2014 and May 2015',
      [
        ['May 2014', '2014-05'],
        ['May 2015', '2015-05'],
      ],
    ],
    ['en', 'had revenue of 164 billion in 2015', [['2015', '2015']]],
    ['fr', 'lors d’un vote solennel, mardi 1er mars', [['mardi 1er mars', '2016-03-01']]],
    ['fr', 'l’an dernier', [['l’an dernier', '2015']]],
    ['es', 'aprobada el 3 de mayo de 2014', [['3 de mayo de 2014', '2014-05-03']]],
    ['es', 'instaló en febrero', [['febrero', '2016-02']]],
    ['de', 'seit dem 1. August', [['1. August', '2015-08-01']]],
    ['de', 'im vergangenen Jahr', [['vergangenen Jahr', '2015']]],
  ])('%s: %s', (language, text, expected) => {
    expect(read(language, text)).toEqual(expected);
  });

  test.each([
    ['a month that is a verb', 'The office may act, and they march on.'],
    ['a case in the reports', 'Puttaswamy v. Union of India (2017) 10 SCC 1'],
    ['a number', 'about 2,015 cameras and 1999.5 points'],
    ['an impossible day', 'on 31.02.2015'],
  ])('are not made of %s', (_, text) => {
    expect(read('en', text)).toEqual([]);
  });

  test('without a year are left out when nobody knows when the text was published', () => {
    expect(
      findDates('in July and last year, but in July 2015', wordsOf('en'), {}).map(({ edtf }) => edtf),
    ).toEqual(['2015-07']);
  });

  test('never lie after the publication when the year was inferred, and are always EDTF', () => {
    const months = [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }),
        fc.constantFrom(...months),
        fc.integer({ min: 1, max: 28 }),
        (published, month, day) => {
          const iso = published.toISOString().slice(0, 10);
          for (const text of [`in ${month}`, `on ${month} ${day}`]) {
            const [found] = findDates(text, wordsOf('en'), { published: iso });
            expect(isEdtf(found?.edtf ?? '')).toBe(true);
            expect((found?.edtf ?? '9') <= iso).toBe(true);
          }
        },
      ),
    );
  });
});

describe('Chinese dates', () => {
  test.each([
    ['二〇一五年七月通过', '2015-07'],
    ['2015年7月3日', '2015-07-03'],
    ['去年十二月', '2015-12'],
    ['今年一月', '2016-01'],
    ['上个月', '2016-02'],
    ['昨天', '2016-03-02'],
    ['十二月二十一日', '2015-12-21'],
  ])('%s', (text, edtf) => {
    expect(findChineseDates(text, '2016-03-03').map((date) => date.edtf)).toEqual([edtf]);
  });

  test('leave durations alone', () => {
    expect(findChineseDates('保存六个月，三十天后删除', '2016-03-03')).toEqual([]);
  });
});

test('words that a model marked as a date are read like any others', () => {
  expect(findDatesIn('July', 'en', '2016-03-03')).toBe('2015-07');
  expect(findDatesIn('soon', 'en', '2016-03-03')).toBeUndefined();
});
