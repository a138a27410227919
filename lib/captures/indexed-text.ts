import { hash } from 'node:crypto';
import { type CodePointText, lowerBound, sliceCodePoints, toCodePointText } from './code-points.ts';
import { normalize } from './normalize.ts';
import { findWordEdges } from './words.ts';

/** sha256 of the text's UTF-8 bytes, lower-case hexadecimal. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Start inclusive, end exclusive, in code points. */
export type Span = { start: number; end: number };

/** The raw text of one capture and its normalized form, indexed once and asked about many passages. */
export type IndexedText = {
  raw: CodePointText;
  normalized: CodePointText;
  /** For every normalized code point, the first raw code point behind it … */
  rawStarts: Uint32Array;
  /** … and one past the last. */
  rawEnds: Uint32Array;
  /** Normalized indexes where a quotation may begin, ascending; `isEnd[i]` is 1 where one may end. */
  beginnings: Uint32Array;
  isEnd: Uint8Array;
};

export function indexText(rawText: string): IndexedText {
  const raw = toCodePointText(rawText);
  const mapped = normalize(rawText);
  const normalized = toCodePointText(mapped.text);
  const rawStarts = new Uint32Array(normalized.length);
  const rawEnds = new Uint32Array(normalized.length);
  const isEnd = findWordEdges(normalized);
  const beginnings: number[] = [];
  for (let index = 0; index <= normalized.length; index += 1) {
    if (index < normalized.length) {
      rawStarts[index] = mapped.starts[normalized.units[index] ?? 0] ?? 0;
      rawEnds[index] = mapped.ends[(normalized.units[index + 1] ?? 0) - 1] ?? 0;
    }
    if (isEnd[index] === 1) beginnings.push(index);
  }
  return { raw, normalized, rawStarts, rawEnds, beginnings: Uint32Array.from(beginnings), isEnd };
}

/** The raw words behind a span of the normalized text, without markup at its edges. */
export function toRawSpan(text: IndexedText, normalized: Span): Span {
  return { start: text.rawStarts[normalized.start] ?? 0, end: text.rawEnds[normalized.end - 1] ?? 0 };
}

/** First normalized index that stands for the raw code point `rawStart` or one after it. */
export function toNormalizedStart(text: IndexedText, rawStart: number): number {
  return lowerBound(text.rawStarts, rawStart);
}

export function normalizedSlice(text: IndexedText, span: Span): string {
  return sliceCodePoints(text.normalized, span.start, span.end);
}

export function rawSlice(text: IndexedText, span: Span): string {
  return sliceCodePoints(text.raw, span.start, span.end);
}
