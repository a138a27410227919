import type { Key } from '#lib/review/keys.ts';
import type { LinePrompt, PickPrompt } from '#lib/review/prompt.ts';

/** Entity search does not depend on the session, so what was typed for a name once is typed again. */
const typedBefore = new Map<string, { query: string; at: number }>();
const longestQuery = 8;
/** Ends a line. */
export const enter: Key = { name: 'enter' };

/** The fewest keys that choose a value: part of its name, then arrows. Undefined where nothing finds it. */
export function planPick(prompt: PickPrompt, value: string): Key[] | undefined {
  const found = findShortest(prompt, value);
  if (found === undefined) return undefined;
  return [...toKeys(found.query), ...Array<Key>(found.at).fill({ name: 'down' }), { name: 'enter' }];
}

function findShortest(prompt: PickPrompt, value: string): { query: string; at: number } | undefined {
  const indexIn = (query: string) => prompt.find(query).findIndex((option) => option.value === value);
  const recent = indexIn('');
  if (recent !== -1 && recent < 3) return { query: '', at: recent };
  const key = `${prompt.title} ${value}`;
  const known = typedBefore.get(key);
  if (known !== undefined && indexIn(known.query) === known.at) return known;
  let best = recent === -1 ? undefined : { query: '', at: recent };
  const cost = ({ query, at }: { query: string; at: number }) => query.length + at;
  for (const word of toStarts(prompt, value)) {
    for (let length = 1; length <= Math.min(longestQuery, word.length); length += 1) {
      if (best !== undefined && length >= cost(best)) break;
      const query = word.slice(0, length);
      const at = indexIn(query);
      if (at !== -1 && (best === undefined || cost({ query, at }) < cost(best))) best = { query, at };
    }
  }
  if (best !== undefined && best.query !== '') typedBefore.set(key, best);
  return best;
}

/** What a person would begin to type: the words of the name and of the code. */
function toStarts(prompt: PickPrompt, value: string): string[] {
  const option =
    prompt.find('').find((one) => one.value === value) ??
    prompt.find(value).find((one) => one.value === value);
  const names = [option?.label ?? '', value];
  return [
    ...new Set(names.flatMap((name) => [name, ...name.split(/[\s._-]+/u)]).map((name) => name.toLowerCase())),
  ];
}

/** The line as it is to be, from what stands there: what is offered is taken as soon as it is what should stand there. */
export function planLine(prompt: LinePrompt, text: string): Key[] {
  const keys: Key[] = text.startsWith(prompt.value) ? [] : [{ name: 'clear' }];
  let typed = keys.length === 0 ? prompt.value : '';
  while (typed !== text) {
    const offered = prompt.complete?.(typed);
    const fits = (added: string | undefined) =>
      added !== undefined && added !== '' && text.startsWith(typed + added);
    if (offered !== undefined && fits(offered.line) && offered.line.length > 1) {
      keys.push({ name: 'end' });
      typed += offered.line;
    } else if (offered !== undefined && fits(offered.word) && offered.word.length > 1) {
      keys.push({ name: 'right' });
      typed += offered.word;
    } else {
      const [char = ''] = text.slice(typed.length);
      keys.push({ char });
      typed += char;
    }
  }
  return [...keys, enter];
}

export function toKeys(text: string): Key[] {
  return [...text].map((char) => ({ char }));
}
