import type { Reading } from '#lib/candidates/read-document.ts';
import type { AnnotatedSentence } from './annotated-articles.ts';

export const measures = ['sentence', 'speaker', 'organization', 'place', 'date', 'law'] as const;
export type Measure = (typeof measures)[number];

/** Right, too many, missed. Precision is right / (right + wrong), recall right / (right + missed). */
export type Counts = { right: number; wrong: number; missed: number };

export type Score = Record<Measure, Counts> & {
  /** Of the recordable sentences that were found: the stance as annotated, of how many. */
  stance: { right: number; of: number };
  /** The same for those whose annotated stance is another than `asserts`: the hard part. */
  otherStance: { right: number; of: number };
  kind: { right: number; of: number };
  /** Of the dates that were found: read as the right EDTF. */
  edtf: { right: number; of: number };
};

/** Spans in code points. */
export type CodePointReading = Omit<Reading, 'text'>;

type Span = { start: number; end: number };

export function toEmptyScore(): Score {
  const counts = () => ({ right: 0, wrong: 0, missed: 0 });
  const share = () => ({ right: 0, of: 0 });
  return {
    sentence: counts(),
    speaker: counts(),
    organization: counts(),
    place: counts(),
    date: counts(),
    law: counts(),
    stance: share(),
    otherStance: share(),
    kind: share(),
    edtf: share(),
  };
}

/**
 * Compares what was read with what a person annotated, within the annotated sentences only. Two spans agree when they share at least half
 * of what they cover together; a law already when they share half of the shorter one, because “Section 69 of the IT Act” has no one right end.
 */
export function addScore(
  score: Score,
  annotated: readonly AnnotatedSentence[],
  readings: readonly CodePointReading[],
): void {
  for (const gold of annotated) {
    const here = readings.filter((reading) => overlap(reading, gold) > 0.5 * (reading.end - reading.start));
    const candidates = here.filter((reading) => reading.isRecordable);
    addSentence(score, gold, candidates);
    addSpeaker(score, gold, here);
    addMentions(score, gold, here);
  }
}

function addSentence(score: Score, gold: AnnotatedSentence, candidates: readonly CodePointReading[]): void {
  const isFound = candidates.length > 0;
  if (gold.recordable && isFound) score.sentence.right += 1;
  if (gold.recordable && !isFound) score.sentence.missed += 1;
  if (!gold.recordable && isFound) score.sentence.wrong += 1;
  if (!gold.recordable || !isFound) return;
  const isRight = candidates.some((candidate) => candidate.stance === gold.stance);
  for (const share of gold.stance === 'asserts' ? [score.stance] : [score.stance, score.otherStance]) {
    share.of += 1;
    if (isRight) share.right += 1;
  }
  score.kind.of += 1;
  if (candidates.some((candidate) => candidate.kind === gold.kind)) score.kind.right += 1;
}

function addSpeaker(score: Score, gold: AnnotatedSentence, here: readonly CodePointReading[]): void {
  // Only statements have a holder; who speaks in a sentence that is no candidate is not annotated.
  if (!gold.recordable || gold.speakerOptional === true) return;
  const found = here.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  if (gold.speaker === undefined) {
    score.speaker.wrong += found.length;
    return;
  }
  const right = gold.speaker.some((span) => found.some((speaker) => agree(speaker, span)));
  if (right) score.speaker.right += 1;
  else {
    score.speaker.missed += 1;
    score.speaker.wrong += found.length > 0 ? 1 : 0;
  }
}

function addMentions(score: Score, gold: AnnotatedSentence, here: readonly CodePointReading[]): void {
  const found = {
    organization: here.flatMap(({ organizations }) => organizations),
    place: here.flatMap(({ places }) => places),
    date: here.flatMap(({ dates }) => dates),
    law: here.flatMap(({ laws }) => laws),
  };
  for (const type of ['organization', 'place', 'date', 'law'] as const) {
    const wanted = gold.mentions.filter((mention) => mention.type === type);
    const same = type === 'law' ? agreeLoosely : agree;
    for (const mention of wanted.filter(({ optional }) => optional !== true)) {
      const hit = found[type].find((span) => same(span, mention));
      if (hit === undefined) {
        score[type].missed += 1;
        continue;
      }
      score[type].right += 1;
      if (mention.edtf === undefined || !('edtf' in hit)) continue;
      score.edtf.of += 1;
      if (hit.edtf === mention.edtf) score.edtf.right += 1;
    }
    // Whatever touches something that a person marked, or marked as neither right nor wrong, is not counted twice.
    for (const span of found[type].filter(
      (one) => !gold.mentions.some((mention) => mention.type === type && same(one, mention)),
    )) {
      const isAllowed = gold.mentions.some(
        (mention) =>
          mention.optional === true &&
          // A place inside a name that may or may not count is neither right nor wrong itself.
          (mention.type === type || type === 'place') &&
          agreeLoosely(span, mention),
      );
      if (isAllowed) continue;
      score[type].wrong += 1;
    }
  }
}

function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

function agree(a: Span, b: Span): boolean {
  const shared = overlap(a, b);
  return shared > 0 && shared / (a.end - a.start + b.end - b.start - shared) >= 0.5;
}

function agreeLoosely(a: Span, b: Span): boolean {
  return overlap(a, b) >= 0.5 * Math.min(a.end - a.start, b.end - b.start);
}
