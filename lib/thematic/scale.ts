import { answerQuestion, type PlaceAnswer } from './answer.ts';
import { toClassIndex, toNaturalBreaks, type ValueClass } from './classes.ts';
import type { Question } from './questions.ts';
import type { ReachIndex } from './reach-index.ts';
import type { Thematic } from './schema.ts';

export const mostClasses = 5;

/**
 * The classes of a question: natural breaks of today's values, the same for every day, so that a color means one thing
 * while time plays. Densities span powers of ten and are split by their logarithm.
 */
export function toScale(thematic: Thematic, index: ReachIndex, question: Question): ValueClass[] {
  const { on: _, ...today } = question;
  const held = readValues(thematic, index, today);
  // Nothing counts any more today: then the day asked about has to be its own measure.
  const values = held.length > 0 ? held : readValues(thematic, index, question);
  return question.ask === 'devices'
    ? toNaturalBreaks(values, mostClasses, Math.log10)
    : toNaturalBreaks(values, mostClasses);
}

/** Class of an answer, counted from 0; a tentative one takes the class of what it would be. */
export function toAnswerClass(scale: readonly ValueClass[], answer: PlaceAnswer): number {
  return toClassIndex(scale, answer.state === 'tentative' ? answer.tentative : answer.value);
}

function readValues(thematic: Thematic, index: ReachIndex, question: Question): number[] {
  return answerQuestion(thematic, index, question)
    .map(({ value }) => value)
    .filter((value) => value > 0);
}
