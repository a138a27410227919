import type { LinkCheck, LinkFinding, LinkState } from './schema.ts';

const leastMissing = 3;
const leastMissingMs = 7 * 86_400_000;

/**
 * What readers are told after a visit. A host that does not answer changes nothing; a 404 counts only when at least three visits
 * over at least seven days found it, with no visit between them that reached a page.
 *
 * @param history earlier visits, newest first
 * @returns null while nothing is decided
 */
export function toNextState(
  history: readonly Pick<LinkCheck, 'checkedAt' | 'finding' | 'state'>[],
  now: { finding: LinkFinding; at: Date },
): LinkState | null {
  const before = history[0]?.state ?? null;
  if (now.finding === 'no_answer') return before;
  if (now.finding !== 'missing') return now.finding;
  const missing = [now.at];
  for (const { finding, checkedAt } of history) {
    if (finding === 'missing') missing.push(checkedAt);
    // A refusal or silence tells nothing about the page.
    else if (finding !== 'no_answer' && finding !== 'blocked') break;
  }
  const first = missing.at(-1) ?? now.at;
  const isGone = missing.length >= leastMissing && now.at.getTime() - first.getTime() >= leastMissingMs;
  return isGone ? 'gone' : before;
}
