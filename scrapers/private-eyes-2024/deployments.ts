import type { DeploymentRow } from '#lib/organizations/pack-rows.ts';
import { indexVendors, readVendors } from '#lib/organizations/vendors.ts';
import type { Draft, Located, Locator, NormalizeContext } from '../core/source.ts';
import type { Group } from './agencies.ts';
import type { RawRow } from './parse.ts';
import { findCameras, type Reading, readSurvey, type SurveyRow, toRefusal } from './survey.ts';

type Of<Kind extends RawRow['kind']> = Located<Extract<RawRow, { kind: Kind }>>;

/** Rows that tell of one agency's use. */
export type AgencyEvidence = Extract<RawRow, { kind: 'policy' | 'address' | 'survey' }>;

/** What is held of one agency's use of plate readers. */
interface Evidence {
  surveys: { row: Located<SurveyRow>; reading: Reading }[];
  policies: Of<'policy'>[];
  addresses: Of<'address'>[];
}

/** Month of the survey's file. Its answers came in over months, so no day is given. */
const surveyMonth = '2024-04';

/**
 * One deployment an agency whose portal answered, whose policies were saved, or that the survey confirms. Where the survey says that nothing is
 * installed, that it was a trial, or that use ended, a portal's address is no evidence of use, and the agency gets none.
 */
export function toDeployments(
  records: readonly Located<AgencyEvidence>[],
  groupOf: (id: string) => Group | undefined,
  { notes, scrape }: NormalizeContext,
): Draft[] {
  const vendors = indexVendors(readVendors());
  const held = new Map<Group, Evidence>();
  for (const record of records) {
    const group = groupOf(record.raw.agency);
    if (!group) continue;
    const evidence = held.get(group) ?? { surveys: [], policies: [], addresses: [] };
    held.set(group, evidence);
    if (isOf(record, 'policy')) evidence.policies.push(record);
    else if (isOf(record, 'address')) evidence.addresses.push(record);
    else if (isOf(record, 'survey')) {
      const reading = readSurvey(record.raw, scrape.lookups);
      if (reading === undefined) notes.unmatched('survey note', record.raw.note);
      evidence.surveys.push({ row: record, reading: reading ?? 'unconfirmed' });
    }
  }
  return [...held].flatMap(([group, evidence]): Draft[] => {
    const [survey] = evidence.surveys;
    const refusal = survey === undefined ? null : toRefusal(survey.reading);
    const from = toLocators(evidence);
    if (refusal !== null) {
      for (const where of from) notes.refuse(where, { reason: refusal, detail: group.row.name });
      return [];
    }
    if (new Set(evidence.policies.map(({ raw }) => raw.hash)).size > 1)
      notes.count('policy_texts_that_changed');
    if (survey && survey.row.raw.portal !== null && survey.row.raw.confirmed !== null)
      notes.count(
        survey.row.raw.portal === survey.row.raw.confirmed
          ? 'survey_equals_portal'
          : 'survey_differs_from_portal_survey_stands',
      );
    return [
      {
        kind: 'deployment',
        key: `alpr/${group.row.ids[0]}`,
        row: toRow(group, evidence, vendors, notes),
        from,
      },
    ];
  });
}

function isOf<Kind extends RawRow['kind']>(record: Located<RawRow>, kind: Kind): record is Of<Kind> {
  return record.raw.kind === kind;
}

/** The decisive record first: the survey, else the newest policies, else an address that answered. */
function toLocators({ surveys, policies, addresses }: Evidence): Locator[] {
  return [...surveys.map(({ row }) => row), ...newestFirst(policies), ...addresses].map(({ unit, at }) => ({
    unit,
    at,
  }));
}

/** Rows without a date come last. */
const newestFirst = (policies: readonly Of<'policy'>[]) =>
  [...policies].sort((a, b) => (b.raw.updated ?? '').localeCompare(a.raw.updated ?? ''));

function toRow(
  { row: agency }: Group,
  evidence: Evidence,
  vendors: ReturnType<typeof indexVendors>,
  notes: NormalizeContext['notes'],
): DeploymentRow {
  const [survey] = evidence.surveys;
  const company = survey?.row.raw.company ?? undefined;
  const onPortal = evidence.policies.length + evidence.addresses.length > 0;
  const named = company === undefined || company === 'Unknown' ? null : vendors.bySpelling(company);
  if (company !== undefined && company !== 'Unknown' && named === null) notes.unmatched('company', company);
  const keys = [...new Set([...(named ? [named] : []), ...(onPortal ? ['flock-safety'] : [])])];
  const devices = survey === undefined ? undefined : findCameras(survey.row.raw, survey.reading);
  const links = new Map<string, string | undefined>();
  for (const { raw } of newestFirst(evidence.policies))
    if (!links.has(raw.url)) links.set(raw.url, raw.updated ?? undefined);
  for (const url of [...evidence.addresses.map(({ raw }) => raw.url), ...(survey?.row.raw.urls ?? [])])
    if (!links.has(url)) links.set(url, undefined);
  return {
    id: `alpr/${agency.ids[0]}`,
    agency: agency.key,
    technology: 'vehicle.alpr',
    technologyRaw:
      survey === undefined ? 'License plate reader with a transparency portal' : 'License plate reader',
    vendors: keys,
    ...(company === undefined ? {} : { vendorRaw: company }),
    region: agency.place ?? (survey ? 'US-NC' : null),
    ...(survey?.row.raw.city ? { city: survey.row.raw.city } : {}),
    ...(survey?.row.raw.county ? { county: survey.row.raw.county } : {}),
    ...(devices === undefined ? {} : { metrics: { on: surveyMonth, devices } }),
    citations: [...links].map(([url, publishedOn]) => ({ url, ...(publishedOn ? { publishedOn } : {}) })),
  };
}
