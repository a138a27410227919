import type { Language } from './languages.ts';

/** UTF-16 span of the text and its view, start inclusive, end exclusive, without white space at its ends. */
export type TextSpan = { start: number; end: number };

/** One sentence, with the paragraph (counted from 0) that it stands in. */
export type Sentence = TextSpan & { text: string; paragraph: number };

const longestSentence = 1500;

/**
 * Paragraphs first, then sentences: a sentence never runs over a blank line, except where a page break cut it (no final mark before
 * the break, a small letter after it).
 *
 * @param view from toPlainView
 */
export function splitSentences(view: string, language: Language): Sentence[] {
  return splitParagraphs(view).flatMap((paragraph, index) =>
    splitParagraph(view, paragraph, language).map((span) => ({
      ...span,
      text: view.slice(span.start, span.end),
      paragraph: index,
    })),
  );
}

function splitParagraphs(view: string): TextSpan[] {
  const spans: TextSpan[] = [];
  // A line that begins a list or a heading was blanked at its start by the view, so it shows by its indentation.
  for (const match of view.matchAll(/[^\n](?:[^\n]|\n(?!\s*\n|[ \t]{2,}\S))*/g)) {
    const span = trim(view, { start: match.index, end: match.index + match[0].length });
    if (span.start === span.end) continue;
    const previous = spans.at(-1);
    if (previous !== undefined && isBrokenByPage(view, previous, span)) previous.end = span.end;
    else spans.push(span);
  }
  return spans;
}

function isBrokenByPage(view: string, before: TextSpan, after: TextSpan): boolean {
  const isLong = before.end - before.start > 60;
  return (
    isLong &&
    /[\p{L},]$/u.test(view.slice(before.start, before.end)) &&
    /^\p{Ll}/u.test(view.slice(after.start, after.end))
  );
}

function splitParagraph(view: string, paragraph: TextSpan, language: Language): TextSpan[] {
  const text = view.slice(paragraph.start, paragraph.end);
  const pieces = language === 'zh' ? splitChinese(text) : splitSpaced(text, language);
  return pieces
    .map((piece) => trim(view, { start: paragraph.start + piece.start, end: paragraph.start + piece.end }))
    .filter((span) => span.end > span.start && span.end - span.start <= longestSentence);
}

/** Closing quotation marks belong to the sentence that they close. */
function splitChinese(text: string): TextSpan[] {
  return [...text.matchAll(/[^。！？]+(?:[。！？]+[”’」』"）]*)?/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function splitSpaced(text: string, language: Language): TextSpan[] {
  const spans: TextSpan[] = [];
  // The segmenter takes every line break for the end of a sentence; inside a paragraph it is only a space.
  for (const { segment, index } of toSegmenter(language).segment(text.replace(/\n/g, ' '))) {
    const previous = spans.at(-1);
    const span = { start: index, end: index + segment.length };
    if (previous !== undefined && mustJoin(text.slice(previous.start, previous.end), segment, language))
      previous.end = span.end;
    else spans.push(span);
  }
  return spans;
}

const abbreviations =
  /(?:^|[\s("“«])(?:(?:\p{Lu}\.)*\p{Lu}|(?:Mr|Mrs|Ms|Dr|Prof|Lt|Gen|Col|Sen|Rep|Gov|Hon|St|Jr|Sr|No|Nos|Vs|vs|v|Inc|Ltd|Co|Corp|Art|Sec|para|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|etc|cf|al|approx|M|MM|Mme|Mlle|art|bzw|z\.B|ca|Nr|Abs|Sr|Sra|Dra|núm|pág))\.\s*$/u;

function mustJoin(before: string, after: string, language: Language): boolean {
  if (abbreviations.test(before)) return true;
  // German writes the day of a month with a period.
  if (language === 'de' && /\s\d{1,2}\.\s*$/.test(before)) return true;
  // “… enough,” he says: a mark inside a quotation, then the sentence goes on in small letters.
  if (/[.!?]["”’»)]?\s*$/u.test(before) && /^["”’»]?\s*\p{Ll}/u.test(after)) return true;
  return /^[\s"”»)\]]+$/u.test(after);
}

const segmenters = new Map<Language, Intl.Segmenter>();

function toSegmenter(language: Language): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, made);
  return made;
}

function trim(view: string, span: TextSpan): TextSpan {
  let { start, end } = span;
  while (start < end && /\s/u.test(view.charAt(start))) start += 1;
  while (end > start && /\s/u.test(view.charAt(end - 1))) end -= 1;
  return { start, end };
}
