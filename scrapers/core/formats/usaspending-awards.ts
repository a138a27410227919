import { z } from 'zod';
import { type AwardRow, awardTypes } from '#lib/contracts/pack-rows.ts';
import { toSlug } from '#lib/organizations/agency-name.ts';
import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import { indexVendors, readVendors } from '#lib/organizations/vendors.ts';
import type { Draft, Located, Locator, NormalizeContext, Notes } from '../source.ts';

/** What stays of an award of USAspending.gov, whichever copy it was read from. Descriptions are not read: they name officers and their telephones. */
export interface RawAward {
  key: string;
  number: string;
  /** The register's word or code for the sort of award. */
  type: string;
  recipient: string;
  /** Awarding body and the department above it. */
  agency: string;
  department: string;
  /** Code of the place; null where the register does not tell. */
  region: string | null;
  amount: string;
  rounded?: true;
  starts: string;
  ends?: string;
  asOf?: string;
  url: string;
}

const addressPrefix = 'https://www.usaspending.gov/award/';
const keyPattern = /^CONT_AWD_[A-Z0-9_.-]+$/i;

/** The unique key at the end of an award's address, or null for any other address. */
export function toAwardKey(url: string): string | null {
  const key = url.startsWith(addressPrefix) ? url.slice(addressPrefix.length).replace(/\/$/, '') : '';
  return keyPattern.test(key) ? key : null;
}

/** Key of the vendor that a recipient's whole name is a reviewed spelling of; null for every other company or person. */
export function createVendorOf(): (recipient: string) => string | null {
  return indexVendors(readVendors()).bySpelling;
}

/** Awards by key, the decisive record first, → rows, with the awarding bodies that no reviewed file declares. */
export function toAwardDrafts(
  groups: readonly { decisive: Located<RawAward>; from: readonly Locator[] }[],
  { scrape, notes }: Pick<NormalizeContext, 'scrape' | 'notes'>,
): Draft[] {
  const vendorOf = createVendorOf();
  const agencies = new Map<string, AgencyRow>();
  const drafts: Draft[] = [];
  for (const { decisive, from } of groups) {
    const { raw } = decisive;
    const type = z.enum(awardTypes).safeParse(scrape.lookups.type?.[raw.type]);
    const vendor = vendorOf(raw.recipient);
    if (!type.success) notes.unmatched('type of award', raw.type);
    if (!type.success || vendor === null) {
      const reason = type.success ? 'recipient_is_no_vendor_of_the_list' : 'unknown_award_type';
      for (const where of from) notes.refuse(where, { reason });
      continue;
    }
    const known = scrape.lookups.agency?.[raw.agency];
    const agency = toFederalAgency(raw.agency, raw.department);
    if (typeof known !== 'string') agencies.set(agency.key, agency);
    if (raw.region === null) notes.count('awards_without_a_place');
    const row: AwardRow = {
      id: raw.key,
      number: raw.number,
      type: type.data,
      vendor,
      recipient: raw.recipient,
      buyer: known ?? agency.key,
      buyerRaw: raw.agency,
      department: raw.department,
      region: raw.region,
      amount: raw.amount,
      currency: 'USD',
      amountKind: 'obligated',
      ...(raw.rounded ? { rounded: true } : {}),
      starts: raw.starts,
      ...toEnd(raw, notes),
      ...(raw.asOf === undefined ? {} : { asOf: raw.asOf }),
      url: raw.url,
    };
    drafts.push({ kind: 'award', key: raw.key, row, from });
  }
  const bodies = [...agencies.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return [
    ...bodies.map((row): Draft => ({ kind: 'agency', key: `agency/${row.ids[0]}`, row, from: [] })),
    ...drafts.sort((a, b) => (a.key < b.key ? -1 : 1)),
  ];
}

/** An end before the beginning is a mistake of the register: it is left out, and the award stays. */
function toEnd({ starts, ends }: RawAward, notes: Notes): { ends?: string } {
  if (ends === undefined) return {};
  if (ends >= starts) return { ends };
  notes.count('ends_before_it_starts');
  return {};
}

/** Offices of one name stand in many departments, so the department belongs to key and name. */
function toFederalAgency(agency: string, department: string): AgencyRow {
  const own = agency === department;
  return {
    key: `us-federal-${toSlug(own ? agency : `${department} ${agency}`)}`,
    ids: [own ? agency : `${department}: ${agency}`],
    name: own ? agency : `${agency} (${department})`,
    lang: 'en',
    aliases: own ? [] : [agency],
    type: null,
    place: 'US',
  };
}
