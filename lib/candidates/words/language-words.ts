/**
 * What the spaced languages need to know to read a news text. Every string is the source of a regular expression (flags `iu` unless the
 * finder says otherwise); alternatives are longest first where one begins with another. Letters before a word are counted (`{0,40}`): any number of
 * them would be tried at each letter of a text that is one long word.
 */
export type LanguageWords = {
  /** Finite forms of verbs of saying. */
  speech: string;
  /** Those of them that may stand before their subject (“…,” says A). */
  inverted: string;
  /** Words that stand before a speaker ("according to"). */
  according: string;
  /** Words that stand after one ("zufolge"), if the language has them. */
  accordingAfter?: string;
  /** Reports without an author (“reports emerged”), the words for the speaker in a group. */
  rumor?: string;
  /** Nouns that can speak. */
  speakers: string;
  /** Words that stand before a subject and are no part of it. */
  opening: string;
  /** Words that end a name: verbs after a cited source, prepositions that only place it. Spelled exactly. */
  afterName: string;
  /** What may stand between a subject and its verb: auxiliaries and adverbs. */
  between: string;
  /** Forms of "to be" before a participle: a passive names no speaker on its left. */
  passive: string;
  /** Subjects by which the publisher means itself; they are no speakers. */
  self: string;
  /** Pronouns that may be a speaker named before. */
  pronouns: string;
  /** Conjunctions at which a clause begins, so that a subject cannot reach further left. */
  clause: string;
  /** Verb groups of somebody who was asked and gave no answer; begins at the verb. */
  silence: string;
  denial: string;
  /** A negation in what somebody says of himself. */
  negation: string;
  doubt: string;
  months: readonly string[];
  weekdays: readonly string[];
  /** Prepositions without which a month alone is no date. */
  beforeMonth: string;
  /** Prepositions without which a year alone is no date. */
  beforeYear: string;
  relative: {
    yesterday: string;
    lastYear: string;
    thisYear: string;
    lastMonth: string;
    thisMonth: string;
    today: string;
  };
  /** Words that join two dates to a range, with a group for each side. */
  range: string;
  /** Named bodies, as patterns with capital letters (no `i`). */
  organizations: readonly string[];
  /** Named and unnamed laws (no `i`). */
  laws: readonly string[];
  /** Words of surveillance. */
  strong: string;
  /** Words that speak of surveillance only beside a strong one. */
  weak: string;
  /** First match wins, so the most telling kinds come first. */
  kinds: readonly (readonly [kind: CandidateKind, pattern: string])[];
  /** What the publisher does itself: filing a request is no surveillance, though it may be worth recording. */
  ownAct: string;
  /** “The program”, “this software”: the subject of the text, spoken of again. */
  anaphora: string;
  /** Finite verbs by which a line without a final mark is known to be a sentence. */
  finite: string;
  /** Wishes, advice, calls to the reader: no statements about what is. */
  opinion: string;
  /** What may be, or is only judged: weaker signs of the same. */
  hedge: string;
};

export const candidateKinds = [
  'program',
  'capability',
  'data',
  'law',
  'oversight',
  'money',
  'sharing',
  'legal_action',
  'effect',
  'organization',
] as const;
export type CandidateKind = (typeof candidateKinds)[number];
