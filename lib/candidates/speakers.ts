import { looksLikeSpeaker, readForward, readSubject, type Subject } from './noun-phrases.ts';
import { toPattern } from './patterns.ts';
import type { TextSpan } from './sentences.ts';
import type { LanguageWords } from './words/language-words.ts';

export type FoundSpeaker = TextSpan & {
  /** `speech`: says something; `report`: is cited; `silence`: was asked and gave no answer. */
  cue: 'speech' | 'report' | 'silence';
  isPronoun: boolean;
  /** Where what is said begins and ends, when it stands in this sentence. */
  said?: TextSpan;
};

type Found = FoundSpeaker & { at: number };

/**
 * Whoever a sentence ascribes its statement to, with the words that the text prints for him; the first one where there are several. The
 * publisher's own “we” is nobody: `self`.
 *
 * @param bodies spans of organizations in the sentence: who did not answer is mostly one of them
 */
export function findSpeaker(
  text: string,
  words: LanguageWords,
  bodies: readonly TextSpan[],
): FoundSpeaker | 'self' | undefined {
  const silent = findSilent(text, words, bodies);
  if (silent !== undefined) return silent;
  const subject = findSubject(text, words);
  const found = [findCited(text, words), findInverted(text, words), subject === 'self' ? undefined : subject]
    .filter((one) => one !== undefined)
    .sort((a, b) => a.at - b.at);
  const [first] = found;
  if (first === undefined) return subject === 'self' ? 'self' : undefined;
  const { at: _, ...speaker } = first;
  return speaker;
}

function findSilent(
  text: string,
  words: LanguageWords,
  bodies: readonly TextSpan[],
): FoundSpeaker | 'self' | undefined {
  const match = toPattern(words.silence, 'iu').exec(text);
  if (match === null) return undefined;
  if (/\s(?:from|de)$/iu.test(match[0])) {
    const after = readForward(text, match.index + match[0].length + 1, words);
    if (after !== undefined) return { ...after, cue: 'silence' };
  }
  const subject = readSubject(text, match.index, words);
  if (subject === 'self') return 'self';
  if (subject !== undefined) return { ...subject, cue: 'silence' };
  const body = bodies.filter(({ end }) => end <= match.index).at(-1);
  return body === undefined
    ? undefined
    : { start: body.start, end: body.end, cue: 'silence', isPronoun: false };
}

function findCited(text: string, words: LanguageWords): Found | undefined {
  const rumor = words.rumor === undefined ? null : toPattern(words.rumor, 'iu').exec(text);
  if (rumor?.[1] !== undefined) {
    const start = rumor.index + rumor[0].indexOf(rumor[1]);
    return { start, end: start + rumor[1].length, cue: 'report', isPronoun: false, at: rumor.index };
  }
  const match = toPattern(`(?<!\\p{L})(?:${words.according}) `, 'iu').exec(text);
  if (match !== null) {
    const name = readForward(text, match.index + match[0].length, words);
    if (name !== undefined) {
      const said = match.index < 3 ? { start: name.end, end: text.length } : { start: 0, end: match.index };
      return { ...name, cue: 'report', said, at: match.index };
    }
  }
  if (words.accordingAfter === undefined) return undefined;
  const after = toPattern(`(?:^|[,;:] )([^,;:]{3,80}) ${words.accordingAfter}`, 'iu').exec(text);
  if (after?.[1] === undefined) return undefined;
  const start = after.index + after[0].indexOf(after[1]);
  return { start, end: start + after[1].length, cue: 'report', isPronoun: false, at: after.index };
}

/** `…,” says Jim Harper, a fellow at …` */
function findInverted(text: string, words: LanguageWords): Found | undefined {
  const match = toPattern(
    `[,”"»“’.]\\s*(?:${words.inverted}) (?=\\p{L})|[.”"»]\\s*[—–]\\s*(?=\\p{Lu})`,
    'u',
  ).exec(text);
  if (match === null) return undefined;
  const name = readForward(text, match.index + match[0].length, words);
  // “…, says it would be tested”: a pronoun after the verb begins what is said.
  if (name === undefined || name.isPronoun || !looksLikeSpeaker(text.slice(name.start, name.end), words))
    return undefined;
  return { ...name, cue: 'speech', said: { start: 0, end: match.index }, at: match.index };
}

function findSubject(text: string, words: LanguageWords): Found | 'self' | undefined {
  let isSelf = false;
  for (const match of text.matchAll(toPattern(`(?<=[\\s,”"»])(?:${words.speech})(?!\\p{L})`, 'gu'))) {
    const subject: Subject | 'self' | undefined = readSubject(text, match.index, words);
    if (subject === 'self') isSelf = true;
    if (subject === undefined || subject === 'self') continue;
    const end = match.index + match[0].length;
    const isLast = /^\s*[,.”"]?\s*$/u.test(text.slice(end));
    const said = isLast ? { start: 0, end: subject.start } : { start: end, end: text.length };
    return { ...subject, cue: 'speech', said, at: match.index };
  }
  return isSelf ? 'self' : undefined;
}
