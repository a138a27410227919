import { DossierError } from '#lib/errors.ts';
import { ask, follow, reply, type Topic } from './ask.ts';
import { fieldKeys } from './field-keys.ts';
import type { Key } from './keys.ts';
import { goOn, type Operation, open, operate, turn, withDraft } from './operate.ts';
import type { Prompt } from './prompt.ts';
import { goTo, type ReviewContext, type Session } from './session.ts';

/** The key of each operation; `enter` has the key of that name. The desk shows and takes the same ones. */
export const operationKeys: Readonly<Record<string, Operation>> = {
  u: 'undo',
  x: 'nothing',
  '+': 'further',
  b: 'split',
  d: 'drop',
  y: 'confirm',
  r: 'fewer',
};

/** The key that asks for each topic. */
export const topicKeys: Readonly<Record<string, Topic>> = {
  ...fieldKeys,
  e: 'narrow',
  f: 'passage',
  j: 'join',
};

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
        return operate(context, session, 'enter');
      default:
        return session;
    }
  }
  if (key.char === 'q') return { ...session, isLeft: true };
  const operation = operationKeys[key.char];
  if (operation !== undefined) return operate(context, session, operation);
  const topic = topicKeys[key.char];
  return withDraft(context, session, (reviewed) =>
    topic === undefined
      ? { ...session, message: `“${key.char}” does nothing here.` }
      : open(session, ask(topic, reviewed, context, session)),
  );
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
  if (prompt.kind === 'line') {
    const offered = prompt.complete?.(prompt.value);
    if (offered === undefined) return prompt;
    if (key.name === 'right') return { ...prompt, value: prompt.value + offered.word };
    return key.name === 'end' ? { ...prompt, value: prompt.value + offered.line } : prompt;
  }
  const last = prompt.find(prompt.query).length - 1;
  if (key.name === 'down') return { ...prompt, at: Math.min(prompt.at + 1, Math.max(last, 0)) };
  return key.name === 'up' ? { ...prompt, at: Math.max(prompt.at - 1, 0) } : prompt;
}

function submit(context: ReviewContext, session: Session, prompt: Prompt): Session {
  if (prompt.kind === 'line') return follow(context, session, reply(prompt, prompt.value));
  const chosen = prompt.find(prompt.query)[prompt.at];
  if (chosen === undefined) return { ...session, message: 'Nothing is found under these letters.' };
  return follow(context, session, reply(prompt, chosen.value));
}
