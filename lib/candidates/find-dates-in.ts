import { findChineseDates } from './chinese-dates.ts';
import { findDates } from './dates.ts';
import { wordsOf } from './language-tables.ts';
import type { Language } from './languages.ts';

/** EDTF of words that somebody else marked as a date; undefined where they are none that we can read. */
export function findDatesIn(
  words: string,
  language: Language,
  published: string | undefined,
): string | undefined {
  if (language === 'zh') return findChineseDates(words, published)[0]?.edtf;
  const table = wordsOf(language);
  // A month alone counts as a date only after a preposition, which the marked words may lack.
  const [found] = findDates(
    `${table.beforeMonth.split('|')[0]} ${words}`,
    table,
    published === undefined ? {} : { published },
  );
  return found?.edtf;
}
