import type { ReviewState } from '#lib/review/state.ts';
import { isSame } from './scripted-reviewer.ts';

const proposedFields = ['subject', 'stance', 'modality', 'act', 'speaker', 'said', 'valid'] as const;
export type KeptFields = Record<(typeof proposedFields)[number], { confirmed: number; of: number }>;

/**
 * Of the claims accepted on sentences with a candidate: how many still hold what the candidate proposed, field by field. Stricter than
 * asking whether any claim of the sentence does, and the share that a reviewer need not correct. A date that neither has counts as kept.
 */
export function countKept(state: ReviewState): KeptFields {
  const claims = [...state.values()].flatMap(({ candidate, drafts }) =>
    candidate.found === undefined
      ? []
      : drafts
          .filter(({ status }) => status === 'accepted')
          .map(({ draft }) => ({ draft, proposed: candidate.proposed })),
  );
  const toShare = (field: (typeof proposedFields)[number]) => ({
    confirmed: claims.filter(({ draft, proposed }) => isSame(draft[field], proposed[field])).length,
    of: claims.length,
  });
  return {
    subject: toShare('subject'),
    stance: toShare('stance'),
    modality: toShare('modality'),
    act: toShare('act'),
    speaker: toShare('speaker'),
    said: toShare('said'),
    valid: toShare('valid'),
  };
}
