import { toCodePointText } from '#lib/captures/code-points.ts';
import { rawSlice, type Span } from '#lib/captures/indexed-text.ts';
import { type Evidence, evidenceRoles } from './candidate-schema.ts';
import { toEvidence } from './passage-words.ts';
import { line, type Prompt, pick, type Step } from './prompt.ts';
import { findLive, findRecent, getPassage, type ReviewContext, type Session } from './session.ts';
import type { ReviewedDraft } from './state.ts';

const hint = 'first words .. last words; nothing for the whole sentence';

/** The words of the sentence that the claim rests on, by how they begin and end. */
export function askNarrow(context: ReviewContext, { number, draft }: ReviewedDraft): Prompt {
  const [own, ...rest] = draft.evidence;
  return line('Passage', '', hint, (text): Step => {
    const sentence = own && context.passages.find(({ ref }) => ref.start <= own.start && own.start < ref.end);
    const span = sentence && findWords(context, sentence.ref, text);
    if (own === undefined || span === undefined) return { problem: `“${text}” is not in this sentence` };
    const evidence = [toEvidence(context.text, span, own.role), ...rest];
    return { act: { do: 'set', draft: number, fields: { evidence }, clear: [] } };
  });
}

/** Another sentence that the claim rests on: for who speaks, or for what “it” is. The nearest sentences come first. */
export function askFurtherPassage(
  context: ReviewContext,
  session: Session,
  { number, draft }: ReviewedDraft,
): Prompt {
  const near = context.passages
    .map((passage, index) => ({ passage, index, far: Math.abs(index - session.at + 0.1) }))
    .sort((a, b) => a.far - b.far)
    .map(({ passage, index }) => ({
      value: String(index),
      label: rawSlice(context.text, passage.ref).trim(),
    }));
  return pick('Further passage', near, (value) => ({
    ask: pick(
      'What it shows',
      toRoles(session).map((role) => ({ value: role, label: role })),
      (role) => ({
        ask: line('Words of it', '', hint, (text): Step => {
          const ref = context.passages[Number(value)]?.ref;
          const span = ref && findWords(context, ref, text);
          const known = evidenceRoles.find((one) => one === role);
          if (span === undefined || known === undefined)
            return { problem: `“${text}” is not in that sentence` };
          const added: Evidence = toEvidence(context.text, span, known);
          if (draft.evidence.some(({ start, end }) => start === added.start && end === added.end))
            return { problem: 'The claim has this passage already' };
          return {
            act: { do: 'set', draft: number, fields: { evidence: [...draft.evidence, added] }, clear: [] },
          };
        }),
      }),
    ),
  }));
}

/** What further passages showed last comes first. */
function toRoles(session: Session): Evidence['role'][] {
  const used = findRecent(session, ({ evidence }) => evidence.slice(1).at(-1)?.role);
  return [...new Set([...used, ...evidenceRoles])];
}

/**
 * Joins the statement at the cursor to an earlier claim: one claim then has both passages. The decision belongs to the passage of the
 * earlier claim, so the cursor goes there.
 */
export function askJoin(context: ReviewContext, session: Session, reviewed: ReviewedDraft): Prompt | string {
  const earlier = context.passages
    .map((_, index) => index)
    .filter((index) => index <= session.at)
    .reverse()
    .flatMap((index) =>
      findLive(getPassage(context, session, index))
        .filter((one) => index !== session.at || one.number !== reviewed.number)
        .map((one) => ({ index, one })),
    );
  if (earlier.length === 0) return 'There is no earlier claim to join.';
  const options = earlier.map(({ index, one }) => ({
    value: `${index} ${one.number}`,
    label: one.draft.says ?? `claim ${one.number} of sentence ${index + 1}, without a wording`,
    hint: one.draft.predicate ?? '',
  }));
  const { passage, candidate } = getPassage(context, session);
  return pick('Join to', options, (value): Step => {
    const [index, number] = value.split(' ').map(Number);
    if (index === undefined || number === undefined) return { problem: 'There is no such claim' };
    return {
      act: { do: 'merge', draft: number, from: { passage, candidate, draft: reviewed.number } },
      on: index,
    };
  });
}

/** A passage may run on over the end of its sentence, as a headline and a byline under it do. */
const furtherSentences = 2;

/** The text of a sentence and of those after it into which a passage may run. */
export function toWindow(context: ReviewContext, ref: Span): Span {
  const at = context.passages.findIndex((passage) => passage.ref.start === ref.start);
  const last = context.passages[at + furtherSentences] ?? context.passages.at(-1);
  return { start: ref.start, end: Math.max(ref.end, last?.ref.end ?? ref.end) };
}

/**
 * `jobs .. behavior`: from where the first words begin to where the last ones end after them, which may be in the next sentences; without
 * first words from the beginning of the sentence, without last words to its end.
 */
function findWords(context: ReviewContext, ref: Span, text: string): Span | undefined {
  if (text === '') return { start: ref.start, end: ref.end };
  const sentence = rawSlice(context.text, ref);
  const words = rawSlice(context.text, toWindow(context, ref));
  const [first = '', last = first] = text.split('..').map((part) => part.trim());
  const from = first === '' ? 0 : sentence.indexOf(first);
  const found = last === '' ? sentence.length : words.indexOf(last, from);
  const to = last === '' || found === -1 ? found : found + last.length;
  if (from === -1 || to <= from) return undefined;
  const toOffset = (units: number) => ref.start + toCodePointText(words.slice(0, units)).length;
  return { start: toOffset(from), end: toOffset(to) };
}
