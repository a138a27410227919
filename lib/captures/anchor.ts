import { DossierError } from '#lib/errors.ts';
import { toCodePointIndex, toCodePointText } from './code-points.ts';
import { type IndexedText, normalizedSlice, rawSlice, type Span, sha256, toRawSpan } from './indexed-text.ts';
import { normalize } from './normalize.ts';
import { countCjk } from './words.ts';

/** What a claims file stores of a quotation: where it lies and how to know it again, never its words. */
export type Anchor = Span & {
  /** Of the raw words. */
  sha256: string;
  /** Of the same words after the normalizer, with their length in code points. */
  normalizedSha256: string;
  normalizedLength: number;
  /** This is the n-th … */
  occurrence: number;
  /** … of so many equal quotations in the text. */
  of: number;
};

const minimumLength = 12;
const minimumLengthCjk = 6;

/**
 * Finds a quotation in a captured text, exactly or after the recorded normalizer. The quotation may be written with straight
 * quotes and without markup. Refuses one that is absent, too short to be told from chance, that begins or ends inside a word,
 * or that occurs several times when `occurrence` (from 1) does not say which is meant.
 */
export function anchor(text: IndexedText, quote: string, occurrence?: number): Anchor {
  const wanted = normalize(quote).text.trim();
  refuseShort(wanted, quote);
  const found = findNormalized(text, wanted);
  const count = found.length;
  if (count === 0) {
    throw refusal(
      `The quotation “${preview(quote)}” is not in the text`,
      'Copy the words from the captured text, whole words only.',
    );
  }
  if (count > 1 && occurrence === undefined) {
    throw refusal(
      `The quotation “${preview(quote)}” occurs ${count} times`,
      `Say which one with an occurrence from 1 to ${count}, or quote more of the sentence.`,
    );
  }
  const chosen = occurrence ?? 1;
  const span = found[chosen - 1];
  if (span === undefined) {
    throw refusal(
      `The quotation “${preview(quote)}” has no occurrence ${chosen}`,
      `It occurs ${count} times; count from 1.`,
    );
  }
  const raw = toRawSpan(text, span);
  return {
    ...raw,
    sha256: sha256(rawSlice(text, raw)),
    normalizedSha256: sha256(normalizedSlice(text, span)),
    normalizedLength: span.end - span.start,
    occurrence: chosen,
    of: count,
  };
}

/** Every place in the normalized text where these normalized words stand as whole words, in order. */
export function findNormalized(text: IndexedText, wanted: string): Span[] {
  const spans: Span[] = [];
  const length = toCodePointText(wanted).length;
  if (length === 0) return spans;
  const { normalized } = text;
  let unit = normalized.text.indexOf(wanted);
  while (unit !== -1) {
    const start = toCodePointIndex(normalized, unit);
    const end = start + length;
    if (text.isEnd[start] === 1 && text.isEnd[end] === 1) spans.push({ start, end });
    unit = normalized.text.indexOf(wanted, unit + 1);
  }
  return spans;
}

/** Fewer characters than that cannot be told from chance. */
export function isTooShort(quote: string): boolean {
  return toCodePointText(quote).length < minimumOf(quote);
}

function minimumOf(quote: string): number {
  return countCjk(quote) > 0 ? minimumLengthCjk : minimumLength;
}

function refuseShort(wanted: string, quote: string): void {
  const length = toCodePointText(wanted).length;
  const minimum = minimumOf(wanted);
  if (length >= minimum) return;
  throw refusal(
    `The quotation “${preview(quote)}” has ${length} characters; the least is ${minimum}`,
    'Quote more of the sentence around it.',
  );
}

function preview(quote: string): string {
  const words = quote.split(/\s+/u);
  return words.length > 8 ? `${words.slice(0, 8).join(' ')} …` : quote;
}

function refusal(what: string, mend: string): DossierError {
  return new DossierError('invalid_input', { what, mend });
}
