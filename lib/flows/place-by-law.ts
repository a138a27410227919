import type { FlowParty } from './flow-map-schema.ts';

/**
 * Parties without a place of their own stand where the law or program behind the flow is, but only where that draws no line
 * between two places: nobody has said that data leave a country because a law of that country speaks of them.
 */
export function placeByLaw(
  from: FlowParty,
  to: FlowParty,
  behind: string | null,
): { from: FlowParty; to: FlowParty } {
  const agrees = (party: FlowParty) => party.place === null || party.place === behind;
  if (behind === null || !agrees(from) || !agrees(to)) return { from, to };
  const place = (party: FlowParty): FlowParty =>
    party.place === null ? { ...party, place: behind, placedBy: 'behind' } : party;
  return { from: place(from), to: place(to) };
}
