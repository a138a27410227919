import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay, formatNumber } from '#lib/messages/format.ts';
import type { AnswerState } from '#lib/thematic/answer.ts';
import type { ValueClass } from '#lib/thematic/classes.ts';
import { type Ask, type Question, toPowerAction } from '#lib/thematic/questions.ts';

/** Name of a question: "Laws in force with a power: intercept". */
export function toAskText(ask: Ask): string {
  const { thematic, sentences } = getMessages();
  const action = toPowerAction(ask);
  if (action !== undefined)
    return fill(thematic.power, { action: sentences.powerAction[action].toLowerCase() });
  return thematic.ask[toPlain(ask)];
}

/** What the numbers of the legend count: "Laws in force, by country". */
export function toMeasureText({ ask, level }: Pick<Question, 'ask' | 'level'>): string {
  const { legend, levels } = getMessages().thematic;
  const counted = toPowerAction(ask) === undefined ? legend.measure[toPlain(ask)] : legend.measure.power;
  return fill(legend.measured, { counted, level: levels[level] });
}

/** What the answer to a question means and leaves out. */
export function toAboutText(ask: Ask): string {
  const { about } = getMessages().thematic;
  return toPowerAction(ask) === undefined ? about[toPlain(ask)] : about.power;
}

function toPlain(ask: Ask): 'systems' | 'running' | 'laws' | 'deployments' | 'devices' | 'scope' {
  switch (ask) {
    case 'systems':
    case 'running':
    case 'deployments':
    case 'devices':
    case 'scope':
      return ask;
    default:
      return 'laws';
  }
}

/** Legend label of a reading, in the terms of the question. */
export function toStateText(state: Exclude<AnswerState, 'value'>, ask: Ask): string {
  const { legend } = getMessages().thematic;
  if (ask === 'devices' && state === 'other') return legend.tooSmall;
  if (ask === 'devices' && state === 'not_researched') return legend.notMapped;
  if (ask === 'deployments' && state === 'not_researched') return legend.notListed;
  return legend[state];
}

/** "3", "4–9", "0.02–0.13". */
export function toRangeText({ from, to }: ValueClass): string {
  const [a, b] = [formatValue(from), formatValue(to)];
  return a === b ? a : `${a}–${b}`;
}

/** Counts as they are, densities with two significant digits. */
export function formatValue(value: number): string {
  if (Number.isInteger(value)) return formatNumber(value, defaultLocale);
  return new Intl.NumberFormat(defaultLocale, { maximumSignificantDigits: 2 }).format(value);
}

/** "as of 1 March 2016" in the reader's words. */
export function toDayText(on: string): string {
  return fill(getMessages().thematic.time.asOf, { day: formatDay(on, defaultLocale) });
}
