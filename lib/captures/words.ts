import { type CodePointText, codePointAt } from './code-points.ts';

const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u;
/** Scripts that put no space between words: every code point is a place where a quotation may begin. */
const spacelessScript =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * Where a quotation may begin or end: 1 at every code point index that is not between two characters of one word. One longer
 * than the text, because its end is such a place too.
 */
export function findWordEdges(source: CodePointText): Uint8Array {
  const edges = new Uint8Array(source.length + 1);
  let previousJoins = false;
  for (let index = 0; index < source.length; index += 1) {
    const joins = joinsWords(codePointAt(source, index) ?? '');
    if (!previousJoins || !joins) edges[index] = 1;
    previousJoins = joins;
  }
  edges[source.length] = 1;
  return edges;
}

function joinsWords(character: string): boolean {
  if (character < '\u0080') return /^[A-Za-z0-9]$/.test(character);
  return wordCharacter.test(character) && !spacelessScript.test(character);
}

/** True for a character of a script that puts no space between words. */
export function isSpaceless(character: string): boolean {
  return spacelessScript.test(character);
}

export function countCjk(text: string): number {
  return text.match(cjk)?.length ?? 0;
}

/**
 * Words of a text for the quotation limits: pieces between white space that hold a letter or a digit; two CJK characters
 * count as one word, as the limits of 12 words and 24 characters say.
 */
export function countWords(text: string): number {
  const spaced = text.replace(cjk, ' ').split(/\s+/u);
  return spaced.filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length + Math.ceil(countCjk(text) / 2);
}
