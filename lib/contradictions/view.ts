import type { EntityRef, Piece } from '#lib/claims/rich-text.ts';
import type { ClaimView, PredicateRows, UnknownView } from '#lib/records/view.ts';
import type { Reason } from './explain.ts';
import type { Stand } from './groups.ts';

/** One statement of a side, and how it stands to what the group is about. */
export type StandingClaim = {
  claim: ClaimView;
  stand: Stand;
  place: EntityRef | undefined;
  /** Why editors or the source connected it with the other side. */
  note: string | undefined;
  byEditors: boolean;
};

export type SideView = { value: Piece[] | undefined; claims: StandingClaim[] };

export type GroupView = {
  id: string;
  kind: 'stance' | 'values';
  subject: EntityRef;
  label: string;
  value: Piece[] | undefined;
  sides: SideView[];
};

export type LookAlikeView = {
  id: string;
  reason: Reason;
  claims: [StandingClaim, StandingClaim];
  note: string | undefined;
};

/** Facts that have only a denial or a doubt, by record, as on that record's page. */
export type UnansweredRecord = { subject: EntityRef; predicates: PredicateRows[] };

/** A page of groups, and how many there are of what stands on pages of its own. */
export type Contradictions = {
  groups: { rows: GroupView[]; total: number };
  lookAlikes: number;
  denials: number;
  silence: number;
  unknowns: UnknownView[];
};
