import { codePointAt, toCodePointIndex } from './code-points.ts';
import { cutExcerpt, type Units } from './excerpt.ts';
import { type IndexedText, normalizedSlice, rawSlice, type Span } from './indexed-text.ts';
import { normalize } from './normalize.ts';
import { countWords } from './words.ts';

/** Words of a source as a reader sees them: spacing and markup evened out, quotation marks as they stand in the copy. */
export type Excerpt = {
  before: string;
  /** The published phrase inside; empty where the passage has none. */
  phrase: string;
  after: string;
  /** The passage begins before, or goes on after, what is shown. */
  cutBefore: boolean;
  cutAfter: boolean;
};

export type ExcerptCandidate = {
  id: string;
  /** Where it stands in the normalized text, in code points. */
  span: Span;
  phrase: string | undefined;
  /** Claims that it states, and those among them that deny, doubt or keep silent. */
  claims: number;
  contesting: number;
};

export type CandidateText = { text: IndexedText; passages: readonly ExcerptCandidate[] };

type Cut = { passage: Units; shown: Units; phrase: Units | undefined };

/**
 * Chooses which passages of one work are shown from its copies, so that phrases and excerpts together stay within `allowed` words.
 * First those that state a denial, a doubt or a silence, then those that state most claims, then in the order of the text; a
 * passage whose excerpt no longer fits is left with its phrase, and the next that fits has its turn. Only the phrase inside of an
 * excerpt is not counted again with it; words that several quotations share count in each.
 *
 * @param phraseWords words of all published phrases of the work, as its claims file is checked for them
 */
export function planExcerpts(
  texts: readonly CandidateText[],
  { allowed, phraseWords }: { allowed: number; phraseWords: number },
): Map<string, Excerpt> {
  const plan = new Map<string, Excerpt>();
  let spent = phraseWords;
  const turns = texts.flatMap(({ text, passages }, order) =>
    passages.flatMap((candidate) => {
      const cut = toCut(text, candidate);
      return cut === undefined ? [] : [{ ...cut, candidate, text, order }];
    }),
  );
  turns.sort(
    (a, b) =>
      compareImportance(a.candidate, b.candidate) ||
      a.order - b.order ||
      compareText(a.candidate, b.candidate),
  );
  for (const { candidate, passage, shown, phrase, text } of turns) {
    const source = text.normalized.text;
    const held = phrase === undefined ? 0 : countWords(source.slice(phrase.from, phrase.to));
    const cost = countWords(source.slice(shown.from, shown.to)) - held;
    if (cost <= 0 || spent + cost > allowed) continue;
    spent += cost;
    plan.set(candidate.id, toExcerpt(text, { passage, shown, phrase }));
  }
  return plan;
}

function compareImportance(a: ExcerptCandidate, b: ExcerptCandidate): number {
  return Math.sign(b.contesting) - Math.sign(a.contesting) || b.claims - a.claims;
}

function compareText(a: ExcerptCandidate, b: ExcerptCandidate): number {
  return a.span.start - b.span.start || (a.id < b.id ? -1 : 1);
}

/** Undefined where nothing of the passage fits the limits. */
function toCut(text: IndexedText, candidate: ExcerptCandidate): Cut | undefined {
  const passage = toUnits(text, candidate.span);
  const phrase = findPhrase(text, candidate, passage);
  const shown = cutExcerpt(text.normalized.text, passage, phrase);
  return shown === undefined ? undefined : { passage, shown, phrase };
}

function findPhrase(
  text: IndexedText,
  { phrase, span }: ExcerptCandidate,
  passage: Units,
): Units | undefined {
  if (phrase === undefined) return undefined;
  const wanted = normalize(phrase).text;
  const at = normalizedSlice(text, span).indexOf(wanted);
  return at === -1 ? undefined : { from: passage.from + at, to: passage.from + at + wanted.length };
}

function toUnits({ normalized }: IndexedText, { start, end }: Span): Units {
  return { from: normalized.units[start] ?? 0, to: normalized.units[end] ?? 0 };
}

function toExcerpt(text: IndexedText, cut: Cut): Excerpt {
  const { passage, shown, phrase = { from: shown.to, to: shown.to } } = cut;
  return {
    before: toShown(text, { from: shown.from, to: phrase.from }),
    phrase: toShown(text, phrase),
    after: toShown(text, { from: phrase.to, to: shown.to }),
    cutBefore: shown.from > passage.from,
    cutAfter: shown.to < passage.to,
  };
}

/** The normalized words with the quotation marks of the source: the normalizer makes all of them straight. */
function toShown(text: IndexedText, { from, to }: Units): string {
  const { normalized } = text;
  let shown = '';
  for (let index = toCodePointIndex(normalized, from); (normalized.units[index] ?? to) < to; index += 1) {
    const character = codePointAt(normalized, index) ?? '';
    const raw = { start: text.rawStarts[index] ?? 0, end: text.rawEnds[index] ?? 0 };
    const isMark = (character === "'" || character === '"') && raw.end - raw.start === 1;
    shown += isMark ? rawSlice(text, raw) : character;
  }
  return shown;
}
