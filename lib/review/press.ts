import { DossierError } from '#lib/errors.ts';
import { askField } from './ask-field.ts';
import { askFurtherPassage, askJoin, askNarrow } from './ask-passage.ts';
import { findMissing } from './claims-from-state.ts';
import type { Action } from './decision-schema.ts';
import { fieldKeys } from './field-keys.ts';
import type { Key } from './keys.ts';
import type { Prompt, Step } from './prompt.ts';
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

/** What one key does. Pure but for the clock of the context. */
export function press(context: ReviewContext, session: Session, key: Key): Session {
  try {
    return session.prompt === undefined
      ? browse(context, { ...session, message: '' }, key)
      : answer(context, { ...session, message: '' }, session.prompt, key);
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    return { ...session, prompt: undefined, isFilling: false, message: error.what };
  }
}

function browse(context: ReviewContext, session: Session, key: Key): Session {
  if ('name' in key) {
    switch (key.name) {
      case 'up':
        return goTo(context, session, session.at - 1);
      case 'down':
        return goTo(context, session, session.at + 1);
      case 'left':
        return turn(context, session, -1);
      case 'right':
        return turn(context, session, 1);
      case 'tab':
        return goOn(context, session);
      case 'enter':
        return fillOrAccept(context, session);
      default:
        return session;
    }
  }
  switch (key.char) {
    case 'u':
      return undo(context, session);
    case 'q':
      return { ...session, isLeft: true };
    case 'x':
      return goOn(context, commit(context, session, { do: 'nothing' }));
    case '+':
      return addFurther(context, session);
    default:
      return withDraft(context, session, (reviewed) => onDraft(context, session, reviewed, key.char));
  }
}

function onDraft(context: ReviewContext, session: Session, reviewed: ReviewedDraft, char: string): Session {
  const { number, draft } = reviewed;
  const field = fieldKeys[char];
  if (field !== undefined) return open(session, askField(field, reviewed, context, session));
  switch (char) {
    case 'b':
      return split(context, session, number);
    case 'd':
      return goTo(context, commit(context, session, { do: 'drop', draft: number }), session.at);
    case 'y':
      return {
        ...commit(context, session, { do: 'confirm', draft: number }),
        message: 'Read by a second reader.',
      };
    case 'e':
      return open(session, askNarrow(context, reviewed));
    case 'f':
      return open(session, askFurtherPassage(context, session, reviewed));
    case 'r': {
      const rest = draft.evidence.slice(0, -1);
      if (rest.length === 0) return { ...session, message: 'A claim needs a passage.' };
      return commit(context, session, { do: 'set', draft: number, fields: { evidence: rest }, clear: [] });
    }
    case 'j':
      return open(session, askJoin(context, session, reviewed));
    default:
      return { ...session, message: `“${char}” does nothing here.` };
  }
}

function open(session: Session, prompt: Prompt | string): Session {
  return typeof prompt === 'string' ? { ...session, message: prompt } : { ...session, prompt };
}

function withDraft(
  context: ReviewContext,
  session: Session,
  use: (draft: ReviewedDraft) => Session,
): Session {
  const reviewed = getDraft(context, session);
  return reviewed === undefined
    ? { ...session, message: 'There is no claim here; + begins one.' }
    : use(reviewed);
}

function turn(context: ReviewContext, session: Session, by: number): Session {
  const numbers = findLive(getPassage(context, session)).map(({ number }) => number);
  const next = numbers[numbers.indexOf(session.draft) + by];
  return next === undefined ? session : { ...session, draft: next };
}

function goOn(context: ReviewContext, session: Session): Session {
  const next = findOpen(context, session, session.at);
  if (next === -1) return { ...session, draft: 0, message: 'Every candidate is decided. q leaves.' };
  return goTo(context, session, next);
}

/** Asks for what is missing; with nothing missing, accepts and goes on. */
function fillOrAccept(context: ReviewContext, session: Session): Session {
  return withDraft(context, session, (reviewed) => {
    const [missing] = findMissing(reviewed.draft);
    if (missing !== undefined)
      return { ...open(session, askField(missing, reviewed, context, session)), isFilling: true };
    const accepted = reviewed.status === 'accepted' ? session : accept(context, session, reviewed);
    return accepted.message === '' ? goOn(context, accepted) : accepted;
  });
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
  const accepted = reviewed.status === 'accepted' ? session : accept(context, session, reviewed);
  return accepted.message === '' ? split(context, accepted, reviewed.number) : accepted;
}

function split(context: ReviewContext, session: Session, from: number | undefined): Session {
  const numbers = getPassage(context, session).drafts.map(({ number }) => number);
  const into = Math.max(0, ...numbers) + 1;
  const action: Action = { do: 'split', into, ...(from === undefined ? {} : { from }) };
  return { ...commit(context, session, action), draft: into };
}

function answer(context: ReviewContext, session: Session, prompt: Prompt, key: Key): Session {
  if ('name' in key) {
    if (key.name === 'escape') return { ...session, prompt: undefined, isFilling: false };
    if (key.name === 'enter') return submit(context, session, prompt);
  }
  return { ...session, prompt: edit(prompt, key) };
}

function edit(prompt: Prompt, key: Key): Prompt {
  const change = (to: (text: string) => string): Prompt =>
    prompt.kind === 'line'
      ? { ...prompt, value: to(prompt.value) }
      : { ...prompt, query: to(prompt.query), at: 0 };
  if ('char' in key) return change((text) => text + key.char);
  if (key.name === 'backspace') return change((text) => [...text].slice(0, -1).join(''));
  if (key.name === 'clear') return change(() => '');
  if (prompt.kind === 'line') return prompt;
  const last = prompt.find(prompt.query).length - 1;
  if (key.name === 'down') return { ...prompt, at: Math.min(prompt.at + 1, Math.max(last, 0)) };
  return key.name === 'up' ? { ...prompt, at: Math.max(prompt.at - 1, 0) } : prompt;
}

function submit(context: ReviewContext, session: Session, prompt: Prompt): Session {
  if (prompt.kind === 'line') return follow(context, session, prompt.done(prompt.value.trim()));
  const chosen = prompt.find(prompt.query)[prompt.at];
  if (chosen === undefined)
    return { ...session, message: 'Nothing is found. A new entity is declared in data/entities first.' };
  return follow(context, session, prompt.done(chosen.value));
}

function follow(context: ReviewContext, session: Session, step: Step): Session {
  if ('problem' in step) return { ...session, message: step.problem };
  if ('ask' in step) return { ...session, prompt: step.ask };
  const place = step.on === undefined ? session : { ...session, at: step.on };
  const done = commit(context, place, step.act);
  if (step.act.do === 'merge') return { ...done, draft: step.act.draft, message: 'Joined: enter accepts.' };
  const reviewed = getDraft(context, done);
  if (reviewed === undefined) return { ...goOn(context, done), isFilling: false };
  if (reviewed.status === 'accepted') {
    const [problem] = context.findProblems(done.state);
    if (problem !== undefined) return { ...session, message: problem };
  }
  const [missing] = findMissing(reviewed.draft);
  if (!session.isFilling) return done;
  if (missing === undefined) return { ...done, isFilling: false, message: 'Complete: enter accepts.' };
  return open(done, askField(missing, reviewed, context, done));
}
