import type { ScrapeSettings } from '../core/scrape-settings.ts';
import type { RawRow } from './parse.ts';

export type SurveyRow = Extract<RawRow, { kind: 'survey' }>;

/** What a row of the survey says of an agency's use. Only `use` and `count_unclear` make a deployment. */
const readings = {
  use: null,
  /** Plate readers are in use, but the column does not hold the number that the note tells. */
  count_unclear: null,
  planned: 'survey_says_planned_not_installed',
  trial: 'survey_says_trial_only',
  ended: 'survey_says_use_ended',
  unconfirmed: 'survey_says_not_confirmed',
} as const;
export type Reading = keyof typeof readings;

const isReading = (text: string): text is Reading => Object.hasOwn(readings, text);

/** Why a row makes no deployment; null where it makes one. */
export const toRefusal = (reading: Reading): string | null => readings[reading];

/**
 * The reading of a survey row: the one that dataset.yaml keeps for this agency, else that of the note's kind. Undefined for a note that
 * nobody has read.
 */
export function readSurvey(row: SurveyRow, lookups: ScrapeSettings['lookups']): Reading | undefined {
  const text = lookups.surveyRow?.[row.agency] ?? lookups.surveyNote?.[row.note];
  return text !== null && text !== undefined && isReading(text) ? text : undefined;
}

/** Cameras as the department confirmed them, else as its portal showed them. */
export function findCameras(row: SurveyRow, reading: Reading): number | undefined {
  if (reading !== 'use') return undefined;
  return row.confirmed ?? row.portal ?? undefined;
}
