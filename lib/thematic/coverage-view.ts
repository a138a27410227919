import { type AnswerState, answerQuestion, type PlaceAnswer } from './answer.ts';
import type { ValueClass } from './classes.ts';
import { toTimeRange } from './events.ts';
import type { Question } from './questions.ts';
import type { ReachIndex } from './reach-index.ts';
import { toAnswerShade, toScale } from './scale.ts';
import type { Subject, Thematic } from './schema.ts';
import { findScope, findSubject } from './scope.ts';
import type { Holds } from './span.ts';

/** A row of the list twin. */
export type CoverageRow = {
  code: string;
  label: string;
  state: AnswerState;
  value: number;
  tentative: number;
  /** Color step from 0; meaningful for values and tentative ones. */
  shade: number;
  devices: number;
  undated: number;
  areaKm2: number | null;
  dispute: string | null;
};

export type ScopeRow = {
  code: string;
  label: string;
  relation: string;
  wording: string;
  holds: Holds;
};

type SubjectHead = Pick<Subject, 'kind' | 'slug' | 'label' | 'labelLang' | 'workingTitle'>;

/** Everything that list, legend and slider show of a question, the same on the server and in the browser. */
export type CoverageView = {
  question: Question;
  /** ISO day that is answered for, and whether it is today. */
  on: string;
  isToday: boolean;
  scale: ValueClass[];
  /** Places with something to say, the largest first. */
  rows: CoverageRow[];
  /** Places about which nothing is held. */
  silent: { code: string; label: string }[];
  /** Readings that occur, for the legend. */
  states: AnswerState[];
  /** Territory of the chosen program or law; null for another question. */
  scope: { subject: SubjectHead | null; rows: ScopeRow[] } | null;
  totals: { devices: number; undated: number };
  range: { firstYear: number; lastYear: number; years: { year: number; count: number }[] };
};

/** What can be chosen for the question of territory. */
export function toSubjects({ programs, laws }: Thematic): SubjectHead[] {
  return [...programs, ...laws]
    .filter(({ statements }) => statements.length > 0)
    .map(({ kind, slug, label, labelLang, workingTitle }) => ({ kind, slug, label, labelLang, workingTitle }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}

export function toCoverageView(thematic: Thematic, index: ReachIndex, question: Question): CoverageView {
  const on = question.on ?? thematic.today;
  const isScope = question.ask === 'scope';
  const answers = isScope ? [] : answerQuestion(thematic, index, question);
  const scale = isScope ? [] : toScale(thematic, index, question);
  const told = answers.filter(({ state }) => state !== 'not_researched');
  return {
    question,
    on,
    isToday: on === thematic.today,
    scale,
    rows: told.sort(byWeight).map((answer) => toRow(answer, scale)),
    silent: answers
      .filter(({ state }) => state === 'not_researched')
      .map(({ place: { code, label } }) => ({ code, label }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    states: [...new Set(answers.map(({ state }) => state))],
    scope: isScope ? toScope(thematic, question, on) : null,
    totals: {
      devices: answers.reduce((sum, { devices }) => sum + devices, 0),
      undated: answers.reduce((sum, { undated }) => sum + undated, 0),
    },
    range: toRange(thematic, question),
  };
}

function toRow(answer: PlaceAnswer, scale: readonly ValueClass[]): CoverageRow {
  const { place, state, value, tentative, devices, undated } = answer;
  const { code, label, areaKm2, dispute } = place;
  const shade = toAnswerShade(scale, answer);
  return { code, label, state, value, tentative, shade, devices, undated, areaKm2, dispute };
}

function byWeight(a: PlaceAnswer, b: PlaceAnswer): number {
  return (
    b.value - a.value ||
    b.tentative - a.tentative ||
    b.devices - a.devices ||
    a.place.label.localeCompare(b.place.label, 'en')
  );
}

function toScope(thematic: Thematic, question: Question, on: string): NonNullable<CoverageView['scope']> {
  const subject = findSubject(thematic, question);
  if (subject === undefined) return { subject: null, rows: [] };
  const { kind, slug, label, labelLang, workingTitle } = subject;
  return {
    subject: { kind, slug, label, labelLang, workingTitle },
    rows: findScope(thematic, subject, on)
      .map(({ place, relation, wording, holds }) => ({
        code: place.code,
        label: place.label,
        relation,
        wording,
        holds,
      }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
  };
}

/** Beginnings by year of the kind that the question is about. */
function toRange(thematic: Thematic, { ask }: Question): CoverageView['range'] {
  const { firstYear, lastYear, byYear } = toTimeRange(thematic);
  const years = [...byYear]
    .map(([year, { laws, programs, devices }]) => {
      if (ask === 'devices') return { year, count: devices };
      if (ask === 'systems' || ask === 'running') return { year, count: programs };
      return { year, count: ask === 'scope' ? laws + programs : ask === 'deployments' ? 0 : laws };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.year - b.year);
  return { firstYear, lastYear, years };
}
