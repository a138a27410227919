import type { CandidatesFile } from '#lib/candidates/candidate-schema.ts';
import { findCandidates } from '#lib/candidates/find-candidates.ts';
import type { Gazetteer } from '#lib/candidates/gazetteer.ts';
import { toPlainView } from '#lib/candidates/plain-view.ts';
import { splitSentences } from '#lib/candidates/sentences.ts';
import { toCodePointIndex } from '#lib/captures/code-points.ts';
import type { Span } from '#lib/captures/indexed-text.ts';
import { type EntityEntry, toKind } from '#lib/claims/entity-schema.ts';
import type { Surroundings } from '#lib/claims/validation-context.ts';
import { DossierError } from '#lib/errors.ts';
import type { Proposal } from './candidate-schema.ts';
import type { ReviewedWork } from './claims-from-state.ts';
import type { LogLine, PassageRef } from './decision-schema.ts';
import { findProblems } from './find-problems.ts';
import type { NamedEntity, NameIndex } from './name-index.ts';
import { keepApplying, toPassages } from './passages.ts';
import { propose, proposeNothing } from './propose.ts';
import { type ReviewContext, type Session, startSession } from './session.ts';
import { replay, toStanding } from './state.ts';

type Options = {
  work: ReviewedWork;
  names: NameIndex;
  /** Candidates of this very text, by patterns or a language model. */
  candidates: CandidatesFile;
  surroundings: Surroundings;
  by: string;
  now: () => Date;
  log: readonly LogLine[];
  /** Writes a new entity; without it, none can be declared in this review. */
  declare?: ((entity: EntityEntry) => void) | undefined;
};

export type Prepared = { context: ReviewContext; session: Session; outdated: PassageRef[] };

/**
 * Candidates by patterns.
 *
 * @throws DossierError for a language that candidates are not read in
 */
export function findPatternCandidates({ work, text }: ReviewedWork, gazetteer: Gazetteer): CandidatesFile {
  return findCandidates(text.raw.text, { gazetteer, language: work.language, published: work.published });
}

/**
 * Puts candidates into the reading order of the text, and what was decided before back in its place.
 *
 * @throws DossierError `conflict` for candidates of another text
 */
export function prepareReview({
  work,
  names,
  candidates,
  surroundings,
  by,
  now,
  log,
  declare,
}: Options): Prepared {
  const found = toProposals(work, names, candidates);
  const { standing, outdated } = keepApplying(toStanding(log), work.text, found);
  const known = withDeclared(surroundings);
  const context: ReviewContext = {
    work,
    text: work.text,
    passages: toPassages(work.text, found, replay(standing)),
    names,
    registry: surroundings.registry,
    by,
    now,
    declare: (entity) => {
      if (declare === undefined) throw refuseEntity(entity.id);
      declare(entity);
      known.add(entity);
      names.add(toNamed(entity));
    },
    findProblems: (state) => findProblems(work, state, known.surroundings),
  };
  return { context, session: startSession(context, log.length, standing), outdated };
}

/** The surroundings with what is declared while somebody reviews. */
function withDeclared(surroundings: Surroundings) {
  const entities = new Map(surroundings.entities);
  const add = ({ id, identityWithheld }: EntityEntry) => {
    const kind = toKind(id);
    if (kind !== undefined) entities.set(id, { kind, identityWithheld });
  };
  return { surroundings: { ...surroundings, entities }, add };
}

export function toNamed({ id, label, identityWithheld }: EntityEntry): NamedEntity {
  const kind = toKind(id);
  if (kind === undefined) throw new Error(`${id} is of no kind`);
  return { id, kind, label, names: [], isCurated: true, isWithheld: identityWithheld };
}

function refuseEntity(id: string): DossierError {
  return new DossierError('conflict', {
    what: `${id} cannot be declared in this review`,
    mend: 'Declare it in data/entities first.',
  });
}

type Found = Span & { candidate: Proposal };

/** The candidates, and every sentence that no candidate holds. */
function toProposals({ work, capture, text }: ReviewedWork, names: NameIndex, file: CandidatesFile): Found[] {
  if (file.textSha256 !== capture.textSha256) {
    throw new DossierError('conflict', {
      what: 'The candidates were found in another text than the captured one',
      mend: 'Find them again in the captured file with npm run candidates.',
    });
  }
  const { language, candidates } = file;
  const sentences = splitSentences(toPlainView(text.raw.text), language).map(({ start, end }) => ({
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
