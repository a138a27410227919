import { countWords, isSpaceless } from './words.ts';

/** Longest excerpt of one passage that may be shown from a private copy: both hold, and two CJK characters are one word. */
export const longestExcerpt = { words: 40, characters: 300 } as const;

/** Places in a text, in UTF-16 units; the end is exclusive. */
export type Units = { from: number; to: number };

/**
 * The part of a passage that may be shown: all of it, or as much from its beginning as the limits let through, cut where a word
 * ends. With a published phrase it begins as late as needed to hold that whole.
 *
 * @returns undefined where not even the phrase fits
 */
export function cutExcerpt(text: string, passage: Units, phrase?: Units): Units | undefined {
  if (fits(text, passage)) return passage;
  const borders = findBorders(text, passage);
  const must = phrase ?? { from: passage.from, to: passage.from };
  const from = borders.find((border) => border <= must.from && fits(text, { from: border, to: must.to }));
  if (from === undefined) return undefined;
  const to = borders.findLast((border) => border >= must.to && fits(text, { from, to: border }));
  return to === undefined || to <= from ? undefined : trim(text, { from, to });
}

function fits(text: string, { from, to }: Units): boolean {
  // A code point has at most two units: what is longer than that needs no counting.
  if (to - from > 2 * longestExcerpt.characters) return false;
  const slice = text.slice(from, to);
  return [...slice].length <= longestExcerpt.characters && countWords(slice) <= longestExcerpt.words;
}

/**
 * Where a passage may be cut: at white space, and inside scripts without spaces where the Unicode rules and dictionaries see a word
 * end. The language of the rules is fixed, so that every machine cuts at the same place.
 */
function findBorders(text: string, { from, to }: Units): number[] {
  const slice = text.slice(from, to);
  const borders = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(slice)]
    .map(({ index }) => index)
    .filter((index) => index === 0 || isBorder(slice, index))
    .map((index) => from + index);
  return [...borders, to];
}

function isBorder(slice: string, index: number): boolean {
  const before = [...slice.slice(Math.max(0, index - 2), index)].at(-1) ?? '';
  const after = String.fromCodePoint(slice.codePointAt(index) ?? 0);
  if (/\s/u.test(before) || /\s/u.test(after)) return true;
  return isSpaceless(before) || isSpaceless(after);
}

function trim(text: string, { from, to }: Units): Units {
  const slice = text.slice(from, to);
  const start = from + slice.length - slice.trimStart().length;
  return { from: start, to: start + slice.trim().length };
}
