import type { stances } from '#lib/claims/file-schema.ts';
import { toPattern } from './patterns.ts';
import type { LanguageWords } from './words/language-words.ts';

export type Stance = (typeof stances)[number];

/** The part of a sentence that its speaker says, as far as it was found; the whole sentence otherwise. */
export type Said = { text: string; speaker: 'named' | 'self' | 'none'; said?: string };

/**
 * How the holder of a statement stands to it. Somebody who says that he did *not* do something denies it: with a speaker, a negation in
 * what he says counts as a denial; in the publisher's own voice it is only a negative statement.
 */
export function readStance({ text, speaker, said }: Said, words: LanguageWords): Stance {
  const matches = (source: string, where: string) => toPattern(source, 'iu').test(where);
  if (matches(words.silence, text) && speaker !== 'self') return 'no_comment';
  if (matches(words.denial, text)) return 'denies';
  if (matches(words.doubt, text)) return 'doubts';
  if (speaker === 'named' && said !== undefined && isAboutSpeaker(said, words)) return 'denies';
  return 'asserts';
}

/** Only the first clause of what is said: a negation further on is about something else. */
function isAboutSpeaker(said: string, words: LanguageWords): boolean {
  const clause =
    said
      .replace(/^[\s,:“"«„]+(?:that\s|que\s|dass\s)?/u, '')
      .split(/[,;]|\b(?:because|since|that|which|if|until)\b/iu)[0] ?? '';
  return (
    clause.length < 120 &&
    toPattern(words.negation, 'iu').test(clause) &&
    /^(?:we|they|he|she|it|the (?:company|firm|department|agency|ministry|police|government)|its|our|i)\b|^nous|^no /iu.test(
      clause.trim(),
    )
  );
}
