import { toCodePointText } from '#lib/captures/code-points.ts';
import { rawSlice, type Span } from '#lib/captures/indexed-text.ts';
import { toWindow } from '#lib/review/ask-passage.ts';
import type { Evidence } from '#lib/review/candidate-schema.ts';
import type { Key } from '#lib/review/keys.ts';
import type { ReviewContext, Session } from '#lib/review/session.ts';
import { toKeys } from './plan-pick.ts';

export type Target = Span & { role: Evidence['role'] };
type PlannedStep = { keys: Key[] } | { pick: string };

/**
 * Keys that make the evidence of a claim what it is to be; undefined where a passage does not lie in one sentence.
 */
export function planEvidence(
  context: ReviewContext,
  session: Session,
  now: readonly Evidence[],
  wanted: readonly Target[],
): PlannedStep[] | undefined {
  const steps: PlannedStep[] = [];
  const same = wanted.findIndex((one, index) => !isSpan(now[index], one));
  const kept = same === -1 ? wanted.length : same;
  // The first passage is changed in place; of the others, whatever follows the first difference is taken away and added anew.
  const removed = now.length - Math.max(kept, 1);
  if (removed > 0) steps.push({ keys: Array<Key>(removed).fill({ char: 'r' }) });
  const [first, ...rest] = wanted;
  if (first !== undefined && kept === 0) {
    const words = planWords(context, session.at, first);
    if (words === undefined || first.role !== 'statement') return undefined;
    steps.push({ keys: [{ char: 'e' }, ...toKeys(words), { name: 'enter' }] });
  }
  for (const target of rest.slice(Math.max(kept - 1, 0))) {
    const at = context.passages.findIndex(({ ref }) => ref.start <= target.start && target.start < ref.end);
    const words = at === -1 ? undefined : planWords(context, at, target);
    if (words === undefined) return undefined;
    steps.push({ keys: [{ char: 'f' }] }, { pick: String(at) }, { pick: target.role });
    steps.push({ keys: [...toKeys(words), { name: 'enter' }] });
  }
  return steps;
}

function isSpan(one: Evidence | undefined, target: Target): boolean {
  return one?.start === target.start && one.end === target.end && one.role === target.role;
}

/** `first .. last` with as few letters as tell the place; nothing for the whole sentence. */
function planWords(context: ReviewContext, at: number, { start, end }: Span): string | undefined {
  const ref = context.passages[at]?.ref;
  const window = ref && toWindow(context, ref);
  if (ref === undefined || window === undefined || start < ref.start || end > window.end) return undefined;
  if (start === ref.start && end === ref.end) return '';
  const words = rawSlice(context.text, window);
  const text = toCodePointText(words);
  const from = text.units[start - ref.start] ?? 0;
  const to = text.units[end - ref.start] ?? words.length;
  const first =
    from === 0
      ? ''
      : findShortest(
          from,
          to,
          (length) => words.slice(from, from + length),
          (one) => words.indexOf(one) === from,
        );
  const last =
    end === ref.end
      ? ''
      : findShortest(
          from,
          to,
          (length) => words.slice(to - length, to),
          (one) => words.indexOf(one, from) + one.length === to,
        );
  return first === undefined || last === undefined ? undefined : `${first}..${last}`;
}

function findShortest(
  from: number,
  to: number,
  cut: (length: number) => string,
  tells: (words: string) => boolean,
): string | undefined {
  for (let length = 2; length <= to - from; length += 1) {
    const words = cut(length);
    if (words.trim() === words && !words.includes('..') && tells(words)) return words;
  }
  return undefined;
}
