import { normalize } from '#lib/captures/normalize.ts';
import { type ClaimEntry, isAnchored, type PassageEntry } from '#lib/claims/file-schema.ts';
import type { Power, SimpleObject } from '#lib/claims/object-schema.ts';
import { valuesOfClaim } from './claim-values.ts';

/**
 * The source's own words beside a code (`raw`), which readers see in quotation marks, that stand in no phrase which the claim
 * cites. White space, typographic quotes (the normalizer) and letter case make no difference. A passage of a capture is longer
 * than the phrase that is printed of it, so nothing can be said where the claim cites one.
 */
export function findForeignWords(claim: ClaimEntry, passages: ReadonlyMap<string, PassageEntry>): string[] {
  const cited = claim.passages.flatMap((one) => passages.get(typeof one === 'string' ? one : one.id) ?? []);
  if (cited.some(isAnchored)) return [];
  const phrases = cited.map(({ phrase }) => fold(phrase ?? ''));
  return valuesOfClaim(claim)
    .flatMap(ownWordsOf)
    .filter((words) => !phrases.some((phrase) => phrase.includes(fold(words))));
}

/** A term stands alone, or among the objects of a power. */
function ownWordsOf(value: SimpleObject | Power['objects'][number]): string[] {
  if (value.type === 'power') return value.objects.flatMap(ownWordsOf);
  return value.type === 'term' && value.raw !== undefined ? [value.raw] : [];
}

function fold(words: string): string {
  return normalize(words).text.trim().toLowerCase();
}
