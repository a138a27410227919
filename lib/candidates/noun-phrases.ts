import { toPattern } from './patterns.ts';
import type { TextSpan } from './sentences.ts';
import type { LanguageWords } from './words/language-words.ts';

export type Subject = TextSpan & { isPronoun: boolean };

const boundary = '[,;:“”"«»„()–—]';

/**
 * The noun phrase that ends right before a verb at `at`; an apposition between commas and anything in brackets is skipped. Undefined for a
 * passive, for a subject that does not speak, and where none is found; `self` for the publisher.
 */
export function readSubject(text: string, at: number, words: LanguageWords): Subject | 'self' | undefined {
  const skipped =
    toPattern(`(?:(?<!\\p{L})(?:${words.between}) )+$`, 'iu').exec(text.slice(0, at))?.[0].length ?? 0;
  let left = text.slice(0, at - skipped).trimEnd();
  if (toPattern(`(?<!\\p{L})(?:${words.passive})$`, 'iu').test(left)) return undefined;
  left = left.replace(/\s*\([^()]{1,60}\)\s*,?$/u, '').trimEnd();
  if (left.endsWith(',')) {
    const free = left.slice(findQuotationEnd(left));
    const name =
      /^(.*?[^,]),\s[^,“”"]{2,120}(?:,[^,“”"]{2,60})?,$/su.exec(free)?.[1] ?? /^(.*),$/su.exec(free)?.[1];
    if (name === undefined) return undefined;
    left = left.slice(0, left.length - free.length + name.length);
  }
  const clauses = [...left.matchAll(toPattern(`${boundary}\\s*|(?<!\\p{L})(?:${words.clause}) `, 'giu'))];
  const last = clauses.at(-1);
  const phrase = last === undefined ? left : left.slice(last.index + last[0].length);
  const cut = trimPhrase(phrase, words);
  if (cut === undefined) return undefined;
  const start = left.length - phrase.length + phrase.lastIndexOf(cut);
  if (isSelf(cut, words)) return 'self';
  if (!looksLikeSpeaker(cut, words)) return undefined;
  return { start, end: start + cut.length, isPronoun: isPronoun(cut, words) };
}

/** The noun phrase that begins at `from`: to the next mark, or to a word that begins something else. */
export function readForward(text: string, from: number, words: LanguageWords): Subject | undefined {
  const rest = text.slice(from);
  const open = toPattern(
    `^\\s*((?:(?!${boundary}|(?<!\\b\\p{Lu})[.!?](?:\\s|$|[”"])|(?<=\\s)(?:${words.clause}) ).){2,160})`,
    'isu',
  ).exec(rest)?.[1];
  if (open === undefined) return undefined;
  const start = from + rest.indexOf(open);
  const phrase = toPattern(`^.*?(?= (?:${words.afterName}) )`, 'su').exec(open)?.[0] ?? open;
  const name = phrase.trimEnd();
  if (name === '' || countWords(name) > 14 || isSelf(name, words)) return undefined;
  // “la portavoz, Marta Lindes”: a role without a name is followed by the name.
  const apposed = /\p{Lu}\p{Ll}/u.test(name)
    ? ''
    : (/^,\s+\p{Lu}[\p{L}.-]+(?:\s+\p{Lu}[\p{L}.-]+){1,2}(?=[.,])/u.exec(
        text.slice(start + name.length),
      )?.[0] ?? '');
  return { start, end: start + name.length + apposed.length, isPronoun: isPronoun(name, words) };
}

/** A name, a pronoun, or a noun that speaks; “the deployment said” is a mistake of the finder. */
export function looksLikeSpeaker(phrase: string, words: LanguageWords): boolean {
  if (isPronoun(phrase, words)) return true;
  if (
    /^(?:the|la|le|el|der|die|das)\s+(?:fact|use|deployment|same|only|first|other|question|answer|following)\b/iu.test(
      phrase,
    )
  )
    return false;
  if (toPattern(`\\b(?:${words.speakers})\\b`, 'iu').test(phrase)) return true;
  return (
    /(?:^|\s)(?:[ldLD]['’])?\p{Lu}[\p{L}.’'-]+/u.test(phrase) &&
    !/^(?:In|On|At|For|By|With|From|To|As|It|There)\s/u.test(phrase)
  );
}

function trimPhrase(phrase: string, words: LanguageWords): string | undefined {
  let cut = phrase.trim().replace(toPattern(`^(?:(?:${words.opening}) )+(?=\\S)`, 'iu'), '');
  // “A did this and said that”: what ends in “and” is no name, but may begin with one.
  if (/\s(?:and|or|et|y|und)$/iu.test(cut))
    return /^(?:(?:[Tt]he|[LlDd][ae]s?|[Ee]l|[Dd]er)\s+)?\p{Lu}[\p{L}.’'-]*(?:\s+(?:of\s+)?\p{Lu}[\p{L}.’'-]*){1,6}/u.exec(
      cut,
    )?.[0];
  const pronoun = toPattern(`^.{8,} (${words.pronouns})$`, 'isu').exec(cut)?.[1];
  if (pronoun !== undefined) return pronoun;
  // “A did this and B said that”: the subject is B when the words before are too many for a name.
  const parts = cut.split(/\s(?:and|et|y|und)\s/u);
  const last = parts.at(-1);
  if (parts.length > 1 && last !== undefined && countWords(parts.slice(0, -1).join(' ')) > 5) cut = last;
  // “The Supreme Court in a judgment of 2017 held”: what follows the name only places it.
  if (countWords(cut) > 5) cut = toPattern(`^\\S.*?(?= (?:${words.afterName}) )`, 'su').exec(cut)?.[0] ?? cut;
  cut = cut.replace(toPattern(`(?: (?:${words.between}))+$`, 'iu'), '').trim();
  const most = /^(?:the|a|an|another|one|la|le|les|l['’]|un|une|el|los|ein|eine|der|die|das)\s/iu.test(cut)
    ? 16
    : 9;
  return cut === '' || countWords(cut) > most ? undefined : cut;
}

/** Where the last quotation of a text ends: an apposition does not reach into it. */
function findQuotationEnd(text: string): number {
  return Math.max(text.lastIndexOf('"'), text.lastIndexOf('”'), text.lastIndexOf('»')) + 1;
}

function isPronoun(phrase: string, words: LanguageWords): boolean {
  return toPattern(`^(?:${words.pronouns})$`, 'iu').test(phrase);
}

function isSelf(phrase: string, words: LanguageWords): boolean {
  return toPattern(`^(?:${words.self})$`, 'iu').test(phrase.trim());
}

function countWords(phrase: string): number {
  return phrase.trim().split(/\s+/u).length;
}
