import { DossierError } from '#lib/errors.ts';
import { ask, follow, reply } from '#lib/review/ask.ts';
import { findMissing } from '#lib/review/claims-from-state.ts';
import { type LogLine, toKey } from '#lib/review/decision-schema.ts';
import { operate } from '#lib/review/operate.ts';
import type { Prompt, Step } from '#lib/review/prompt.ts';
import { selectWords } from '#lib/review/select-words.ts';
import { getDraft, type ReviewContext, type Session } from '#lib/review/session.ts';
import type { OpenReview } from './desk.ts';
import type { Place, Post } from './place.ts';

export type Asked =
  | { prompt: Prompt }
  /** Why it cannot be asked, or why an answer on the way was refused. */
  | { problem: string };

/** The question that a place stands at: the first one of its topic, after the answers that were given. */
export function findQuestion(
  context: ReviewContext,
  session: Session,
  topic: NonNullable<Place['ask']>,
  answers: readonly string[],
): Asked {
  const reviewed = getDraft(context, session);
  if (reviewed === undefined) return { problem: 'There is no claim here.' };
  let prompt = ask(topic, reviewed, context, session);
  for (const answer of answers) {
    if (typeof prompt === 'string') return { problem: prompt };
    const step: Step = reply(prompt, answer);
    if ('problem' in step) return step;
    if (!('ask' in step)) return { problem: 'This is answered already.' };
    prompt = step.ask;
  }
  return typeof prompt === 'string' ? { problem: prompt } : { prompt };
}

export type Outcome = {
  session: Session;
  /** The next question, where there is one. */
  ask?: Place['ask'];
  answers: readonly string[];
};

type Decision = Extract<Post, { do: 'operate' | 'answer' | 'select' }>;

/**
 * What a page sent, done at the place that it showed. Nothing is decided where `fresh` of the session is empty; `message` then says why.
 *
 * @param log the lines of the log now
 * @throws DossierError `conflict` where somebody decided on this sentence since the page was made
 */
export function decideAt(review: OpenReview, post: Decision, log: readonly LogLine[]): Outcome {
  const { context, session: start } = review.prepared;
  const at = context.passages.findIndex(({ key }) => key === post.passage);
  if (at === -1) throw moved();
  const isUndo = post.do === 'operate' && post.operation === 'undo';
  if (isUndo ? start.lineCount !== post.seen : isTouched(log, post.seen, post.passage)) throw moved();
  const session: Session = {
    ...start,
    at,
    draft: post.draft,
    message: '',
    prompt: undefined,
    isFilling: false,
  };
  switch (post.do) {
    case 'operate': {
      const next = operate(context, session, post.operation);
      return next.prompt === undefined
        ? { session: next, answers: [] }
        : { session: { ...next, fresh: [] }, ask: toMissing(context, next), answers: [] };
    }
    case 'select': {
      const reviewed = getDraft(context, session);
      const step: Step =
        reviewed === undefined
          ? { problem: 'There is no claim here.' }
          : selectWords(context, reviewed, post, post.role);
      return { session: follow(context, session, step), answers: [] };
    }
    case 'answer':
      return answer(context, { ...session, isFilling: post.fill !== undefined }, post);
  }
}

function answer(
  context: ReviewContext,
  session: Session,
  { ask: topic, a, value }: Extract<Post, { do: 'answer' }>,
): Outcome {
  const asked = findQuestion(context, session, topic, a);
  if ('problem' in asked) return { session: { ...session, message: asked.problem }, answers: [] };
  let step = reply(asked.prompt, value);
  let answers = [...a, value];
  if ('declare' in step) {
    context.declare(step.declare);
    // The way over a new entity is now the way over a known one.
    answers = [
      ...answers.slice(
        0,
        answers.findLastIndex((one) => one.startsWith('new:')),
      ),
      step.declare.id,
    ];
    step = step.next();
  }
  if ('ask' in step) return { session, ask: topic, answers };
  const next = follow(context, session, step);
  if (next.fresh.length === 0) return { session: next, ask: topic, answers: a };
  return next.prompt === undefined
    ? { session: next, answers: [] }
    : { session: next, ask: toMissing(context, next), answers: [] };
}

function toMissing(context: ReviewContext, session: Session): Place['ask'] {
  const reviewed = getDraft(context, session);
  return reviewed === undefined ? undefined : findMissing(reviewed.draft)[0];
}

/** Whether a line after those that a page knew is about this sentence. */
export function isTouched(log: readonly LogLine[], seen: number, passage: string): boolean {
  const isAbout = (line: LogLine | undefined): boolean => {
    if (line === undefined || line.kind !== 'decision' || 'isForeign' in line) return false;
    const { action } = line.decision;
    return (
      toKey(line.decision.passage) === passage ||
      (action.do === 'merge' && toKey(action.from.passage) === passage)
    );
  };
  return log.slice(seen).some((line) => isAbout(line.kind === 'undo' ? log[line.undo - 1] : line));
}

function moved(): DossierError {
  return new DossierError('conflict', {
    what: 'Somebody decided here since this page was made, and nothing was changed',
    mend: 'Look at what stands here now, and decide again.',
  });
}
