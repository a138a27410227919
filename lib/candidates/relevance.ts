import { toPattern } from './patterns.ts';
import type { CandidateKind, LanguageWords } from './words/language-words.ts';

/** What the gate of a whole text found: how often words of surveillance occur, and how many different ones. */
export type DocumentGate = { isRelevant: boolean; strong: number; distinct: number };

/** A text is worth reading for claims when it holds three words of surveillance, or two different ones. */
export function judgeDocument(view: string, words: LanguageWords): DocumentGate {
  return toGate(view.match(toPattern(words.strong, 'giu')) ?? []);
}

export function toGate(terms: readonly string[]): DocumentGate {
  const distinct = new Set(terms.map((term) => term.toLowerCase().replace(/s$/, ''))).size;
  return { isRelevant: terms.length >= 3 || distinct >= 2, strong: terms.length, distinct };
}

/** What a sentence offers to the decision whether it states something that can be recorded. */
export type Evidence = {
  text: string;
  speaker: 'named' | 'self' | 'none';
  isStance: boolean;
  organizations: number;
  dates: number;
  laws: number;
  amounts: number;
  places: number;
};

export const signals = [
  'strong',
  'weak',
  'anaphora',
  'speaker',
  'self',
  'stance',
  'organization',
  'place',
  'date',
  'law',
  'amount',
  'opinion',
  'hedge',
  'heading',
  'fragment',
  'act',
  'proceeding',
] as const;
export type Signal = (typeof signals)[number];

/** Which signals a sentence shows, and its kind, if one can be told. */
export function readSignals(
  evidence: Evidence,
  words: LanguageWords,
): { shown: ReadonlySet<Signal>; kind: CandidateKind | undefined } {
  const { text } = evidence;
  const has = (source: string) => toPattern(source, 'iu').test(text);
  const kind = words.kinds.find(([, source]) => has(source))?.[0];
  const isStrong = has(words.strong);
  const hasVerb = has(words.finite);
  const isOpinion = has(words.opinion);
  const facts: Record<Signal, boolean> = {
    strong: isStrong,
    weak: !isStrong && has(words.weak),
    anaphora: has(words.anaphora),
    speaker: evidence.speaker === 'named',
    self: evidence.speaker === 'self' || has(words.ownAct),
    stance: evidence.isStance,
    organization: evidence.organizations > 0,
    place: evidence.places > 0,
    date: evidence.dates > 0,
    law: evidence.laws > 0,
    amount: evidence.amounts > 0,
    opinion: isOpinion,
    hedge: !isOpinion && has(words.hedge),
    heading: isHeading(text) && !hasVerb,
    fragment: isFragment.test(text),
    act: kind !== undefined && kind !== 'legal_action',
    proceeding: kind === 'legal_action',
  };
  return { shown: new Set(signals.filter((signal) => facts[signal])), kind };
}

/** Items of a list of questions or wishes, which begin in small letters or with what is counted. */
const isFragment =
  /^(?:\p{Ll}(?!\p{Lu})|(?:The )?(?:total )?number of\b|Whether\b|If\b|Copies of\b|How (?:many|much)\b)/u;

/** A line without a final mark, or a reference with nothing but a title, a date and a link. */
function isHeading(text: string): boolean {
  return (
    text.length < 40 ||
    (!/[.!?:;,”"’)…]$/u.test(text) && text.length < 110) ||
    /\(\s*(?:link\s*,?\s*)+\)\s*\.?$/iu.test(text)
  );
}
