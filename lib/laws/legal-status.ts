/** What is held about one stage of a law; days are ISO text, inclusive, null where open or unknown. */
export type StageHeld = {
  /** Code of data/vocabularies/law-stages. */
  stage: string;
  earliest: string | null;
  latest: string | null;
  /** The date as the source or editor wrote it (EDTF), for the reason given to the reader. */
  edtf: string | undefined;
  /** Latest day on which a source that says so was published. */
  knownOn: string | null;
};

export type LegalState = 'in_force' | 'last_known_in_force' | 'not_in_force' | 'draft' | 'unknown';
export type LegalReason =
  | 'in_force_from'
  | 'nothing_since'
  | 'before_start'
  | 'ended'
  | 'draft_only'
  | 'passed_only'
  | 'signed_only'
  | 'refused'
  | 'before_draft'
  | 'uncertain_date'
  | 'nothing_held';

export type LegalStatus = {
  state: LegalState;
  reason: LegalReason;
  /** EDTF of the start that decides, when one does. */
  start: string | undefined;
  /** Day of the newest source that carries an answer of "last known". */
  knownOn: string | undefined;
};

const endings = new Set(['suspended', 'struck_down', 'repealed', 'expired']);
const preliminary = new Set(['announced', 'draft', 'bill', 'passed_one_chamber', 'refused', 'signed']);

/**
 * Was a law in force on a day? Decided only from what is held: a draft never counts as law, an imprecise date stays
 * undecided inside its bounds, and a law that nobody has reported on since is only *last known* to be in force.
 *
 * @param stages every stage held that no source merely denies
 * @param day ISO day
 */
export function decideLegalStatus(stages: readonly StageHeld[], day: string): LegalStatus {
  const ended = stages.find(
    (stage) => endings.has(stage.stage) && startsBy(stage, day) && lastsTo(stage, day),
  );
  if (ended !== undefined) return answer('not_in_force', 'ended', ended);
  const starts = stages.filter((stage) => stage.stage === 'in_force');
  const decided = starts.find((stage) => startsBy(stage, day) && lastsTo(stage, day));
  if (decided !== undefined) return toInForce(decided, starts, day);
  const over = starts.find((stage) => startsBy(stage, day));
  if (over !== undefined) return answer('not_in_force', 'ended', over);
  const vague = starts.find((stage) => mayHaveStarted(stage, day));
  if (vague !== undefined) return answer('unknown', 'uncertain_date', vague);
  const later = starts.find((stage) => stage.earliest !== null && stage.earliest > day);
  if (later !== undefined) return answer('not_in_force', 'before_start', later);
  const refused = stages.find((stage) => stage.stage === 'refused' && startsBy(stage, day));
  if (refused !== undefined) return answer('not_in_force', 'refused', refused);
  // Adopted is no draft any more, and not yet in force either: many laws begin later.
  const passed = stages.find((stage) => stage.stage === 'passed' && mayHaveStarted(stage, day));
  if (passed !== undefined) return answer('unknown', 'passed_only', passed);
  const signed = stages.find((stage) => stage.stage === 'signed' && mayHaveStarted(stage, day));
  if (signed !== undefined) return answer('unknown', 'signed_only', signed);
  const draft = stages.filter((stage) => preliminary.has(stage.stage));
  if (draft.length === 0) return answer('unknown', 'nothing_held');
  const seen = draft.find((stage) => stage.earliest === null || stage.earliest <= day);
  return seen === undefined
    ? answer('unknown', 'before_draft', draft[0])
    : answer('draft', 'draft_only', seen);
}

function toInForce(stage: StageHeld, starts: readonly StageHeld[], day: string): LegalStatus {
  const known = starts
    .flatMap((start) => (start.knownOn === null ? [] : [start.knownOn]))
    .sort()
    .at(-1);
  const stated = stage.latest !== null && stage.latest >= day;
  // A source without a date tells of the day that it names and of no later one.
  const last = known ?? lastStart(stage);
  if (stated || last === null || day <= last) return answer('in_force', 'in_force_from', stage);
  return { ...answer('last_known_in_force', 'nothing_since', stage), knownOn: last };
}

/** A precise day is its own bounds; "2016" may have begun anywhere in that year, so only its last day decides. */
function startsBy(stage: StageHeld, day: string): boolean {
  const bound = isOpenEnded(stage) ? stage.earliest : lastStart(stage);
  return bound !== null && bound <= day;
}

function mayHaveStarted(stage: StageHeld, day: string): boolean {
  return stage.earliest === null || stage.earliest <= day;
}

function lastsTo(stage: StageHeld, day: string): boolean {
  return !isInterval(stage) || stage.latest === null || day <= stage.latest;
}

/** The last day on which the stage can have begun. */
function lastStart(stage: StageHeld): string | null {
  return isInterval(stage) ? stage.earliest : stage.latest;
}

function isInterval(stage: StageHeld): boolean {
  return stage.edtf?.includes('/') ?? false;
}

function isOpenEnded(stage: StageHeld): boolean {
  return isInterval(stage) && stage.latest === null;
}

function answer(state: LegalState, reason: LegalReason, stage?: StageHeld): LegalStatus {
  return { state, reason, start: stage?.edtf, knownOn: undefined };
}
