import { fold } from './fold.ts';

export type HighlightPiece = { text: string; hit: boolean };

const word = /[\p{L}\p{M}\p{N}'’]+/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const shortest = 2;

/**
 * A text in pieces, with the words that the query has, or begins: compared as search compares them, so `urumqi` marks
 * `Ürümqi`. In scripts without spaces the run of characters that the query has is marked.
 */
export function toHighlights(text: string, q: string): HighlightPiece[] {
  const wanted = fold(q)
    .split(' ')
    .filter((one) => one.length >= shortest || unspaced.test(one));
  const pieces: HighlightPiece[] = [];
  let end = 0;
  const add = (from: number, to: number, hit: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), hit });
    end = to;
  };
  for (const match of text.matchAll(word)) {
    const range = findHit(match[0], wanted);
    if (range === undefined) continue;
    add(end, match.index + range[0], false);
    add(match.index + range[0], match.index + range[1], true);
  }
  add(end, text.length, false);
  return pieces;
}

/** Where in a word a wanted one stands: [start, end) in UTF-16 units. */
function findHit(text: string, wanted: readonly string[]): [number, number] | undefined {
  const folded = fold(text);
  for (const one of wanted) {
    if (folded.startsWith(one) && !unspaced.test(one)) return [0, text.length];
    const at = unspaced.test(one) ? folded.indexOf(one) : -1;
    // Folding changes the number of characters of some words; then the whole word is marked.
    if (at >= 0) return folded.length === text.length ? [at, at + one.length] : [0, text.length];
  }
  return undefined;
}
