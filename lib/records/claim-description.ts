import { toPlainText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { ClaimView } from './view.ts';

/**
 * A claim in one line for link previews and search engines, which show it without the page around it: who says it, how, what,
 * and which source carries it.
 */
export function toClaimDescription(
  claim: Pick<ClaimView, 'speaker' | 'stance' | 'act' | 'says' | 'work'>,
): string {
  const { evidence, records } = getMessages();
  return fill(records.claim.description, {
    speaker: toPlainText(claim.speaker),
    stance: evidence.stance[claim.stance],
    act: evidence.act[claim.act],
    says: claim.says,
    source: claim.work.publisher ?? claim.work.title,
  });
}
