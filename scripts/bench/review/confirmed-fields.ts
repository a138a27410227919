import type { Candidate } from '#lib/candidates/candidate-schema.ts';
import { rawSlice, type Span } from '#lib/captures/indexed-text.ts';
import { type ClaimEntry, type ClaimsFile, isAnchored } from '#lib/claims/file-schema.ts';
import type { Draft } from '#lib/review/candidate-schema.ts';
import type { ReviewContext } from '#lib/review/session.ts';
import { fold } from '#lib/search/fold.ts';

export type Share = { confirmed: number; of: number };
export const measured = ['sentence', 'stance', 'act', 'speaker', 'organization', 'place', 'date'] as const;
export type ConfirmedFields = Record<(typeof measured)[number], Share> & {
  /** Candidates that somebody speaks in and whose words for the speaker match no name that we hold. */
  speakersLeftOpen: number;
};

/**
 * Which fields of the candidates a careful claims file says as well. A sentence is confirmed by any claim that rests on words of it; a field
 * by any such claim that holds the same value. Fields of sentences without a claim are not confirmed.
 */
export function countConfirmed(context: ReviewContext, file: ClaimsFile): ConfirmedFields {
  const judged = context.passages.flatMap(({ ref, candidate: { found, proposed } }) =>
    found === undefined ? [] : judge(context, found, proposed, findClaims(file, ref)),
  );
  const toShare = (field: string): Share => {
    const ofField = judged.filter((one) => one.field === field);
    return { confirmed: ofField.filter(({ isConfirmed }) => isConfirmed).length, of: ofField.length };
  };
  return {
    sentence: toShare('sentence'),
    stance: toShare('stance'),
    act: toShare('act'),
    speaker: toShare('speaker'),
    organization: toShare('organization'),
    place: toShare('place'),
    date: toShare('date'),
    speakersLeftOpen: context.passages.filter(
      ({ candidate: { found, proposed } }) => found?.speaker !== undefined && proposed.speaker === undefined,
    ).length,
  };
}

type Judged = { field: (typeof measured)[number]; isConfirmed: boolean };

function judge(
  context: ReviewContext,
  found: Candidate,
  { stance, act, speaker }: Draft,
  claims: readonly ClaimEntry[],
): Judged[] {
  const by = (field: Judged['field'], confirms: (claim: ClaimEntry) => boolean): Judged => ({
    field,
    isConfirmed: claims.some(confirms),
  });
  return [
    by('sentence', () => true),
    by('stance', (claim) => claim.stance === stance),
    by('act', (claim) => claim.act === act),
    // The same person or body, in whatever role.
    ...(found.speaker !== undefined && speaker !== undefined && 'entity' in speaker
      ? [by('speaker', (claim) => holds(claim.speaker, speaker.entity))]
      : []),
    ...found.organizations.map((name) => by('organization', (claim) => isBody(context, claim, name))),
    ...found.places.map((name) => by('place', (claim) => findEntities(name).some((id) => holds(claim, id)))),
    ...found.dates.map(({ edtf }) => by('date', (claim) => edtf !== undefined && holds(claim, edtf))),
  ];
}

/** Claims with a passage that states them and shares words with this sentence. */
export function findClaims(file: ClaimsFile, sentence: Span): ClaimEntry[] {
  const touching = new Set(
    file.passages
      .filter(isAnchored)
      .filter(({ start, end }) => start < sentence.end && sentence.start < end)
      .map(({ id }) => id),
  );
  return file.claims.filter(({ passages }) =>
    passages.some((one) => typeof one === 'string' && touching.has(one)),
  );
}

type Named = Candidate['organizations'][number];

/** The claim names the body that was found: by its id, or, for a name that we do not hold, by one that holds the same words. */
function isBody({ text, names }: ReviewContext, claim: ClaimEntry, name: Named): boolean {
  if (findEntities(name).some((id) => holds(claim, id))) return true;
  const words = ` ${fold(rawSlice(text, name))} `;
  return findStrings(claim).some((id) => {
    const entity = names.get(id);
    if (entity?.kind !== 'organization') return false;
    const known = ` ${fold(entity.label.replace(/ \([^()]+\)$/, ''))} `;
    return known.includes(words) || words.includes(known);
  });
}

function findEntities({ entities = [] }: Named): readonly string[] {
  return entities;
}

function findStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(findStrings) : [];
}

function holds(value: unknown, wanted: string): boolean {
  return findStrings(value).includes(wanted);
}
