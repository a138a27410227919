import { toCodePointIndex, toCodePointText, type CodePointText } from '#lib/captures/code-points.ts';
import { readChinese } from './chinese.ts';
import type { Language } from './languages.ts';
import { type ReadOptions, readSpaced, type Reading } from './read-document.ts';
import type { TextSpan } from './sentences.ts';
import { german } from './words/de.ts';
import { english } from './words/en.ts';
import { spanish } from './words/es.ts';
import { french } from './words/fr.ts';

const spaced = { en: english, fr: french, de: german, es: spanish } as const;

/** Every sentence of a text with what was found in it, in code points of the raw text, as passages are anchored. */
export function readText(raw: string, language: Language, options: ReadOptions): Reading[] {
  const readings = language === 'zh' ? readChinese(raw, options) : readSpaced(raw, language, spaced[language], options);
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
      speaker: { ...move(speaker), ...(speaker.refersTo !== undefined && { refersTo: move(speaker.refersTo) }) },
    }),
    organizations: reading.organizations.map(move),
    places: reading.places.map(move),
    dates: reading.dates.map(move),
    laws: reading.laws.map(move),
    amounts: reading.amounts.map(move),
  };
}
