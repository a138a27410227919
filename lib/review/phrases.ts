import { rawSlice } from '#lib/captures/indexed-text.ts';
import type { Field } from './ask-field.ts';
import type { Draft } from './candidate-schema.ts';
import { type Completion, PhraseBook, type Phrases } from './complete.ts';
import { describeObject } from './describe-object.ts';
import { getDraft, type ReviewContext, type Session } from './session.ts';

/** What is written in one field is mostly written like what stood in that field before, so that counts this much. */
const ownFieldWeight = 3;
/** And what the claim at hand is about, this much. */
const draftWeight = 2;

/** Everything that a line may be completed from; of what this review wrote, what stands in the same field counts more. */
export function toPhrases(context: ReviewContext, session: Session, field: Field | undefined): Phrases {
  const source = context.passages.map(({ ref }) => rawSlice(context.text, ref));
  const written = session.standing.flatMap(({ decision: { action } }) =>
    action.do === 'accept' ? toTexts(action.claim) : [],
  );
  const own = written.flatMap(({ of, text }) =>
    of === field ? Array<string>(ownFieldWeight).fill(text) : [text],
  );
  const drafted = Array<string>(field === 'says' ? draftWeight : 0).fill(toPlainSentence(context, session));
  return { source, written: [...own, ...drafted] };
}

/** The claim at the cursor as the template of its predicate says it: where a wording mostly begins. */
function toPlainSentence(context: ReviewContext, session: Session): string {
  const draft = getDraft(context, session)?.draft;
  const template =
    draft?.predicate === undefined ? undefined : context.registry.predicates[draft.predicate]?.template;
  if (draft?.subject === undefined || template === undefined) return '';
  const name = (id: string) => context.names.get(id)?.label ?? id;
  const object = draft.object === undefined ? '' : describeObject(draft.object, name);
  return template
    .replace('{subject}', name(draft.subject))
    .replace('{object}', object.replaceAll('_', ' '))
    .replace('{place}', draft.place === undefined ? '' : name(draft.place));
}

function toTexts({ says, note, grade, object }: Draft): { of: Field; text: string }[] {
  const texts: { of: Field; text: string | undefined }[] = [
    { of: 'object', text: object?.type === 'text' || object?.type === 'name' ? object.text : undefined },
    { of: 'says', text: says },
    { of: 'grade', text: grade?.reason },
    { of: 'note', text: note },
  ];
  return texts.flatMap(({ of, text }) => (text === undefined ? [] : [{ of, text }]));
}

/** Completion for the lines of one field. The book is made when the first letter asks for it. */
export function completeFrom(
  context: ReviewContext,
  session: Session,
  field: Field,
): (text: string) => Completion | undefined {
  let book: PhraseBook | undefined;
  return (text) => {
    book ??= new PhraseBook(toPhrases(context, session, field));
    return book.complete(text);
  };
}
