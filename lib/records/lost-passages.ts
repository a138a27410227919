import type { ClaimView } from './view.ts';

/** True when no copy held here contains any of the passages that state the claim. Passages that cannot be checked are not lost. */
export function hasLostPassages(claim: Pick<ClaimView, 'passages'>): boolean {
  const stating = claim.passages.filter(({ role }) => role === 'statement');
  return stating.length > 0 && stating.every(({ state }) => state === 'lost');
}
