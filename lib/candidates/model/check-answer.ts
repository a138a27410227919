import { anchor, findNormalized } from '#lib/captures/anchor.ts';
import {
  type IndexedText,
  normalizedSlice,
  type Span,
  toNormalizedStart,
  toRawSpan,
} from '#lib/captures/indexed-text.ts';
import { normalize } from '#lib/captures/normalize.ts';
import { DossierError } from '#lib/errors.ts';
import { type ModelCandidate, modelCandidate } from './answer-schema.ts';

/** A model's candidate whose every string was found in the text; spans are code points of the raw text. */
export type Anchored = {
  passage: Span;
  kind: ModelCandidate['kind'];
  stance: ModelCandidate['stance'];
  speaker?: Span;
  organizations: Span[];
  places: Span[];
  dates: Span[];
  laws: Span[];
};

export type Checked = {
  kept: Anchored[];
  /** Strings that the model returned, and those of them that were not accepted. */
  strings: number;
  failed: number;
  /** How many candidates were rejected for which reason. */
  rejected: Record<string, number>;
};

/** How far around the statement, in code points, its speaker and names may stand: about two sentences. */
const reach = 600;

/**
 * Keeps the candidates whose strings all stand in the text, exactly or after the recorded normalizer. A candidate with one string that does
 * not is rejected whole: without its speaker, a statement would become somebody else's.
 */
export function checkAnswer(candidates: readonly unknown[], text: IndexedText): Checked {
  const checked: Checked = { kept: [], strings: 0, failed: 0, rejected: {} };
  for (const raw of candidates) {
    const parsed = modelCandidate.safeParse(raw);
    if (!parsed.success) {
      reject(checked, 'not of the asked shape', 1, 1);
      continue;
    }
    checkCandidate(parsed.data, text, checked);
  }
  return checked;
}

function checkCandidate(candidate: ModelCandidate, text: IndexedText, checked: Checked): void {
  const { quote, kind, stance, speakerQuote } = candidate;
  const lists = [
    candidate.organizationQuotes,
    candidate.placeQuotes,
    candidate.dateQuotes,
    candidate.lawQuotes,
  ];
  const strings = 1 + (speakerQuote === null ? 0 : 1) + lists.flat().length;
  const passage = anchorQuote(text, quote);
  if (passage === undefined) {
    reject(checked, 'quotation not found once', strings, strings);
    return;
  }
  const find = (words: string) => findNear(text, words, passage);
  const speaker = speakerQuote === null ? undefined : find(speakerQuote);
  const [organizations = [], places = [], dates = [], laws = []] = lists.map((list) => list.map(find));
  const found = [...(speakerQuote === null ? [] : [speaker]), ...organizations, ...places, ...dates, ...laws];
  const failed = found.filter((span) => span === undefined).length;
  if (failed > 0) {
    reject(checked, 'a name, date or law that is not beside the quotation', strings, failed);
    return;
  }
  const present = (spans: (Span | undefined)[]) => spans.filter((span) => span !== undefined);
  checked.strings += strings;
  checked.kept.push({
    passage,
    kind,
    stance,
    ...(speaker !== undefined && { speaker }),
    organizations: present(organizations),
    places: present(places),
    dates: present(dates),
    laws: present(laws),
  });
}

function reject(checked: Checked, reason: string, strings: number, failed: number): void {
  checked.strings += strings;
  checked.failed += failed;
  checked.rejected[reason] = (checked.rejected[reason] ?? 0) + 1;
}

/** Refuses what `anchor` refuses: absent, ambiguous, too short, cut inside a word. */
function anchorQuote(text: IndexedText, quote: string): Span | undefined {
  try {
    const { start, end } = anchor(text, quote);
    return { start, end };
  } catch (error) {
    if (error instanceof DossierError) return undefined;
    throw error;
  }
}

/** The occurrence nearest to the passage, within reach of it. Short names are allowed here, because the place is known. */
function findNear(text: IndexedText, words: string, passage: Span): Span | undefined {
  const wanted = normalize(words).text.trim();
  if (!/[\p{L}\p{N}]/u.test(wanted)) return undefined;
  const from = toNormalizedStart(text, Math.max(0, passage.start - reach));
  const to = Math.min(text.normalized.length, toNormalizedStart(text, passage.end + reach));
  // Only this stretch is searched: a name on every line would otherwise be looked up a thousand times.
  if (!normalizedSlice(text, { start: from, end: to }).includes(wanted)) return undefined;
  const distance = (span: Span) => Math.max(0, passage.start - span.end, span.start - passage.end);
  return findNormalized(text, wanted)
    .map((span) => toRawSpan(text, span))
    .filter((span) => distance(span) <= reach)
    .sort((a, b) => distance(a) - distance(b) || a.start - b.start)[0];
}
