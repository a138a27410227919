import type { Language } from './languages.ts';
import { german } from './words/de.ts';
import { english } from './words/en.ts';
import { spanish } from './words/es.ts';
import { french } from './words/fr.ts';
import type { LanguageWords } from './words/language-words.ts';

export type SpacedLanguage = Exclude<Language, 'zh'>;

const tables: Readonly<Record<SpacedLanguage, LanguageWords>> = {
  en: english,
  fr: french,
  de: german,
  es: spanish,
};

/** The words of a language that puts spaces between its words. */
export function wordsOf(language: SpacedLanguage): LanguageWords {
  return tables[language];
}
