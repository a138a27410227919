import { type Validation, validateClaimsFile } from '#lib/claims/validate.ts';
import type { Surroundings } from '#lib/claims/validation-context.ts';
import { type ReviewedWork, toClaimsFile } from './claims-from-state.ts';
import type { ReviewState } from './state.ts';
import { toYaml } from './write-claims-file.ts';

/** The claims file of a review as ingestion would read it, with every problem that ingestion would find. */
export function validateReview(
  work: ReviewedWork,
  state: ReviewState,
  surroundings: Surroundings,
): Validation {
  const yaml = toYaml(toClaimsFile(work, state));
  return validateClaimsFile(`${work.work.id.slice('work.'.length)}.yaml`, Buffer.from(yaml), surroundings);
}

/** What of a claim would be refused, in the words of ingestion. */
export function findProblems(work: ReviewedWork, state: ReviewState, surroundings: Surroundings): string[] {
  const validation = validateReview(work, state, surroundings);
  return validation.ok
    ? []
    : validation.problems.map(
        ({ key, what, mend }) => `${key.replace(/^claims\[\d+\]\./, '')}: ${what}. ${mend}`,
      );
}
