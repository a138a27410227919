import type { Candidate } from '#lib/candidates/candidate-schema.ts';
import { type IndexedText, rawSlice, type Span } from '#lib/captures/indexed-text.ts';
import type { Draft, Proposal } from './candidate-schema.ts';
import type { NameIndex } from './name-index.ts';
import { toEvidence } from './passage-words.ts';

export type ProposeOptions = {
  text: IndexedText;
  /** Every sentence of the text. */
  sentences: readonly Span[];
  names: NameIndex;
  workId: string;
};

/** A sentence in which nothing was found: a claim begun there is in the work's own voice. */
export function proposeNothing(sentence: Span, { text, workId }: ProposeOptions): Proposal {
  const evidence = [toEvidence(text, sentence, 'statement')];
  const manner = { stance: 'asserts', modality: 'fact', act: 'publisher_voice' } as const;
  return { proposed: { ...manner, speaker: { work: workId }, evidence } };
}

/**
 * What the machine found as the beginning of a claim. Predicate, object, wording and grade are left to the reviewer: nothing in a pattern
 * can know them.
 */
export function propose(found: Candidate, { text, sentences, names, workId }: ProposeOptions): Proposal {
  const words = found.speaker?.refersTo ?? found.speaker;
  const evidence = [toEvidence(text, found.passage, 'statement')];
  const elsewhere =
    words === undefined || holds(found.passage, words)
      ? undefined
      : sentences.find((one) => holds(one, words));
  if (elsewhere !== undefined) evidence.push(toEvidence(text, elsewhere, 'speaker'));
  const subject = found.organizations
    .map(({ entities = [] }) => (entities.length === 1 ? entities[0] : undefined))
    .find((id) => id !== undefined && names.has(id));
  const entity = words === undefined ? undefined : names.findNamed(rawSlice(text, words));
  const proposed: Draft = {
    ...(subject === undefined ? {} : { subject }),
    stance: found.stance,
    modality: 'fact',
    act: found.act,
    ...toSpeaker(words, entity, workId),
    ...toDated(found, text),
    evidence,
  };
  return { found, proposed };
}

/** A speaker whose words match no entity is left open: guessing would put words into a mouth. */
function toSpeaker(
  words: Span | undefined,
  entity: string | undefined,
  workId: string,
): Pick<Draft, 'speaker'> {
  if (words === undefined) return { speaker: { work: workId } };
  return entity === undefined ? {} : { speaker: { entity } };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A date beside a speaker is when he spoke, else when the statement holds. Inferred where the words do not print the year. */
function toDated({ dates, speaker }: Candidate, text: IndexedText): Pick<Draft, 'said' | 'valid'> {
  const date = dates.find(({ edtf }) => edtf !== undefined);
  if (date?.edtf === undefined) return {};
  const inferred = !rawSlice(text, date).includes(date.edtf.slice(0, 4));
  return speaker === undefined
    ? { valid: { edtf: date.edtf, inferred } }
    : { said: { on: date.edtf, inferred } };
}
