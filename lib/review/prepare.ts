import { findCandidates } from '#lib/candidates/find-candidates.ts';
import type { Gazetteer } from '#lib/candidates/gazetteer.ts';
import { toPlainView } from '#lib/candidates/plain-view.ts';
import { splitSentences } from '#lib/candidates/sentences.ts';
import { toCodePointIndex } from '#lib/captures/code-points.ts';
import type { Span } from '#lib/captures/indexed-text.ts';
import type { Surroundings } from '#lib/claims/validation-context.ts';
import type { Proposal } from './candidate-schema.ts';
import type { ReviewedWork } from './claims-from-state.ts';
import type { LogLine, PassageRef } from './decision-schema.ts';
import { findProblems } from './find-problems.ts';
import type { NameIndex } from './name-index.ts';
import { keepApplying, toPassages } from './passages.ts';
import { propose, proposeNothing } from './propose.ts';
import { type ReviewContext, type Session, startSession } from './session.ts';
import { replay, toStanding } from './state.ts';

type Options = {
  work: ReviewedWork;
  names: NameIndex;
  gazetteer: Gazetteer;
  surroundings: Surroundings;
  by: string;
  now: () => Date;
  log: readonly LogLine[];
};

export type Prepared = { context: ReviewContext; session: Session; outdated: PassageRef[] };

/** Reads the text for candidates and puts what was decided before back in its place. */
export function prepareReview({ work, names, gazetteer, surroundings, by, now, log }: Options): Prepared {
  const found = readProposals(work, names, gazetteer);
  const { standing, outdated } = keepApplying(toStanding(log), work.text, found);
  const context: ReviewContext = {
    work,
    text: work.text,
    passages: toPassages(work.text, found, replay(standing)),
    names,
    registry: surroundings.registry,
    by,
    now,
    findProblems: (state) => findProblems(work, state, surroundings),
  };
  return { context, session: startSession(context, log.length, standing), outdated };
}

type Found = Span & { candidate: Proposal };

/**
 * The candidates, and every sentence that no candidate holds.
 *
 * @throws DossierError for a language that candidates are not read in
 */
function readProposals({ work, text }: ReviewedWork, names: NameIndex, gazetteer: Gazetteer): Found[] {
  const raw = text.raw.text;
  const { language, candidates } = findCandidates(raw, {
    gazetteer,
    language: work.language,
    published: work.published,
  });
  const sentences = splitSentences(toPlainView(raw), language).map(({ start, end }) => ({
    start: toCodePointIndex(text.raw, start),
    end: toCodePointIndex(text.raw, end),
  }));
  const options = { text, sentences, names, workId: work.id };
  const found = candidates.map((one) => ({ ...toSpan(one.passage), candidate: propose(one, options) }));
  const rest = sentences.filter(({ start, end }) => !found.some((one) => one.start < end && start < one.end));
  return [...found, ...rest.map((one) => ({ ...one, candidate: proposeNothing(one, options) }))];
}

function toSpan({ start, end }: Span): Span {
  return { start, end };
}
