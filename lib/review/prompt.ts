import type { EntityEntry } from '#lib/claims/entity-schema.ts';
import type { Completion } from './complete.ts';
import type { Action } from './decision-schema.ts';

export type Option = {
  value: string;
  label: string;
  /** Shown dimmed beside the label, such as an id. */
  hint?: string;
};

/** What a question leads to: the next question, something decided, or why not. */
export type Step =
  | { ask: Prompt }
  /** `on` is the index of the passage that the decision belongs to, where it is not the one at the cursor. */
  | { act: Action; on?: number }
  /** An entity that is declared first; what follows needs its id. */
  | { declare: EntityEntry; next: () => Step }
  | { problem: string };

export type PickPrompt = {
  kind: 'pick';
  title: string;
  query: string;
  /** Index of the chosen option. */
  at: number;
  /** What the query finds; for an empty query, what was used before. */
  find: (query: string) => Option[];
  done: (value: string) => Step;
};

export type LinePrompt = {
  kind: 'line';
  title: string;
  value: string;
  hint: string;
  /** What could follow the text; the reviewer takes it with one key or types on. */
  complete?: ((text: string) => Completion | undefined) | undefined;
  done: (text: string) => Step;
};

/** A question to the reviewer. Questions follow each other: an object of a kind, then its place, then its relation. */
export type Prompt = PickPrompt | LinePrompt;

/** A closed list, narrowed by typing. */
export function pick(title: string, options: readonly Option[], done: (value: string) => Step): PickPrompt {
  const find = (query: string) => {
    const wanted = query.toLowerCase();
    const begins = options.filter(({ label }) => label.toLowerCase().startsWith(wanted));
    const holds = options.filter(
      (option) =>
        !begins.includes(option) &&
        `${option.label} ${option.hint ?? ''} ${option.value}`.toLowerCase().includes(wanted),
    );
    return [...begins, ...holds];
  };
  return { kind: 'pick', title, query: '', at: 0, find, done };
}

export function line(title: string, value: string, hint: string, done: (text: string) => Step): LinePrompt {
  return { kind: 'line', title, value, hint, done };
}

/** The question with completion in every line that it or one of its follow-ups asks for. */
export function withCompletion(prompt: Prompt, complete: NonNullable<LinePrompt['complete']>): Prompt {
  const done = (value: string) => pass(prompt.done(value));
  const pass = (step: Step): Step => {
    if ('ask' in step) return { ask: withCompletion(step.ask, complete) };
    return 'declare' in step ? { ...step, next: () => pass(step.next()) } : step;
  };
  return prompt.kind === 'line' ? { ...prompt, complete, done } : { ...prompt, done };
}

/** Asks for as many values as there are: one after the other, until the reviewer says that there are no more. */
export function askList(
  ask: (soFar: readonly string[], more: (value: string) => Step, none: Option | undefined) => Prompt,
  done: (values: readonly string[]) => Step,
  soFar: readonly string[] = [],
): Prompt {
  const none = soFar.length === 0 ? undefined : noMore;
  const more = (value: string): Step =>
    value === noMore.value ? done(soFar) : { ask: askList(ask, done, [...soFar, value]) };
  return ask(soFar, more, none);
}

const noMore: Option = { value: 'no_more', label: 'no more', hint: 'that is all' };
