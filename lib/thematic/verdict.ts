import type { powerActions } from '#lib/claims/object-schema.ts';
import { decideLegalStatus, type LegalStatus } from '#lib/laws/legal-status.ts';
import { decideProgramState, type ProgramState } from './program-state.ts';
import type { Reaching } from './reach-index.ts';
import type { ThematicLaw, ThematicProgram } from './schema.ts';
import { firmest, type Holds, holdsOn } from './span.ts';

/**
 * How something counts for a place on a day. `firm`: told as applying, by date. `tentative`: planned or claimed only, or
 * the date is not exact enough. `other_day`: on record, but not on that day (ended, not begun, only a draft, told only later).
 */
export type Verdict = 'firm' | 'tentative' | 'other_day';

/** A system on record: everything told of it that has not surely ended, plans included as tentative. */
export function judgeSystem(
  program: ThematicProgram,
  reaching: readonly Reaching[],
  on: string,
): Verdict | undefined {
  const told = toPositive(reaching);
  if (told.length === 0) return undefined;
  const { stage, holds } = decideProgramState(program.stages, on);
  if (stage === 'ended' && holds !== 'maybe') return 'other_day';
  return toTerritory(told, (one) => holdsOn(one.statement.span, one.statement.toldOn, on));
}

/** A system reported as running: in a pilot or in operation. Territory alone, without a stage, makes it tentative. */
export function judgeRunning(
  program: ThematicProgram,
  reaching: readonly Reaching[],
  on: string,
): Verdict | undefined {
  const onRecord = judgeSystem(program, reaching, on);
  if (onRecord === undefined || onRecord === 'other_day') return onRecord;
  const state = decideProgramState(program.stages, on);
  if (isRunning(state)) return state.holds === 'maybe' || state.mayBe !== null ? 'tentative' : onRecord;
  if (state.mayBe === 'pilot' || state.mayBe === 'operational') return 'tentative';
  return state.stage === null && onRecord === 'firm' ? 'tentative' : 'other_day';
}

/** A law in force on the day; a draft, a plan and a law that began later or had ended never are. */
export function judgeLaw(law: ThematicLaw, reaching: readonly Reaching[], on: string): Verdict | undefined {
  const told = toPositive(reaching);
  if (told.length === 0) return undefined;
  const { state, reason } = toLegalStatus(law, on);
  if (reason === 'uncertain_date') return 'tentative';
  if (state !== 'in_force' && state !== 'last_known_in_force') return 'other_day';
  // Without a time of its own the territory is the law's for as long as the law is in force.
  return toTerritory(told, ({ statement }) =>
    statement.span === null ? 'yes' : holdsOn(statement.span, statement.toldOn, on),
  );
}

/** A law in force on the day that gives a power; undefined where no source ties that power to the law. */
export function judgePower(
  law: ThematicLaw,
  reaching: readonly Reaching[],
  action: (typeof powerActions)[number],
  on: string,
): Verdict | undefined {
  const powers = law.powers.filter(
    (power) => power.action === action && power.wording !== 'denied' && power.wording !== 'planned',
  );
  if (powers.length === 0) return undefined;
  const verdict = judgeLaw(law, reaching, on);
  if (verdict === undefined || verdict === 'other_day') return verdict;
  const holds = firmest(powers.map(({ span }) => (span === null ? 'yes' : holdsOn(span, null, on))));
  if (holds === 'no') return 'other_day';
  return holds === 'maybe' ? 'tentative' : verdict;
}

/** Was the law in force on the day? @param on ISO day */
export function toLegalStatus({ stages }: ThematicLaw, on: string): LegalStatus {
  return decideLegalStatus(
    stages.map((stage) => ({ ...stage, edtf: stage.edtf ?? undefined })),
    on,
  );
}

export function isRunning({ stage }: ProgramState): boolean {
  return stage === 'pilot' || stage === 'operational';
}

function toPositive(reaching: readonly Reaching[]): Reaching[] {
  return reaching.filter(
    ({ statement }) => statement.relation !== 'excluded' && statement.wording !== 'denied',
  );
}

function toTerritory(told: readonly Reaching[], toHolds: (one: Reaching) => Holds): Verdict {
  const holding = told.map((one) => ({ one, holds: toHolds(one) })).filter(({ holds }) => holds !== 'no');
  if (holding.length === 0) return 'other_day';
  const isFirm = holding.some(
    ({ one: { statement }, holds }) =>
      (statement.relation === 'applies' || statement.relation === 'piloted') &&
      statement.wording !== 'planned' &&
      holds !== 'maybe',
  );
  return isFirm ? 'firm' : 'tentative';
}
