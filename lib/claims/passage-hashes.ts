import { toCodePointText } from '#lib/captures/code-points.ts';
import { sha256 } from '#lib/captures/indexed-text.ts';
import { normalize } from '#lib/captures/normalize.ts';

/**
 * What is stored of words that were seen and not yet captured: sha256 (hex) as written and after the normalizer, and the
 * length of the latter in code points. A later capture is searched for them as for any other passage.
 */
export function toPassageHashes(phrase: string): {
  sha256: string;
  normalizedSha256: string;
  normalizedLength: number;
} {
  const { text } = normalize(phrase);
  return {
    sha256: sha256(phrase),
    normalizedSha256: sha256(text),
    normalizedLength: toCodePointText(text).length,
  };
}
