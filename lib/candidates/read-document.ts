import { type FoundAmount, findAmounts } from './amounts.ts';
import { type FoundDate, findDates } from './dates.ts';
import { gatherNames } from './document-names.ts';
import { findKnownNames, type Gazetteer } from './gazetteer.ts';
import type { SpacedLanguage } from './language-tables.ts';
import { type FoundLaw, findLaws } from './laws.ts';
import type { FoundName } from './named-bodies.ts';
import { findOrganizations } from './organizations.ts';
import { findPlaces } from './places.ts';
import { toPlainView } from './plain-view.ts';
import { readSignals, type Signal } from './relevance.ts';
import { type Sentence, splitSentences, type TextSpan } from './sentences.ts';
import { type FoundSpeaker, findSpeaker } from './speakers.ts';
import { readStance, type Stance } from './stance.ts';
import { isRecordable, toScore } from './weights.ts';
import type { CandidateKind, LanguageWords } from './words/language-words.ts';

/** Everything that was found in one sentence, in UTF-16 offsets of the whole text. */
export type Reading = TextSpan & {
  text: string;
  isRecordable: boolean;
  score: number;
  signals: ReadonlySet<Signal>;
  kind: CandidateKind | undefined;
  stance: Stance;
  speaker?: TextSpan & { cue: FoundSpeaker['cue'] | 'quotation'; refersTo?: TextSpan };
  organizations: FoundName[];
  places: FoundName[];
  dates: FoundDate[];
  laws: FoundLaw[];
  amounts: FoundAmount[];
};

export type ReadOptions = { gazetteer: Gazetteer; published?: string | undefined };

/** Reads a text in one of the languages that put spaces between words. */
export function readSpaced(
  raw: string,
  language: SpacedLanguage,
  words: LanguageWords,
  options: ReadOptions,
): Reading[] {
  const view = toPlainView(raw);
  const names = gatherNames(view, words, findKnownNames(view, options.gazetteer, language));
  const sentences = splitSentences(view, language);
  const readings = sentences.map((sentence) => readOne(sentence, language, words, names, options));
  carrySpeakers(sentences, readings);
  resolvePronouns(sentences, readings);
  return readings.map(({ reading }) => reading);
}

type Draft = { reading: Reading; isPronoun: boolean; isSpoken: boolean };

function readOne(
  sentence: Sentence,
  language: SpacedLanguage,
  words: LanguageWords,
  names: ReturnType<typeof gatherNames>,
  { gazetteer, published }: ReadOptions,
): Draft {
  const { text, start, end } = sentence;
  const hits = findKnownNames(text, gazetteer, language);
  const bodies = findOrganizations(text, words, hits, names);
  // “Georgetown Law Center” is no law, and the “Delhi Police Act” no police: the longer name is the right one.
  const laws = withoutInner(findLaws(text, words), bodies);
  const organizations = without(bodies, laws);
  const places = findPlaces(text, hits, [...laws, ...organizations]);
  const dates = without(findDates(text, words, published === undefined ? {} : { published }), laws);
  const amounts = without(findAmounts(text), dates);
  const speaker = findSpeaker(text, words, organizations);
  const said =
    speaker === 'self' || speaker?.said === undefined
      ? undefined
      : text.slice(speaker.said.start, speaker.said.end);
  const stance = readStance(
    {
      text,
      speaker: speaker === 'self' ? 'self' : speaker === undefined ? 'none' : 'named',
      ...(said !== undefined && { said }),
    },
    words,
  );
  const named = speaker === 'self' ? undefined : speaker;
  const { shown, kind } = readSignals(
    {
      text,
      speaker: speaker === 'self' ? 'self' : speaker === undefined ? 'none' : 'named',
      isStance: stance !== 'asserts',
      organizations: organizations.length,
      places: places.length,
      dates: dates.length,
      laws: laws.length,
      amounts: amounts.length,
    },
    words,
  );
  const move = <T extends TextSpan>(span: T): T => ({
    ...span,
    start: span.start + start,
    end: span.end + start,
  });
  return {
    reading: {
      start,
      end,
      text,
      isRecordable: isRecordable(toScore(shown)),
      score: toScore(shown),
      signals: shown,
      kind,
      stance,
      ...(named !== undefined && { speaker: move({ start: named.start, end: named.end, cue: named.cue }) }),
      organizations: organizations.map(move),
      places: places.map(move),
      dates: dates.map(move),
      laws: laws.map(move),
      amounts: amounts.map(move),
    },
    isPronoun: named?.isPronoun === true,
    isSpoken: /["“”«»„]/u.test(text) && named !== undefined,
  };
}

/** Without those that lie in a longer one of the others. */
function withoutInner<T extends TextSpan>(spans: readonly T[], others: readonly TextSpan[]): T[] {
  return spans.filter(
    (span) =>
      !others.some(
        (other) =>
          other.start < span.end && span.start < other.end && other.end - other.start > span.end - span.start,
      ),
  );
}

function without<T extends TextSpan>(spans: readonly T[], taken: readonly TextSpan[]): T[] {
  return spans.filter((span) => !taken.some((other) => other.start < span.end && span.start < other.end));
}

/** A sentence inside a quotation that names no speaker is said by whoever the sentence beside it names. */
function carrySpeakers(sentences: readonly Sentence[], drafts: readonly Draft[]): void {
  const isQuoted = findQuoted(sentences);
  drafts.forEach((draft, index) => {
    if (!isQuoted[index] || draft.reading.speaker !== undefined) return;
    const neighbor = [index - 1, index + 1, index - 2, index + 2].find(
      (place) =>
        drafts[place]?.isSpoken === true &&
        Math.abs((sentences[place]?.paragraph ?? -9) - (sentences[index]?.paragraph ?? 0)) <= 1,
    );
    const speaker = neighbor === undefined ? undefined : drafts[neighbor]?.reading.speaker;
    if (speaker !== undefined) draft.reading.speaker = { ...speaker, cue: 'quotation' };
  });
}

/** Which sentences begin and end inside one quotation. Straight marks are counted, since they do not say which way they point. */
function findQuoted(sentences: readonly Sentence[]): boolean[] {
  let isOpen = false;
  let opener = '';
  let paragraph = -1;
  return sentences.map((sentence) => {
    if (sentence.paragraph !== paragraph) isOpen = false;
    paragraph = sentence.paragraph;
    const beganInside = isOpen || /^["“«„]/u.test(sentence.text);
    for (const mark of sentence.text.match(/["“”«»„]/gu) ?? []) {
      // German opens with „ and closes with “, which opens elsewhere.
      const opens = mark === '"' ? !isOpen : /[«„]/u.test(mark) || (mark === '“' && opener !== '„');
      isOpen = opens;
      opener = opens ? mark : '';
    }
    return beganInside && (isOpen || /["”»“]$/u.test(sentence.text));
  });
}

/** “He said”: the last speaker with a name of his own, not further than eight sentences back. */
function resolvePronouns(sentences: readonly Sentence[], drafts: readonly Draft[]): void {
  drafts.forEach((draft, index) => {
    const { speaker } = draft.reading;
    if (!draft.isPronoun || speaker === undefined) return;
    for (let back = index - 1; back >= Math.max(0, index - 8); back -= 1) {
      const earlier = drafts[back];
      if (earlier?.reading.speaker === undefined || earlier.isPronoun || sentences[back] === undefined)
        continue;
      const { start, end } = earlier.reading.speaker;
      draft.reading.speaker = { ...speaker, refersTo: { start, end } };
      return;
    }
  });
}
