import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import type { Spot } from './spots.ts';

/** What the keyboard has reached as a sentence: which of how many, and what stands there. */
export function describeSpot(
  spot: Spot,
  spots: readonly Spot[],
  toName: (technology: string) => string,
): string {
  const { map } = getMessages();
  const words = {
    position: String(spots.findIndex(({ id }) => id === spot.id) + 1),
    of: String(spots.length),
    devices: formatCount(spot.count, map.countedHere, defaultLocale),
  };
  if (spot.cell === null) return fill(map.atCell, words);
  const status = spot.status ?? '';
  const statuses: Readonly<Record<string, string>> = map.statuses;
  return fill(map.atSpot, {
    ...words,
    technology: toName(spot.technology ?? 'unknown'),
    status: statuses[status] ?? status,
  });
}
