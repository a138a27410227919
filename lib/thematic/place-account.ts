import type { LegalStatus } from '#lib/laws/legal-status.ts';
import { decideProgramState, type ProgramState } from './program-state.ts';
import type { ReachIndex, Reaching } from './reach-index.ts';
import type { ThematicLaw, ThematicPlace, ThematicProgram, ThematicUnknown } from './schema.ts';
import { judgeLaw, judgeSystem, toLegalStatus, type Verdict } from './verdict.ts';

export type ProgramAccount = {
  program: ThematicProgram;
  reaching: Reaching[];
  state: ProgramState;
  verdict: Verdict | undefined;
};
export type LawAccount = {
  law: ThematicLaw;
  reaching: Reaching[];
  status: LegalStatus;
  verdict: Verdict | undefined;
};

/** What is held of one place on a day, for its card: the same verdicts that the shading counts. */
export type PlaceAccount = {
  place: ThematicPlace;
  programs: ProgramAccount[];
  inForce: LawAccount[];
  otherLaws: LawAccount[];
  unknowns: readonly ThematicUnknown[];
};

const order: Record<Verdict, number> = { firm: 0, tentative: 1, other_day: 2 };

/** Undefined for a code of which not even the name is held. */
export function toPlaceAccount(index: ReachIndex, code: string, on: string): PlaceAccount | undefined {
  const place = index.places.get(code);
  if (place === undefined) return undefined;
  const programs: ProgramAccount[] = [];
  const laws: LawAccount[] = [];
  for (const { subject, reaching } of index.concerns.get(code) ?? []) {
    if (subject.kind === 'program') {
      const state = decideProgramState(subject.stages, on);
      programs.push({ program: subject, reaching, state, verdict: judgeSystem(subject, reaching, on) });
    } else {
      const status = toLegalStatus(subject, on);
      laws.push({ law: subject, reaching, status, verdict: judgeLaw(subject, reaching, on) });
    }
  }
  const isInForce = ({ verdict }: LawAccount) => verdict === 'firm' || verdict === 'tentative';
  return {
    place,
    programs: programs.sort((a, b) => toOrder(a.verdict) - toOrder(b.verdict)),
    inForce: laws.filter(isInForce).sort((a, b) => toOrder(a.verdict) - toOrder(b.verdict)),
    otherLaws: laws.filter((law) => !isInForce(law)),
    unknowns: index.unknowns.get(code) ?? [],
  };
}

function toOrder(verdict: Verdict | undefined): number {
  return verdict === undefined ? 3 : order[verdict];
}
