import { toKind } from '#lib/claims/entity-schema.ts';
import type { SpeakerOrAmbiguous } from '#lib/claims/speaker-schema.ts';
import type { Draft } from './candidate-schema.ts';

/** Why a claim asks for a second reader: a denial, a dispute, or a person who is named. Empty where one reader is enough. */
export function whySecondReader({ stance, subject, object, speaker }: Draft): string[] {
  const reasons: string[] = [];
  if (stance === 'denies') reasons.push('a denial');
  if (stance === 'doubts') reasons.push('a dispute');
  const named = [subject, ...findIds(object), ...(speaker === undefined ? [] : findIds(speaker))];
  if (named.some((id) => id !== undefined && toKind(id) === 'person')) reasons.push('a named person');
  return reasons;
}

/** Every string of a value that may be an id; what is none has no kind. */
function findIds(value: Draft['object'] | SpeakerOrAmbiguous | unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(findIds);
}
