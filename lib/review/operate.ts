import { askField } from './ask-field.ts';
import { findMissing } from './claims-from-state.ts';
import type { Action } from './decision-schema.ts';
import type { Prompt } from './prompt.ts';
import {
  commit,
  findLive,
  findOpen,
  getDraft,
  getPassage,
  goTo,
  type ReviewContext,
  type Session,
  undo,
} from './session.ts';
import type { ReviewedDraft } from './state.ts';

/** What a reviewer decides about the claim or the passage at the cursor, whichever face asks: keys of the terminal or forms of the desk. */
export const operations = [
  'enter',
  'accept',
  'further',
  'split',
  'drop',
  'nothing',
  'confirm',
  'fewer',
  'undo',
] as const;
export type Operation = (typeof operations)[number];

/**
 * The session after one operation. Where it is refused, nothing is decided and `message` says why.
 *
 * @throws DossierError `conflict` for a claim confirmed by one of its own readers
 */
export function operate(context: ReviewContext, session: Session, operation: Operation): Session {
  switch (operation) {
    case 'undo':
      return undo(context, session);
    case 'nothing':
      return goOn(context, commit(context, session, { do: 'nothing' }));
    case 'further':
      return addFurther(context, session);
    default:
      return withDraft(context, session, (reviewed) => onDraft(context, session, reviewed, operation));
  }
}

function onDraft(
  context: ReviewContext,
  session: Session,
  reviewed: ReviewedDraft,
  operation: Exclude<Operation, 'undo' | 'nothing' | 'further'>,
): Session {
  const { number, draft } = reviewed;
  switch (operation) {
    case 'enter':
      return fillOrAccept(context, session, reviewed);
    case 'accept': {
      const missing = findMissing(draft);
      if (missing.length > 0) return { ...session, message: `Missing: ${missing.join(', ')}.` };
      const accepted = acceptOnce(context, session, reviewed);
      return accepted.message === '' ? goOn(context, accepted) : accepted;
    }
    case 'split':
      return split(context, session, number);
    case 'drop':
      return goTo(context, commit(context, session, { do: 'drop', draft: number }), session.at);
    case 'confirm':
      return {
        ...commit(context, session, { do: 'confirm', draft: number }),
        message: 'Read by a second reader.',
      };
    case 'fewer': {
      const rest = draft.evidence.slice(0, -1);
      if (rest.length === 0) return { ...session, message: 'A claim needs a passage.' };
      return commit(context, session, { do: 'set', draft: number, fields: { evidence: rest }, clear: [] });
    }
  }
}

/** The session with a question open, or with the reason why it cannot be asked. */
export function open(session: Session, prompt: Prompt | string): Session {
  return typeof prompt === 'string' ? { ...session, message: prompt } : { ...session, prompt };
}

export function withDraft(
  context: ReviewContext,
  session: Session,
  use: (draft: ReviewedDraft) => Session,
): Session {
  const reviewed = getDraft(context, session);
  return reviewed === undefined
    ? { ...session, message: 'There is no claim here; + begins one.' }
    : use(reviewed);
}

/** To the next passage with an open draft. */
export function goOn(context: ReviewContext, session: Session): Session {
  const next = findOpen(context, session, session.at);
  if (next === -1) return { ...session, draft: 0, message: 'Every candidate is decided.' };
  return goTo(context, session, next);
}

/** Asks for what is missing; with nothing missing, accepts and goes on. */
function fillOrAccept(context: ReviewContext, session: Session, reviewed: ReviewedDraft): Session {
  const [missing] = findMissing(reviewed.draft);
  if (missing !== undefined)
    return { ...open(session, askField(missing, reviewed, context, session)), isFilling: true };
  const accepted = acceptOnce(context, session, reviewed);
  return accepted.message === '' ? goOn(context, accepted) : accepted;
}

function acceptOnce(context: ReviewContext, session: Session, reviewed: ReviewedDraft): Session {
  return reviewed.status === 'accepted' ? session : accept(context, session, reviewed);
}

/** Refuses what a claims file would be refused for. */
function accept(context: ReviewContext, session: Session, { number, draft }: ReviewedDraft): Session {
  const next = commit(context, session, { do: 'accept', draft: number, claim: draft });
  const [problem] = context.findProblems(next.state);
  return problem === undefined ? next : { ...session, message: problem };
}

/** A further claim from this passage. The one at the cursor is accepted first, as far as it is complete. */
function addFurther(context: ReviewContext, session: Session): Session {
  const reviewed = getDraft(context, session);
  if (reviewed === undefined) return split(context, session, undefined);
  const missing = findMissing(reviewed.draft);
  if (missing.length > 0)
    return { ...session, message: `Missing: ${missing.join(', ')}. b splits without accepting.` };
  const accepted = acceptOnce(context, session, reviewed);
  return accepted.message === '' ? split(context, accepted, reviewed.number) : accepted;
}

function split(context: ReviewContext, session: Session, from: number | undefined): Session {
  const numbers = getPassage(context, session).drafts.map(({ number }) => number);
  const into = Math.max(0, ...numbers) + 1;
  const action: Action = { do: 'split', into, ...(from === undefined ? {} : { from }) };
  return { ...commit(context, session, action), draft: into };
}

/** Index of the neighboring claim of this passage as a session, or the same where there is none. */
export function turn(context: ReviewContext, session: Session, by: number): Session {
  const numbers = findLive(getPassage(context, session)).map(({ number }) => number);
  const next = numbers[numbers.indexOf(session.draft) + by];
  return next === undefined ? session : { ...session, draft: next };
}
