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
