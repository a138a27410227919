import { DossierError } from '#lib/errors.ts';

/** A key press: one character as typed, or a named key. */
export type Key =
  | { char: string }
  | { name: 'enter' | 'escape' | 'backspace' | 'tab' | 'up' | 'down' | 'left' | 'right' | 'end' | 'clear' };

const names = ['enter', 'escape', 'backspace', 'tab', 'up', 'down', 'left', 'right', 'end', 'clear'] as const;

/**
 * Key presses of a script file: every character is a key, named keys stand in angle brackets (`<enter>`), `<lt>` is `<`, line ends are
 * nothing, and a line that begins with `#` is a comment.
 */
export function parseKeys(script: string): Key[] {
  return script
    .split(/\r?\n/)
    .flatMap((line, index) => (line.startsWith('#') ? [] : parseLine(line, index + 1)));
}

function parseLine(line: string, number: number): Key[] {
  return [...line.matchAll(/<([^<>]*)>|./gu)].map((match) => {
    const [whole, inner] = match;
    if (inner === undefined && whole !== '<') return { char: whole };
    if (inner === 'lt') return { char: '<' };
    const name = names.find((known) => known === inner);
    if (name !== undefined) return { name };
    throw new DossierError('invalid_input', {
      what: `“${whole}” is no key`,
      where: `line ${number} of the script`,
      mend: `Named keys are ${names.map((known) => `<${known}>`).join(' ')}; a “<” is written <lt>.`,
    });
  });
}

const byTerminal: Readonly<Record<string, (typeof names)[number]>> = {
  return: 'enter',
  enter: 'enter',
  escape: 'escape',
  backspace: 'backspace',
  delete: 'backspace',
  tab: 'tab',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  end: 'end',
};

/** Keys of one event of node:readline. Control keys are nothing, but for Ctrl-U, which clears; pasted text is many keys. */
export function toKeyPress(
  text: string | undefined,
  pressed: { name?: string; ctrl?: boolean; meta?: boolean },
): Key[] {
  if (pressed.ctrl === true) return pressed.name === 'u' ? [{ name: 'clear' }] : [];
  const name = pressed.name === undefined ? undefined : byTerminal[pressed.name];
  if (name !== undefined) return [{ name }];
  return [...(text ?? '')].filter((char) => !/\p{Cc}/u.test(char)).map((char) => ({ char }));
}
