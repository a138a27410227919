import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { ClaimView } from './view.ts';

/**
 * When something was said, for the line that names its speaker: the day of the words where the source gives it, else the
 * source that carried them and its day. The day of an article is never printed as the day on which somebody it quotes, or a
 * report that it cites, said a thing.
 */
export function toSaidWhen(claim: Pick<ClaimView, 'saidOn' | 'ownVoice' | 'work'>): string | undefined {
  const { evidence } = getMessages();
  if (claim.saidOn !== undefined) return fill(evidence.saidOn, { date: claim.saidOn });
  const { publishedOn, publisher, title } = claim.work;
  if (claim.ownVoice) return publishedOn;
  const source = publisher ?? title;
  return fill(publishedOn === undefined ? evidence.carriedUndated : evidence.carried, {
    source,
    date: publishedOn ?? '',
  });
}
