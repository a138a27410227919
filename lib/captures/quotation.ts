import { normalize } from './normalize.ts';
import { countCjk, countWords } from './words.ts';

/** Longest quotation that may be published: 12 consecutive words, or 24 characters in CJK. */
export const longestPhrase = { words: 12, cjkCharacters: 24 } as const;
/** All published phrases of a work together, as a part of its words. */
export const largestShare = 0.1;

/** Signs that stand alone between blanks count as words here, as they do for the database's own check. */
export function countPhraseWords(phrase: string): number {
  return Math.max(countWords(phrase), phrase.trim().split(/\s+/u).length);
}

export function isTooLong(phrase: string): boolean {
  return countCjk(phrase) > longestPhrase.cjkCharacters || countPhraseWords(phrase) > longestPhrase.words;
}

/**
 * A translation may be longer than what it translates, but not so long that it stands for more of the source: twice the words of
 * the longest phrase.
 */
export function isTooLongTranslation(text: string): boolean {
  return countWords(text) > 2 * longestPhrase.words;
}

type Token = { text: string; weight: number };
/** The words of a source, indexed to find out whether other words repeat them at length. */
export type SourceWords = { tokens: readonly Token[]; places: ReadonlyMap<string, readonly number[]> };

export function indexWords(rawText: string): SourceWords {
  const tokens = tokenize(rawText);
  const places = new Map<string, number[]>();
  tokens.forEach(({ text }, index) => {
    const known = places.get(text);
    if (known === undefined) places.set(text, [index]);
    else known.push(index);
  });
  return { tokens, places };
}

/**
 * The first run of words that a text shares with the source and that is longer than a quotation may be, or undefined. Case and
 * punctuation do not make a copy another text.
 */
export function findLongCopy(text: string, source: SourceWords): string | undefined {
  const tokens = tokenize(text);
  for (let start = 0; start < tokens.length; start += 1) {
    for (const place of source.places.get(tokens[start]?.text ?? '') ?? []) {
      let length = 0;
      let weight = 0;
      for (;;) {
        const token = tokens[start + length];
        if (token === undefined || token.text !== source.tokens[place + length]?.text) break;
        weight += token.weight;
        length += 1;
        if (weight > longestPhrase.words) {
          return tokens
            .slice(start, start + length)
            .map((copied) => copied.text)
            .join(' ');
        }
      }
    }
  }
  return undefined;
}

function tokenize(text: string): Token[] {
  const pattern = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])|[\p{L}\p{N}\p{M}]+/gu;
  return [...normalize(text).text.toLowerCase().matchAll(pattern)].map((match) => ({
    text: match[0],
    weight: match[1] === undefined ? 1 : 0.5,
  }));
}
