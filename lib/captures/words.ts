import { type CodePointText, codePointAt } from './code-points.ts';

const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u;
/** Scripts that put no space between words: every code point is a place where a quotation may begin. */
const spacelessScript =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** True where a quotation may begin or end: not between two characters of one word. */
export function isWordBoundary(source: CodePointText, index: number): boolean {
  const before = codePointAt(source, index - 1);
  const after = codePointAt(source, index);
  if (before === undefined || after === undefined) return true;
  if (!wordCharacter.test(before) || !wordCharacter.test(after)) return true;
  return spacelessScript.test(before) || spacelessScript.test(after);
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
