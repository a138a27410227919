import type { Candidate } from '#lib/candidates/candidate-schema.ts';
import { type IndexedText, rawSlice, type Span, sha256 } from '#lib/captures/indexed-text.ts';
import type { Draft, Proposal } from './candidate-schema.ts';
import { type Decision, type PassageRef, toKey } from './decision-schema.ts';
import type { ReviewState, Standing } from './state.ts';

/** One sentence of the review, in reading order. */
export type ReviewPassage = { key: string; ref: PassageRef; candidate: Proposal };

type Found = Span & { candidate: Proposal };

/**
 * The sentences of a text with what was found in them, and around them the sentences that were decided on before. Those stand first: where
 * other code cuts the text otherwise, a decided passage keeps its extent, and only the rest is new.
 *
 * @param state from the lines of the decisions that {@link keepApplying} keeps
 */
export function toPassages(text: IndexedText, found: readonly Found[], state: ReviewState): ReviewPassage[] {
  const decided: Found[] = [...state.values()].map(({ passage, candidate }) => ({
    ...toSpan(passage),
    candidate,
  }));
  const rest = found.filter(({ start, end }) => !decided.some((one) => one.start < end && start < one.end));
  const seen = new Map<string, number>();
  return [...decided, ...rest]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, candidate }) => {
      const hash = sha256(rawSlice(text, { start, end }));
      const occurrence = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, occurrence);
      const ref = { start, end, sha256: hash, occurrence };
      return { key: toKey(ref), ref, candidate };
    });
}

export type Kept = {
  /** Decisions that hold for this text, moved to where their words stand now. */
  standing: Standing[];
  /** Passages whose decisions no longer apply: their words, or words that their claims rest on, are not in the text any more. */
  outdated: PassageRef[];
};

/**
 * What of a log applies to a text. A decision holds while the words of its passage and of its evidence are the same, wherever they moved to
 * as a whole. What a passage was decided is kept or left as a whole: half of it would make a
 * claim that nobody accepted.
 */
export function keepApplying(standing: readonly Standing[], text: IndexedText, found: readonly Span[]): Kept {
  const places = indexSentences(text, found);
  const outdated = new Map<string, PassageRef>();
  const leave = (refs: readonly PassageRef[]) => {
    for (const ref of refs) outdated.set(toKey(ref), ref);
  };
  const moved = standing.flatMap(({ line, decision }) => {
    const refs = toRefs(decision);
    const fresh = moveDecision(decision, text, places);
    if (fresh === undefined) leave(refs);
    return fresh === undefined ? [] : [{ line, decision: fresh, refs }];
  });
  const isLeft = ({ refs }: { refs: readonly PassageRef[] }) => refs.some((ref) => outdated.has(toKey(ref)));
  // A merge ties two passages together, so leaving one may leave the next.
  for (let before = -1; before !== outdated.size; ) {
    before = outdated.size;
    for (const one of moved) if (isLeft(one)) leave(one.refs);
  }
  return {
    standing: moved.filter((one) => !isLeft(one)).map(({ line, decision }) => ({ line, decision })),
    outdated: [...outdated.values()],
  };
}

function toRefs({ passage, action }: Decision): PassageRef[] {
  return action.do === 'merge' ? [passage, action.from.passage] : [passage];
}

/** Key of a sentence → where it stands now. */
function indexSentences(text: IndexedText, found: readonly Span[]): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>();
  const seen = new Map<string, number>();
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    const hash = sha256(rawSlice(text, { start, end }));
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    places.set(toKey({ start, end, sha256: hash, occurrence }), { start, end });
  }
  return places;
}

/** The decision with every place moved by as much as its passage moved; undefined where any of the words is not there. */
function moveDecision(
  line: Decision,
  text: IndexedText,
  places: ReadonlyMap<string, Span>,
): Decision | undefined {
  const { action } = line;
  const passage = movePassage(line.passage, text, places);
  if (passage === undefined) return undefined;
  const by = passage.start - line.passage.start;
  const candidate = moveCandidate(line.candidate, by, text);
  if (candidate === undefined) return undefined;
  const moved = { ...line, passage, candidate };
  if (action.do === 'accept') {
    const claim = moveDraft(action.claim, by, text);
    return claim && { ...moved, action: { ...action, claim } };
  }
  if (action.do === 'set' && action.fields.evidence !== undefined) {
    const evidence = moveEvidence(action.fields.evidence, by, text);
    return evidence && { ...moved, action: { ...action, fields: { ...action.fields, evidence } } };
  }
  if (action.do !== 'merge') return moved;
  const source = movePassage(action.from.passage, text, places);
  const from = source && moveCandidate(action.from.candidate, source.start - action.from.passage.start, text);
  if (source === undefined || from === undefined) return undefined;
  return { ...moved, action: { ...action, from: { ...action.from, passage: source, candidate: from } } };
}

function movePassage(
  ref: PassageRef,
  text: IndexedText,
  places: ReadonlyMap<string, Span>,
): PassageRef | undefined {
  const span = isThere(ref, text) ? toSpan(ref) : places.get(toKey(ref));
  return span && { ...ref, ...span };
}

function moveCandidate({ found, proposed }: Proposal, by: number, text: IndexedText): Proposal | undefined {
  const draft = moveDraft(proposed, by, text);
  if (draft === undefined) return undefined;
  return { proposed: draft, ...(found === undefined ? {} : { found: moveFound(found, by) }) };
}

function moveFound(found: Candidate, by: number): Candidate {
  const move = <T extends Span>(span: T): T => ({ ...span, start: span.start + by, end: span.end + by });
  const { speaker } = found;
  return {
    ...found,
    passage: move(found.passage),
    ...(speaker === undefined
      ? {}
      : {
          speaker: {
            ...move(speaker),
            ...(speaker.refersTo === undefined ? {} : { refersTo: move(speaker.refersTo) }),
          },
        }),
    organizations: found.organizations.map(move),
    places: found.places.map(move),
    dates: found.dates.map(move),
    laws: found.laws.map(move),
    amounts: found.amounts.map(move),
  };
}

function moveDraft(draft: Draft, by: number, text: IndexedText): Draft | undefined {
  const evidence = moveEvidence(draft.evidence, by, text);
  return evidence && { ...draft, evidence };
}

function moveEvidence(
  evidence: Draft['evidence'],
  by: number,
  text: IndexedText,
): Draft['evidence'] | undefined {
  const moved = evidence.flatMap((one) => {
    const there = [{ ...one, start: one.start + by, end: one.end + by }, one].find((place) =>
      isThere(place, text),
    );
    return there === undefined ? [] : [there];
  });
  return moved.length === evidence.length ? moved : undefined;
}

function isThere(place: Span & { sha256: string }, text: IndexedText): boolean {
  return place.end <= text.raw.length && sha256(rawSlice(text, place)) === place.sha256;
}

function toSpan({ start, end }: Span): Span {
  return { start, end };
}
