import type { ClaimEntry, WorkEntry } from './file-schema.ts';
import type { Speaker } from './speaker-schema.ts';

export type OriginContext = {
  /** Slug of the work that holds the claim. */
  workSlug: string;
  /** Works that this one cites, by id. */
  cited: ReadonlyMap<string, Pick<WorkEntry, 'identified'>>;
};

/** How a stated `origin` must begin; the last three are of unknown independence and never raise a count. */
export const originPattern = /^(entity|work|spokesperson|anonymous|class|unidentified|ambiguous):\S/;

/**
 * Who first said it, as far as the source lets us tell. Equal keys are one origin, and repeats never corroborate. A group
 * ("security experts") cannot be told, so the next in the chain that can be told stands for it.
 *
 * An anonymous speaker is one origin for each key of a work; the work's own voice is one origin for each work; a report that is
 * cited but not identified, and a speaker that the text leaves open, are origins of unknown independence.
 */
export function toOriginKey(claim: ClaimEntry, context: OriginContext): string {
  if (claim.origin !== undefined) return claim.origin;
  const { speaker } = claim;
  if ('ambiguous' in speaker) {
    const readings = new Set(speaker.ambiguous.map((reading) => toSpeakerKey(reading, claim.via, context)));
    const [only] = readings;
    return readings.size === 1 && only !== undefined ? only : `ambiguous:${context.workSlug}:${claim.id}`;
  }
  return toSpeakerKey(speaker, claim.via, context);
}

function toSpeakerKey(speaker: Speaker, via: readonly Speaker[], context: OriginContext): string {
  if ('entity' in speaker) return `entity:${speaker.entity}`;
  if ('spokesperson' in speaker) return `spokesperson:${speaker.spokesperson.for}`;
  if ('anonymous' in speaker) return `anonymous:${context.workSlug}:${speaker.anonymous.key}`;
  if ('work' in speaker) {
    const isUnidentified = context.cited.get(speaker.work)?.identified === false;
    return `${isUnidentified ? 'unidentified' : 'work'}:${speaker.work}`;
  }
  const [next, ...rest] = via;
  if (next !== undefined) return toSpeakerKey(next, rest, context);
  return `class:${context.workSlug}:${speaker.class}`;
}
