import { type Ask, type Question, toPowerAction } from './questions.ts';
import type { Concern, ReachIndex } from './reach-index.ts';
import type { Thematic, ThematicPlace } from './schema.ts';
import { judgeLaw, judgePower, judgeRunning, judgeSystem, type Verdict } from './verdict.ts';

/**
 * `value`: something counts. `tentative`: only plans, claims or inexact dates. `other_day`: on record, but not on that day.
 * `searched`: somebody looked and found nothing. `other`: other things are on record here, nothing of what is asked.
 * `not_researched`: nothing is held. None of them ever means free of surveillance.
 */
export const answerStates = [
  'value',
  'tentative',
  'other_day',
  'searched',
  'other',
  'not_researched',
] as const;
export type AnswerState = (typeof answerStates)[number];

export type PlaceAnswer = {
  place: ThematicPlace;
  state: AnswerState;
  /** What the color shows: a count, or devices per 1,000 square kilometers. */
  value: number;
  /** Planned, claimed or not exactly dated ones, beside `value`. */
  tentative: number;
  /** Devices counted, and those among them whose source gives no year; 0 for other questions. */
  devices: number;
  undated: number;
};

/** Below this, outlines simplified to a kilometer are too rough to divide by. Square kilometers. */
export const leastAreaKm2 = 100;

/**
 * The answer for every country and territory, or for every region about which something of its own is held: what a region
 * only takes over from its country is the country's answer. In the order of the document.
 */
export function answerQuestion(
  { places, today }: Thematic,
  index: ReachIndex,
  question: Question,
): PlaceAnswer[] {
  const on = question.on ?? today;
  return places
    .filter((place) => (question.level === 'region' ? hasOwn(place, index, question.ask) : isCountry(place)))
    .map((place) => {
      if (question.ask === 'devices') return answerDevices(place, on, on >= today);
      if (question.ask === 'deployments') return answerDeployments(place);
      return answerCounts(place, index, question.ask, on);
    });
}

/**
 * The ground of a map of regions: what reaches each country as a whole. What is only told of a part of it stands at that
 * part and would be counted twice here.
 */
export function answerGround(thematic: Thematic, index: ReachIndex, question: Question): PlaceAnswer[] {
  const on = question.on ?? thematic.today;
  return thematic.places.filter(isCountry).map((place) => {
    if (question.ask === 'devices' || question.ask === 'deployments')
      return { place, state: 'not_researched', value: 0, tentative: 0, devices: 0, undated: 0 };
    return answerCounts(place, index, question.ask, on, withoutParts(index.concerns.get(place.code) ?? []));
  });
}

function withoutParts(concerns: readonly Concern[]): Concern[] {
  return concerns
    .map(({ subject, reaching }) => ({ subject, reaching: reaching.filter(({ via }) => via !== 'inside') }))
    .filter(({ reaching }) => reaching.length > 0);
}

export function isCountry({ level }: ThematicPlace): boolean {
  return level === 'country' || level === 'territory';
}

function hasOwn(place: ThematicPlace, index: ReachIndex, ask: Ask): boolean {
  if (place.level !== 'region') return false;
  if (ask === 'devices') return place.undated > 0 || place.dated.length > 0;
  if (ask === 'deployments') return place.deployments > 0;
  const concerns = index.concerns.get(place.code) ?? [];
  const isAsked = asksForPrograms(ask) ? 'program' : 'law';
  return (
    concerns.some(
      ({ subject, reaching }) => subject.kind === isAsked && reaching.some(({ via }) => via !== 'inherited'),
    ) || (index.unknowns.get(place.code) ?? []).some(({ state }) => state === 'searched_nothing_found')
  );
}

/** Whether a question is about programs; else it is about laws. */
export function asksForPrograms(ask: Ask): boolean {
  return ask === 'systems' || ask === 'running';
}

function answerCounts(
  place: ThematicPlace,
  index: ReachIndex,
  ask: Ask,
  on: string,
  concerns: readonly Concern[] = index.concerns.get(place.code) ?? [],
): PlaceAnswer {
  const verdicts = concerns.map((concern) => judge(concern, ask, on));
  const count = (verdict: Verdict) => verdicts.filter((held) => held === verdict).length;
  const [value, tentative] = [count('firm'), count('tentative')];
  const empty = count('other_day') > 0 ? 'other_day' : toEmptyState(place, index, ask, concerns.length > 0);
  const state = value > 0 ? 'value' : tentative > 0 ? 'tentative' : empty;
  return { place, state, value, tentative, devices: 0, undated: 0 };
}

/** How a program or law counts for the place that it concerns, under a question about counts. */
export function judge({ subject, reaching }: Concern, ask: Ask, on: string): Verdict | undefined {
  if (subject.kind === 'program') {
    if (ask === 'systems') return judgeSystem(subject, reaching, on);
    return ask === 'running' ? judgeRunning(subject, reaching, on) : undefined;
  }
  if (ask === 'laws') return judgeLaw(subject, reaching, on);
  const action = toPowerAction(ask);
  return action === undefined ? undefined : judgePower(subject, reaching, action, on);
}

function answerDevices(place: ThematicPlace, on: string, isToday: boolean): PlaceAnswer {
  const year = Number(on.slice(0, 4));
  const dated = place.dated.reduce((sum, [told, count]) => (told <= year ? sum + count : sum), 0);
  // Only today's count may hold what has no year: nothing says that it stood there on an earlier day.
  const undated = isToday ? place.undated : 0;
  const devices = dated + undated;
  const { areaKm2 } = place;
  const isMeasured = areaKm2 !== null && areaKm2 >= leastAreaKm2;
  const value = isMeasured ? (1000 * devices) / areaKm2 : 0;
  const held = place.undated + place.dated.reduce((sum, [, count]) => sum + count, 0);
  const state = devices > 0 ? (isMeasured ? 'value' : 'other') : held > 0 ? 'other_day' : 'not_researched';
  return { place, state, value, tentative: 0, devices, undated };
}

function answerDeployments(place: ThematicPlace): PlaceAnswer {
  const value = place.deployments;
  const state = value > 0 ? 'value' : 'not_researched';
  return { place, state, value, tentative: 0, devices: 0, undated: 0 };
}

function toEmptyState(place: ThematicPlace, index: ReachIndex, ask: Ask, isKnown: boolean): AnswerState {
  const unknowns = index.unknowns.get(place.code) ?? [];
  const kind = asksForPrograms(ask) ? 'program' : 'law';
  const looked = unknowns.some(
    ({ state, about }) => state === 'searched_nothing_found' && (about === null || about === kind),
  );
  if (looked) return 'searched';
  const isResearched = isKnown || unknowns.some(({ state }) => state !== 'not_researched');
  return isResearched ? 'other' : 'not_researched';
}
