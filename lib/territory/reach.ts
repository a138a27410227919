/** One statement of territory, as far as the rule of containment looks at it. */
export type Reach = { subjectId: string; placeId: string; relation: string };

/**
 * Whether a statement about territory is shown for the place at the head of `chain` (itself first, then outward).
 * It must be about a place of the chain, and no nearer place may exclude the same subject.
 */
export function isCovering(
  reach: Reach | undefined,
  all: readonly Reach[],
  chain: readonly string[],
): boolean {
  if (reach === undefined) return false;
  const distance = chain.indexOf(reach.placeId);
  if (distance === -1) return false;
  return !all.some(
    (other) =>
      other.relation === 'excluded' &&
      other.subjectId === reach.subjectId &&
      chain.includes(other.placeId) &&
      chain.indexOf(other.placeId) < distance,
  );
}
