import { fold, tokens } from './fold.ts';

/** 12.965, 14,000 and 12 965 are one number each; 2006/24, 09-08 and 2016 679 stay two. */
const groupedDigits = /(?<=(?<!\p{Nd})\p{Nd}{1,3})[.,’'\u00A0\u202F ](?=\p{Nd}{3}(?!\p{Nd}))/gu;
/** `sb 34`, `ecu 911`: how laws and systems are numbered; also written together. */
const numbered = /(?<!\p{L})(\p{L}{1,5}) (\p{Nd}{1,5})(?!\p{Nd})/gu;
/** First Mile, Smart Sampa: names short enough that people write them as one word. */
const shortName = /^[\p{Script=Latin}\p{Nd} ]{4,24}$/u;
const mostJoined = 3;

/**
 * The words by which a record is found: those of the folded text, with numbers also without their separators, and what is
 * often written together also as one word (`SB 34` → sb 34 sb34). In scripts without spaces: characters and pairs.
 */
export function toIndexWords(text: string, lang?: string): string[] {
  const words = new Set(tokens(text, lang));
  const joined = joinDigits(text);
  if (joined !== text) for (const word of tokens(joined, lang)) words.add(word);
  const folded = fold(joined, lang);
  for (const [, letters = '', digits = ''] of folded.matchAll(numbered)) words.add(letters + digits);
  const parts = folded.split(' ');
  if (parts.length > 1 && parts.length <= mostJoined && shortName.test(folded)) words.add(parts.join(''));
  return [...words];
}

export function joinDigits(text: string): string {
  return text.replace(groupedDigits, '');
}

/** Words as they are written, in lower case: what a stemmer expects, which knows its language's accents. */
export function toPlainWords(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length > 2 && !/\p{Nd}/u.test(word));
}
