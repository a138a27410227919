import { fillPieces, type Piece, text } from './rich-text.ts';
import type { SentenceContext } from './sentence.ts';
import type { Speaker, SpeakerOrAmbiguous } from './speaker-schema.ts';

/** The work that carries a claim, as far as a speaker line needs it. */
export type CarrierWork = { id: string; title: string; publisher: string | undefined };

/**
 * Who said it, as a reader's line: a linked name with the role that the source gives, "Bloomberg, in its own voice",
 * "an executive of X (name withheld: …)", "A or B" where the text allows both readings.
 */
export function toSpeakerPieces(
  speaker: SpeakerOrAmbiguous,
  work: CarrierWork,
  context: SentenceContext,
): Piece[] {
  const words = context.messages.evidence;
  if (!('ambiguous' in speaker)) return toOne(speaker, work, context);
  const readings = speaker.ambiguous.flatMap((reading, index) => [
    ...(index === 0 ? [] : [text(` ${words.or} `)]),
    ...toOne(reading, work, context),
  ]);
  return fillPieces(words.ambiguous, { readings });
}

function toOne(speaker: Speaker, work: CarrierWork, context: SentenceContext): Piece[] {
  const words = context.messages.evidence;
  const qualifier = context.messages.sentences.qualifier;
  if ('entity' in speaker) {
    const value: Piece[] = [{ kind: 'entity', ref: context.entity(speaker.entity) }];
    return speaker.role === undefined ? value : [...value, text(`, ${speaker.role}`)];
  }
  if ('work' in speaker) return toWorkVoice(speaker.work, work, context);
  if ('spokesperson' in speaker) {
    return fillPieces(words.spokesperson, {
      description: [text(speaker.spokesperson.description)],
      organization: [{ kind: 'entity', ref: context.entity(speaker.spokesperson.for) }],
    });
  }
  if ('class' in speaker) return [text(speaker.class)];
  const { description, affiliation, reason } = speaker.anonymous;
  const who: Piece[] =
    affiliation === undefined
      ? [text(description)]
      : fillPieces(words.affiliated, {
          description: [text(description)],
          organization: [{ kind: 'entity', ref: context.entity(affiliation) }],
        });
  return fillPieces(qualifier, {
    value: who,
    qualifier: fillPieces(words.anonymous, { reason: [text(reason)] }),
  });
}

function toWorkVoice(workId: string, work: CarrierWork, context: SentenceContext): Piece[] {
  const words = context.messages.evidence;
  if (!isCarrier(workId, work)) {
    const other = context.work(workId);
    return other === undefined
      ? [text(words.unidentified)]
      : [{ kind: 'link', text: other.title, href: other.href }];
  }
  if (work.publisher === undefined) return [text(words.ownVoiceNoPublisher)];
  return fillPieces(words.ownVoice, { publisher: [{ kind: 'data', text: work.publisher }] });
}

/** True when the work that carries a claim says it itself, in its own voice. */
export function isOwnVoice(speaker: SpeakerOrAmbiguous, work: CarrierWork): boolean {
  return 'work' in speaker && isCarrier(speaker.work, work);
}

function isCarrier(workId: string, work: CarrierWork): boolean {
  return workId === work.id || workId === `work.${work.id}`;
}
