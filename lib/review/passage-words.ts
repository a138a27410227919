import { findNormalized } from '#lib/captures/anchor.ts';
import { lowerBound } from '#lib/captures/code-points.ts';
import {
  type IndexedText,
  normalizedSlice,
  rawSlice,
  type Span,
  sha256,
  toNormalizedStart,
  toRawSpan,
} from '#lib/captures/indexed-text.ts';
import type { AnchoredPassage } from '#lib/claims/file-schema.ts';
import type { Evidence } from './candidate-schema.ts';

/** The span without markup and blanks at its edges, with the hash of its words. */
export function toEvidence(text: IndexedText, span: Span, role: Evidence['role']): Evidence {
  const { start, end } = toRawSpan(text, toNormalizedSpan(text, span));
  return { start, end, sha256: sha256(rawSlice(text, { start, end })), role };
}

/** The entry of a claims file for these words. Its id comes from the words, so that it stays when the text around them changes. */
export function toPassageEntry(
  text: IndexedText,
  { start, end, sha256: hash }: Evidence,
  capture: string,
): AnchoredPassage {
  const span = toNormalizedSpan(text, { start, end });
  const normalized = normalizedSlice(text, span);
  const equal = findNormalized(text, normalized);
  const occurrence = Math.max(1, equal.findIndex((one) => one.start === span.start) + 1);
  return {
    id: `p${hash.slice(0, 8)}${occurrence > 1 ? `-${occurrence}` : ''}`,
    capture,
    start,
    end,
    sha256: hash,
    normalizedSha256: sha256(normalized),
    normalizedLength: span.end - span.start,
    occurrence,
    of: Math.max(1, equal.length),
  };
}

function toNormalizedSpan(text: IndexedText, { start, end }: Span): Span {
  const from = toNormalizedStart(text, start);
  const last = lowerBound(text.rawEnds, end);
  return { start: from, end: Math.max(from + 1, text.rawEnds[last] === end ? last + 1 : last) };
}
