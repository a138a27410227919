import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';

const words = (code: string) => code.replaceAll('_', ' ');

/** A check's code (scrapers/core/engine/bounds.ts) in a reader's words. */
export function toCheckName(code: string): string {
  const { scrapes } = getMessages();
  const known = Object.entries(scrapes.checkNames).find(([name]) => name === code)?.[1];
  if (known !== undefined) return known;
  const expected = /^expected_(.+)_(min|max)$/.exec(code);
  if (expected?.[1] !== undefined)
    return fill(expected[2] === 'min' ? scrapes.expectedMin : scrapes.expectedMax, {
      what: words(expected[1]),
    });
  const filled = /^filled_([a-z]+)_(.+)_percent$/.exec(code);
  if (filled?.[1] !== undefined && filled[2] !== undefined)
    return fill(scrapes.filled, { kind: filled[1], field: filled[2] });
  return words(code);
}

/** Why a change was held (scrapers/core/engine/policy.ts) in a reader's words. */
export function toHeldReason(code: string): string {
  const { heldBecause } = getMessages().scrapes;
  const [head = '', ...rest] = code.split(': ');
  const detail = rest.join(': ');
  if (head === 'dataset_held') return heldBecause.dataset_held;
  if (head === 'check_failed') return fill(heldBecause.check_failed, { detail: toCheckName(detail) });
  if (head === 'finding') return fill(heldBecause.finding, { detail: words(detail) });
  if (head.startsWith('more_than_')) return heldBecause.more_than;
  const review = /^(.+)_needs_review$/.exec(head)?.[1];
  return review === undefined ? words(code) : fill(heldBecause.needs_review, { detail: words(review) });
}

/** Why a record was left out, by the scrapers' reason code. */
export function toRefusalReason(code: string): string {
  return getMessages().refusals[code] ?? words(code);
}
