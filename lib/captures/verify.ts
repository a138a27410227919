import {
  type IndexedText,
  normalizedSlice,
  rawSlice,
  type Span,
  sha256,
  toNormalizedStart,
  toRawSpan,
} from './indexed-text.ts';

/** What is stored of a passage. Only hashes and lengths: the words stay in the private copy. */
export type StoredPassage = {
  /** Code points in the copy that the author anchored it to; null while no copy exists. */
  start: number | null;
  end: number | null;
  sha256: string;
  normalizedSha256: string;
  normalizedLength: number;
  occurrence: number;
  of: number;
  /** Length of the author's copy in code points, so that a place can also be counted from the end of the text. */
  textLength?: number;
};

export type Verification =
  /** `foundStart` only where the words moved; the stored anchor itself never moves. */
  | { state: 'verified' | 'verified_normalized'; foundStart?: number }
  /** The text holds the words nowhere, or not as often as it did, so that nobody can tell which one is gone. */
  | { state: 'lost'; reason: 'absent' | 'count_differs' };

/**
 * Looks for the passage's words in a text: at the stored place, at the same distance from the end, then anywhere. Content
 * equality decides and nothing else; a passage that is one of several equal quotations is found elsewhere only when the text
 * still holds as many of them, because otherwise nobody can tell which one is gone.
 */
export function verifyPassage(passage: StoredPassage, text: IndexedText): Verification {
  return verifyPassages([passage], text)[0] ?? { state: 'lost', reason: 'absent' };
}

/** Like `verifyPassage` for many; results stand in the order of the passages. */
export function verifyPassages(passages: readonly StoredPassage[], text: IndexedText): Verification[] {
  const atPlace = passages.map((passage) => checkPlace(passage, text));
  const elsewhere = searchWindows(
    passages.filter((_, index) => atPlace[index] === undefined),
    text,
  );
  return passages.map((passage, index) => atPlace[index] ?? fromWindows(passage, elsewhere, text));
}

/** The words at the stored place, counted from the start or from the end of the text. */
function checkPlace(passage: StoredPassage, text: IndexedText): Verification | undefined {
  const { start, end } = passage;
  if (start === null || end === null) return undefined;
  const shift = passage.textLength === undefined ? 0 : text.raw.length - passage.textLength;
  const places = shift === 0 ? [0] : [0, shift];
  for (const by of places) {
    if (equalsRaw(passage, text, { start: start + by, end: end + by }))
      return found('verified', start, start + by);
  }
  for (const by of places) {
    const from = toNormalizedStart(text, start + by);
    const span = { start: from, end: from + passage.normalizedLength };
    if (!equalsNormalized(passage, text, span)) continue;
    return found('verified_normalized', start, toRawSpan(text, span).start);
  }
  return undefined;
}

function fromWindows(
  passage: StoredPassage,
  windows: ReadonlyMap<string, readonly Span[]>,
  text: IndexedText,
): Verification {
  const spans = windows.get(passage.normalizedSha256) ?? [];
  const span = spans[passage.occurrence - 1];
  if (span === undefined || spans.length !== passage.of)
    return { state: 'lost', reason: spans.length === 0 ? 'absent' : 'count_differs' };
  const raw = toRawSpan(text, span);
  const state = sha256(rawSlice(text, raw)) === passage.sha256 ? 'verified' : 'verified_normalized';
  return found(state, passage.start, raw.start);
}

/** Every window of whole words whose hash is wanted, by hash: one sweep over the text for each distinct length. */
function searchWindows(passages: readonly StoredPassage[], text: IndexedText): Map<string, Span[]> {
  const wanted = new Map<string, Span[]>(passages.map((passage) => [passage.normalizedSha256, []]));
  const lengths = new Set(passages.map((passage) => passage.normalizedLength));
  for (const length of lengths) {
    for (const start of text.beginnings) {
      const end = start + length;
      if (end > text.normalized.length) break;
      if (text.isEnd[end] !== 1) continue;
      wanted.get(sha256(normalizedSlice(text, { start, end })))?.push({ start, end });
    }
  }
  return wanted;
}

function equalsRaw(passage: StoredPassage, text: IndexedText, span: Span): boolean {
  if (span.start < 0 || span.end > text.raw.length || span.end <= span.start) return false;
  // Half of a longer word is another word: both edges must be edges of words.
  if (text.isEnd[toNormalizedStart(text, span.start)] !== 1) return false;
  if (text.isEnd[toNormalizedStart(text, span.end)] !== 1) return false;
  return sha256(rawSlice(text, span)) === passage.sha256;
}

function equalsNormalized(passage: StoredPassage, text: IndexedText, span: Span): boolean {
  if (span.end > text.normalized.length || text.isEnd[span.start] !== 1 || text.isEnd[span.end] !== 1)
    return false;
  return sha256(normalizedSlice(text, span)) === passage.normalizedSha256;
}

function found(
  state: 'verified' | 'verified_normalized',
  stored: number | null,
  actual: number,
): Verification {
  return stored === actual ? { state } : { state, foundStart: actual };
}
