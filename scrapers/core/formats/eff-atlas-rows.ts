import type { DeploymentRow } from '#lib/organizations/pack-rows.ts';
import { indexVendors, readVendors, type VendorIndex } from '#lib/organizations/vendors.ts';
import { atlasCodes, readTechnologies } from '#lib/technologies/schema.ts';
import type { Draft, Located, NormalizeContext, Normalized, Notes } from '../source.ts';
import { groupAgencies, toAgencyType, toOri9 } from './eff-atlas-agencies.ts';
import type { AtlasRaw } from './eff-atlas-csv.ts';
import { indexTowns, toPlaceCode } from './eff-atlas-places.ts';
import { resolveVendors } from './eff-atlas-vendors.ts';

type TownOf = (state: string, city: string) => number | undefined;

/** A row of the table that becomes a deployment, with the equal rows that are merged into it. */
interface Kept {
  raw: AtlasRaw;
  technology: string;
  from: Located<AtlasRaw>[];
}

/**
 * Rows of either layout → agencies and deployments. A row is a local program, never a point: the table has no coordinates.
 * Refused, and counted by reason: a technology that the vocabulary does not know, an abbreviation that contradicts it, a state that is none.
 */
export async function normalizeAtlas(
  records: readonly Located<AtlasRaw>[],
  context: NormalizeContext,
): Promise<Normalized> {
  const kept = keepRows(records, context);
  const townOf = await indexTowns(context.packs);
  const vendors = indexVendors(readVendors());
  const agencies = groupAgencies(
    kept.map(({ raw }) => raw),
    townOf,
  );
  if (agencies.severalOri.length > 0)
    context.notes.count('agencies_with_several_identifiers', agencies.severalOri.length);
  for (const { raw } of kept) noteRow(raw, context.notes);
  return {
    drafts: [
      ...agencies.rows.map((row): Draft => ({ kind: 'agency', key: `agency/${row.ids[0]}`, row, from: [] })),
      ...kept.map(
        (one): Draft => ({
          kind: 'deployment',
          key: one.raw.id,
          row: toDeployment(one, agencies.keyOf(one.raw), townOf, vendors, context.notes),
          from: one.from.map(({ unit, at }) => ({ unit, at })),
        }),
      ),
    ],
  };
}

function keepRows(
  records: readonly Located<AtlasRaw>[],
  { scrape, notes }: Pick<NormalizeContext, 'scrape' | 'notes'>,
): Kept[] {
  const codes = atlasCodes(readTechnologies());
  const terms = new Map(Object.entries(scrape.lookups.Technology ?? {}));
  const abbreviations = new Map(Object.entries(scrape.lookups['TECH ABV'] ?? {}));
  const kept = new Map<string, Kept>();
  for (const record of records) {
    const { raw } = record;
    const earlier = kept.get(raw.id);
    if (earlier !== undefined) {
      earlier.from.push(record);
      continue;
    }
    const technology = codes.get(terms.get(raw.technology) ?? raw.technology);
    if (technology === undefined) {
      notes.unmatched('Technology', raw.technology);
      notes.refuse(record, { reason: 'unknown_technology', detail: `${raw.id}: "${raw.technology}"` });
      continue;
    }
    const term = raw.abbreviation === undefined ? undefined : abbreviations.get(raw.abbreviation);
    if (raw.abbreviation !== undefined && term === undefined) notes.unmatched('TECH ABV', raw.abbreviation);
    if (typeof term === 'string' && term !== raw.technology) {
      notes.refuse(record, {
        reason: 'technology_contradicts_abbreviation',
        detail: `${raw.id}: "${raw.technology}", ${raw.abbreviation}`,
      });
      continue;
    }
    if (toPlaceCode(raw.state) === null) {
      notes.unmatched('State', raw.state);
      notes.refuse(record, { reason: 'unknown_state', detail: `${raw.id}: State is "${raw.state}"` });
      continue;
    }
    kept.set(raw.id, { raw, technology, from: [record] });
  }
  return [...kept.values()];
}

/** What the report says of a row besides its fields. */
function noteRow(raw: AtlasRaw, notes: Notes): void {
  if (toAgencyType(raw.typeOfLea) === null) notes.unmatched('Type of LEA', raw.typeOfLea);
  const ori = toOri9(raw.ori);
  if (typeof ori === 'string') notes.count(`identifier_${ori}`);
  for (const text of raw.badLinks ?? []) notes.unmatched('Link', text);
  for (const { why, text } of raw.badDates ?? []) {
    notes.count(`date_${why}`);
    notes.unmatched('Link Date', text);
  }
  if (raw.links.length === 0) notes.count('without_citation');
}

function toDeployment(
  { raw, technology }: Kept,
  agency: string,
  townOf: TownOf,
  vendors: VendorIndex,
  notes: Notes,
): DeploymentRow {
  const { keys, unmatched } = resolveVendors(raw.vendor, vendors);
  for (const name of unmatched) notes.unmatched('Vendor', name);
  const town = townOf(raw.state, raw.city);
  if (town !== undefined) notes.count('with_town');
  return {
    id: raw.id,
    agency,
    technology,
    technologyRaw: raw.technology,
    vendors: keys,
    ...(raw.vendor ? { vendorRaw: raw.vendor } : {}),
    region: toPlaceCode(raw.state),
    ...(town ? { town } : {}),
    ...(raw.city ? { city: raw.city } : {}),
    ...(raw.county ? { county: raw.county } : {}),
    citations: raw.links,
  };
}
