import { type CodePointText, sliceCodePoints, toCodePointText } from '#lib/captures/code-points.ts';
import { sha256 } from '#lib/captures/indexed-text.ts';
import { DossierError } from '#lib/errors.ts';
import type { AnchoredSpan, Candidate, CandidatesFile } from './candidate-schema.ts';
import type { Gazetteer } from './gazetteer.ts';
import { detectLanguage, languages } from './languages.ts';
import type { FoundName } from './named-bodies.ts';
import type { Reading } from './read-document.ts';
import { judgeText, readText } from './read-text.ts';
import type { TextSpan } from './sentences.ts';

/** Version of the patterns and weights: a change of either may give other candidates for the same text. */
export const patternsExtractor = 'patterns@2';

export type FindOptions = {
  gazetteer: Gazetteer;
  /** BCP 47, where the text's source declares it. */
  language?: string | undefined;
  /** ISO day of publication; without it “July” and “last year” are no dates. */
  published?: string | undefined;
};

/**
 * Candidate claims of one captured text, in reading order, each anchored to its exact words.
 *
 * @throws DossierError `invalid_input` for a language that is not read
 */
export function findCandidates(
  raw: string,
  { gazetteer, language: declared, published }: FindOptions,
): CandidatesFile {
  const language = detectLanguage(raw, declared);
  if (language === undefined) {
    throw new DossierError('invalid_input', {
      what: `The language of the text is ${declared === undefined ? 'not known' : `"${declared}"`}`,
      mend: `Candidates are found in ${languages.join(', ')}; give the language if it is one of them.`,
    });
  }
  const text = toCodePointText(raw);
  const gate = judgeText(raw, language);
  const readings = gate.isRelevant ? readText(raw, language, { gazetteer, published }) : [];
  return {
    format: 'public-dossier/candidates@1',
    textSha256: sha256(raw),
    textLength: text.length,
    language,
    ...(published !== undefined && { published }),
    gate,
    extractor: patternsExtractor,
    candidates: readings
      .filter((reading) => reading.isRecordable)
      .map((reading) => toCandidate(reading, text)),
  };
}

function toCandidate(reading: Reading, text: CodePointText): Candidate {
  const anchor = (span: TextSpan) => toAnchored(span, text);
  const toNamed = (name: FoundName) => ({
    ...anchor(name),
    ...(name.ids !== undefined && { entities: [...name.ids] }),
  });
  const { speaker, kind } = reading;
  return {
    passage: anchor(reading),
    ...(kind !== undefined && { kind }),
    stance: reading.stance,
    act: toAct(reading),
    ...(speaker !== undefined && {
      speaker: {
        ...anchor(speaker),
        ...(speaker.refersTo !== undefined && { refersTo: anchor(speaker.refersTo) }),
      },
    }),
    organizations: reading.organizations.map(toNamed),
    places: reading.places.map(toNamed),
    dates: reading.dates.map((date) => ({ ...anchor(date), edtf: date.edtf })),
    laws: reading.laws.map((law) => ({ ...anchor(law), named: law.named })),
    amounts: reading.amounts.map((amount) => ({
      ...anchor(amount),
      type: amount.type,
      value: amount.value,
      unit: amount.unit,
    })),
  };
}

function toAct({ speaker, text }: Reading): Candidate['act'] {
  if (speaker === undefined) return 'publisher_voice';
  if (speaker.cue === 'silence') return 'non_response';
  return speaker.cue === 'quotation' || /["“”«»„「]/u.test(text) ? 'direct_quote' : 'indirect_speech';
}

export function toAnchored({ start, end }: TextSpan, text: CodePointText): AnchoredSpan {
  return { start, end, exactSha256: sha256(sliceCodePoints(text, start, end)) };
}
