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

/** Color step of an answer; a tentative one takes the step of what it would be. */
export function toAnswerShade(scale: readonly ValueClass[], answer: PlaceAnswer): number {
  const value = answer.state === 'tentative' ? answer.tentative : answer.value;
  return toShade(toClassIndex(scale, value), scale.length);
}

/** Color step from 0 to 4 of a class: few classes spread over the whole ramp, a single one takes its middle. */
export function toShade(index: number, classes: number): number {
  return classes < 2 ? 2 : Math.round((index * (mostClasses - 1)) / (classes - 1));
}

function readValues(thematic: Thematic, index: ReachIndex, question: Question): number[] {
  return answerQuestion(thematic, index, question)
    .map(({ value }) => value)
    .filter((value) => value > 0);
}
