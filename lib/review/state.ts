import { DossierError } from '#lib/errors.ts';
import type { clearable, Draft, Evidence, Proposal } from './candidate-schema.ts';
import { type Decision, type LogLine, type PassageRef, toKey } from './decision-schema.ts';

export type ReviewedDraft = {
  number: number;
  draft: Draft;
  status: 'open' | 'accepted' | 'dropped' | 'merged';
  /** Everybody who had a hand in it, in order of name. */
  readers: readonly string[];
  secondReader?: string;
};

export type ReviewedPassage = {
  passage: PassageRef;
  candidate: Proposal;
  isNothing: boolean;
  drafts: readonly ReviewedDraft[];
};

/** What has been decided, by {@link toKey} of the passage. A passage that nobody decided on is not in it. */
export type ReviewState = ReadonlyMap<string, ReviewedPassage>;

/** A decision with the number of its line in the log, by which it can be taken back. */
export type Standing = { line: number; decision: Decision };

/** Decisions that nobody took back, in the order of the log. */
export function toStanding(lines: readonly LogLine[]): Standing[] {
  const standing = new Map<number, Decision>();
  lines.forEach((line, index) => {
    if (line.kind === 'undo') standing.delete(line.undo);
    else if (!('isForeign' in line)) standing.set(index + 1, line.decision);
  });
  return [...standing].map(([line, decision]) => ({ line, decision }));
}

/** The state after these decisions. It depends on nothing else, so a resumed review is in the state in which it was left. */
export function replay(standing: readonly Standing[]): ReviewState {
  return standing.reduce<ReviewState>((state, { decision }) => decide(state, decision), new Map());
}

/** How a passage looks before anybody decided: one draft where the machine has a candidate, none elsewhere. */
export function toUndecided(passage: PassageRef, candidate: Proposal): ReviewedPassage {
  const first: ReviewedDraft = { number: 1, draft: candidate.proposed, status: 'open', readers: [] };
  return { passage, candidate, isNothing: false, drafts: candidate.found !== undefined ? [first] : [] };
}

/**
 * One decision more. Pure; only the passages that the decision names change.
 *
 * @throws DossierError `conflict` for a draft that is not there, or a claim confirmed by one of its own readers
 */
export function decide(state: ReviewState, decision: Decision): ReviewState {
  const { action, by } = decision;
  const key = toKey(decision.passage);
  const before = state.get(key) ?? toUndecided(decision.passage, decision.candidate);
  const next = new Map(state);
  if (action.do === 'nothing') {
    const drafts = before.drafts.map((one) => (one.status === 'open' ? withStatus(one, 'dropped', by) : one));
    return next.set(key, { ...before, isNothing: true, drafts });
  }
  if (action.do === 'split') return next.set(key, split(before, action, by));
  const change = (edit: (one: ReviewedDraft) => ReviewedDraft) =>
    next.set(key, replaceDraft(next.get(key) ?? before, action.draft, edit));
  switch (action.do) {
    case 'set':
      return change((one) => ({ ...edited(one, by), draft: patch(one.draft, action.fields, action.clear) }));
    case 'accept':
      return change((one) => ({ ...edited(one, by), draft: action.claim, status: 'accepted' }));
    case 'drop':
      return change((one) => withStatus(one, 'dropped', by));
    case 'confirm':
      return change((one) => confirm(one, by));
    case 'merge': {
      const sourceKey = toKey(action.from.passage);
      const source = next.get(sourceKey) ?? toUndecided(action.from.passage, action.from.candidate);
      const given = getDraft(source, action.from.draft);
      next.set(
        sourceKey,
        replaceDraft(source, given.number, (one) => withStatus(one, 'merged', by)),
      );
      return change((one) => ({
        ...edited(one, by),
        draft: { ...one.draft, evidence: joinEvidence(one.draft.evidence, given.draft.evidence) },
      }));
    }
  }
}

function split(
  before: ReviewedPassage,
  { from, into }: { from?: number | undefined; into: number },
  by: string,
): ReviewedPassage {
  if (before.drafts.some(({ number }) => number === into))
    throw refuse(`There is a claim ${into} in this passage already`);
  const draft = from === undefined ? before.candidate.proposed : withoutContent(getDraft(before, from).draft);
  const added: ReviewedDraft = { number: into, draft, status: 'open', readers: [by] };
  const drafts = [...before.drafts, added].sort((a, b) => a.number - b.number);
  return { ...before, isNothing: false, drafts };
}

/** A further claim says something else about the same, so what was said is not copied. */
function withoutContent({ object: _, says: __, note: ___, ...rest }: Draft): Draft {
  return rest;
}

function getDraft(passage: ReviewedPassage, number: number): ReviewedDraft {
  const found = passage.drafts.find((one) => one.number === number);
  if (found === undefined) throw refuse(`There is no claim ${number} in this passage`);
  return found;
}

function replaceDraft(
  passage: ReviewedPassage,
  number: number,
  edit: (one: ReviewedDraft) => ReviewedDraft,
): ReviewedPassage {
  const wanted = getDraft(passage, number);
  return {
    ...passage,
    isNothing: false,
    drafts: passage.drafts.map((one) => (one === wanted ? edit(one) : one)),
  };
}

/** Whoever changes a claim is a reader of it, and what a second reader had confirmed is another claim now. */
function edited(one: ReviewedDraft, by: string): ReviewedDraft {
  const { secondReader: _, ...rest } = one;
  return { ...rest, readers: [...new Set([...one.readers, by])].sort() };
}

function withStatus(one: ReviewedDraft, status: ReviewedDraft['status'], by: string): ReviewedDraft {
  return { ...edited(one, by), status };
}

function confirm(one: ReviewedDraft, by: string): ReviewedDraft {
  if (one.status !== 'accepted') throw refuse('Only an accepted claim can be read by a second reader');
  if (one.readers.includes(by)) throw refuse(`${by} has had a hand in this claim and is no second reader`);
  return { ...one, secondReader: by };
}

function patch(draft: Draft, fields: Partial<Draft>, clear: readonly (typeof clearable)[number][]): Draft {
  const next = { ...draft, ...fields };
  for (const key of clear) delete next[key];
  return next;
}

function joinEvidence(own: readonly Evidence[], more: readonly Evidence[]): Evidence[] {
  const isNew = (evidence: Evidence) =>
    !own.some(({ start, end }) => start === evidence.start && end === evidence.end);
  return [...own, ...more.filter(isNew)];
}

function refuse(what: string): DossierError {
  return new DossierError('conflict', {
    what,
    mend: 'Look at the passage again; the log of the review may have been changed by hand.',
  });
}
