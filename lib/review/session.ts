import type { IndexedText } from '#lib/captures/indexed-text.ts';
import type { EntityEntry } from '#lib/claims/entity-schema.ts';
import type { Registry } from '#lib/claims/registry.ts';
import type { Draft } from './candidate-schema.ts';
import { candidateSchemaVersion } from './candidate-schema.ts';
import type { ReviewedWork } from './claims-from-state.ts';
import { type Action, type Decision, type LogLine, toKey } from './decision-schema.ts';
import type { NameIndex } from './name-index.ts';
import type { ReviewPassage } from './passages.ts';
import type { Prompt } from './prompt.ts';
import {
  decide,
  type ReviewedDraft,
  type ReviewedPassage,
  type ReviewState,
  replay,
  type Standing,
  toUndecided,
} from './state.ts';

/** What does not change while somebody reviews. */
export type ReviewContext = {
  work: ReviewedWork;
  text: IndexedText;
  passages: readonly ReviewPassage[];
  names: NameIndex;
  registry: Registry;
  /** Pseudonym of who sits here. */
  by: string;
  now: () => Date;
  /** Declares an entity for good and makes it known to `names`: the one thing that a review writes besides its log and its file. */
  declare: (entity: EntityEntry) => void;
  /** What a claims file with these decisions would be refused for. */
  findProblems: (state: ReviewState) => string[];
};

/** Where a review stands, on the screen too. Every key press makes a new one. */
export type Session = {
  /** Lines of the log until now, those of before and of outdated passages too. */
  lineCount: number;
  standing: readonly Standing[];
  state: ReviewState;
  /** Index of the passage. */
  at: number;
  /** Number of the draft within the passage; 0 where it has none. */
  draft: number;
  prompt?: Prompt | undefined;
  /** Asks for one missing field after the other. */
  isFilling: boolean;
  message: string;
  /** Lines that the log does not have yet. */
  fresh: readonly LogLine[];
  isLeft: boolean;
};

export function startSession(
  context: ReviewContext,
  lineCount: number,
  standing: readonly Standing[],
): Session {
  const session: Session = {
    lineCount,
    standing,
    state: replay(standing),
    at: 0,
    draft: 0,
    isFilling: false,
    message: '',
    fresh: [],
    isLeft: false,
  };
  const next = findOpen(context, session, -1);
  return goTo(context, session, next === -1 ? 0 : next);
}

/** The passage at an index as it is decided now. */
export function getPassage(context: ReviewContext, session: Session, index = session.at): ReviewedPassage {
  const passage = context.passages[index];
  if (passage === undefined) throw new Error(`There is no passage ${index}`);
  return session.state.get(passage.key) ?? toUndecided(passage.ref, passage.candidate);
}

/** Drafts that are still something. */
export function findLive(passage: ReviewedPassage): ReviewedDraft[] {
  return passage.drafts.filter(({ status }) => status === 'open' || status === 'accepted');
}

export function getDraft(context: ReviewContext, session: Session): ReviewedDraft | undefined {
  return findLive(getPassage(context, session)).find(({ number }) => number === session.draft);
}

export function goTo(context: ReviewContext, session: Session, at: number): Session {
  const bounded = Math.min(Math.max(at, 0), context.passages.length - 1);
  const live = findLive(getPassage(context, session, bounded));
  const chosen = live.find(({ status }) => status === 'open') ?? live.at(-1);
  return { ...session, at: bounded, draft: chosen?.number ?? 0, message: '' };
}

/** The next passage after `from` with a draft that nobody decided on, from the top again; -1 when there is none. */
export function findOpen(context: ReviewContext, session: Session, from: number): number {
  const count = context.passages.length;
  for (let step = 1; step <= count; step += 1) {
    const index = (from + step + count) % count;
    if (getPassage(context, session, index).drafts.some(({ status }) => status === 'open')) return index;
  }
  return -1;
}

/** One decision on the passage at the cursor. */
export function commit(context: ReviewContext, session: Session, action: Action): Session {
  const { passage, candidate } = getPassage(context, session);
  const decision: Decision = {
    version: candidateSchemaVersion,
    at: context.now().toISOString(),
    by: context.by,
    passage,
    candidate,
    action,
  };
  const lineCount = session.lineCount + 1;
  return {
    ...session,
    lineCount,
    standing: [...session.standing, { line: lineCount, decision }],
    state: decide(session.state, decision),
    fresh: [...session.fresh, { kind: 'decision', decision }],
    prompt: undefined,
  };
}

/** Takes back the last decision that stands, whoever made it, and goes to its passage. */
export function undo(context: ReviewContext, session: Session): Session {
  const last = session.standing.at(-1);
  if (last === undefined) return { ...session, message: 'There is nothing to take back.' };
  const standing = session.standing.slice(0, -1);
  const line: LogLine = {
    kind: 'undo',
    at: context.now().toISOString(),
    by: context.by,
    undo: last.line,
  };
  const undone: Session = {
    ...session,
    lineCount: session.lineCount + 1,
    standing,
    state: replay(standing),
    fresh: [...session.fresh, line],
    prompt: undefined,
    isFilling: false,
  };
  const key = toKey(last.decision.passage);
  const at = context.passages.findIndex((passage) => passage.key === key);
  return { ...goTo(context, undone, at), message: `Taken back: ${last.decision.action.do}.` };
}

/** Values of accepted claims and of drafts that somebody touched, last decided first, without repeats. */
export function findRecent<T>(session: Session, read: (draft: Draft) => T | undefined): T[] {
  const seen = new Map<string, T>();
  for (const { decision } of session.standing.toReversed()) {
    const { action } = decision;
    const draft = action.do === 'accept' ? action.claim : action.do === 'set' ? action.fields : undefined;
    const value = draft === undefined ? undefined : read({ ...decision.candidate.proposed, ...draft });
    if (value !== undefined && !seen.has(JSON.stringify(value))) seen.set(JSON.stringify(value), value);
  }
  return [...seen.values()];
}
