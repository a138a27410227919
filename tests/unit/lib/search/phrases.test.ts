import { describe, expect, test } from 'vitest';
import { readOwnNames, readPhrases } from '#lib/search/phrases.ts';
import { readTechnologies } from '#lib/technologies/schema.ts';

const languages = ['en', 'es', 'zh', 'fr', 'de', 'ar', 'ru', 'pt'];

describe('data/search', () => {
  test('names every technology in eight languages', () => {
    const own = readOwnNames();
    const missing = Object.keys(readTechnologies()).flatMap((code) =>
      languages.filter((lang) => own[`tech.${code}`]?.[lang] === undefined).map((lang) => `${code} ${lang}`),
    );
    expect(missing).toEqual([]);
  });

  test('says no phrase twice in one language of one idea', () => {
    for (const { names } of readPhrases())
      for (const texts of Object.values(names))
        expect(new Set(texts).size, texts.join(', ')).toBe(texts.length);
  });
});
