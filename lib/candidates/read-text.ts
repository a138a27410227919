import { type CodePointText, toCodePointIndex, toCodePointText } from '#lib/captures/code-points.ts';
import { DossierError } from '#lib/errors.ts';
import { judgeChinese, readChinese } from './chinese.ts';
import { wordsOf } from './language-tables.ts';
import type { Language } from './languages.ts';
import { toPlainView } from './plain-view.ts';
import { type Reading, type ReadOptions, readSpaced } from './read-document.ts';
import { type DocumentGate, judgeDocument } from './relevance.ts';
import type { TextSpan } from './sentences.ts';

const longestText = 1_000_000;

/** Is the whole text about surveillance? */
export function judgeText(raw: string, language: Language): DocumentGate {
  const view = toPlainView(raw);
  return language === 'zh' ? judgeChinese(view) : judgeDocument(view, wordsOf(language));
}

/**
 * Every sentence of a text with what was found in it, in code points of the raw text, as passages are anchored.
 *
 * @throws DossierError `invalid_input` for a text of more than a million characters
 */
export function readText(raw: string, language: Language, options: ReadOptions): Reading[] {
  if (raw.length > longestText) {
    throw new DossierError('invalid_input', {
      what: `The text has ${raw.length} characters; candidates are looked for in at most ${longestText}`,
      mend: 'Give the chapters one by one.',
    });
  }
  const readings =
    language === 'zh' ? readChinese(raw, options) : readSpaced(raw, language, wordsOf(language), options);
  const text = toCodePointText(raw);
  return readings.map((reading) => toCodePoints(reading, text));
}

function toCodePoints(reading: Reading, text: CodePointText): Reading {
  const move = <T extends TextSpan>(span: T): T => ({
    ...span,
    start: toCodePointIndex(text, span.start),
    end: toCodePointIndex(text, span.end),
  });
  const { speaker } = reading;
  return {
    ...move(reading),
    ...(speaker !== undefined && {
      speaker: {
        ...move(speaker),
        ...(speaker.refersTo !== undefined && { refersTo: move(speaker.refersTo) }),
      },
    }),
    organizations: reading.organizations.map(move),
    places: reading.places.map(move),
    dates: reading.dates.map(move),
    laws: reading.laws.map(move),
    amounts: reading.amounts.map(move),
  };
}
