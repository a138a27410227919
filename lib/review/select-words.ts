import type { Span } from '#lib/captures/indexed-text.ts';
import { toWindow } from './ask-passage.ts';
import type { Evidence } from './candidate-schema.ts';
import { toEvidence } from './passage-words.ts';
import type { Step } from './prompt.ts';
import type { ReviewContext } from './session.ts';
import type { ReviewedDraft } from './state.ts';

/**
 * Words that were selected in the text: they become the passage of the claim, or a further one. As when they are typed, a passage begins in one
 * sentence and may run on into the next ones.
 *
 * @param span code points of the raw text
 */
export function selectWords(
  context: ReviewContext,
  { number, draft }: ReviewedDraft,
  span: Span,
  role: Evidence['role'] | 'narrow',
): Step {
  const sentence = context.passages.find(({ ref }) => ref.start <= span.start && span.start < ref.end);
  if (sentence === undefined || span.end <= span.start || span.end > toWindow(context, sentence.ref).end)
    return { problem: 'A passage begins in one sentence and ends at most two further on' };
  const [own, ...rest] = draft.evidence;
  const set = (evidence: Evidence[]): Step => ({
    act: { do: 'set', draft: number, fields: { evidence }, clear: [] },
  });
  if (role !== 'narrow') {
    const added = toEvidence(context.text, span, role);
    if (draft.evidence.some(({ start, end }) => start === added.start && end === added.end))
      return { problem: 'The claim has this passage already' };
    return set([...draft.evidence, added]);
  }
  if (own === undefined || own.start < sentence.ref.start || own.start >= sentence.ref.end)
    return { problem: 'These words are not in the sentence that the claim is from' };
  return set([toEvidence(context.text, span, own.role), ...rest]);
}
