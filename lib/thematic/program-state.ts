import { z } from 'zod';
import { type Holds, spanSchema } from './span.ts';

/** Stages in the life of a program, in the order of data/vocabularies/program-status. */
export const programStages = [
  'rumored',
  'announced',
  'in_development',
  'pilot',
  'operational',
  'suspended',
  'ended',
] as const;
export type ProgramStage = (typeof programStages)[number];

export const toldStageSchema = z.object({
  stage: z.enum(programStages),
  span: spanSchema.nullable(),
  /** ISO day of the first source that tells of it. */
  toldOn: z.string().nullable(),
});
export type ToldStage = z.infer<typeof toldStageSchema>;

/** `stage` is null where nothing held tells the stage on that day. `mayBe` is a later stage whose date is not exact enough. */
export type ProgramState = {
  stage: ProgramStage | null;
  holds: Holds;
  since: string | null;
  mayBe: ProgramStage | null;
};

/**
 * Which stage of its life a program had on a day: the last one that had surely begun. Stages are told apart and never
 * filled in: a pilot does not make a program operational, and a stage that is over leaves the stage untold.
 */
export function decideProgramState(told: readonly ToldStage[], on: string): ProgramState {
  const begun = told
    .map((one) => ({ ...one, begin: toBegin(one), surely: toSureBegin(one) }))
    .filter((one) => one.begin === null || one.begin <= on)
    .filter((one) => one.span?.endsBy == null || on <= one.span.endsBy)
    .sort(
      (a, b) =>
        (a.surely ?? '').localeCompare(b.surely ?? '') ||
        programStages.indexOf(a.stage) - programStages.indexOf(b.stage),
    );
  const current = begun.filter((one) => one.surely === null || one.surely <= on).at(-1);
  const coming = begun.find((one) => one.surely !== null && one.surely > on && one.stage !== current?.stage);
  if (current === undefined) {
    return coming === undefined
      ? { stage: null, holds: 'no', since: null, mayBe: null }
      : { stage: null, holds: 'maybe', since: null, mayBe: coming.stage };
  }
  const isOpen = current.span?.end === 'open' || current.span?.end === 'closed';
  return {
    stage: current.stage,
    holds: current.span?.vague === true ? 'maybe' : isOpen ? 'yes' : 'last_known',
    since: current.span?.edtf ?? null,
    mayBe: coming?.stage ?? null,
  };
}

function toBegin({ span, toldOn }: ToldStage): string | null {
  return span === null ? toldOn : span.beginsFrom;
}

function toSureBegin({ span, toldOn }: ToldStage): string | null {
  return span === null ? toldOn : span.beginsBy;
}
