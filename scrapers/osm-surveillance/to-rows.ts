import type { DeviceRow } from '#lib/devices/pack-row.ts';
import { indexVendors, readVendors, type VendorIndex } from '#lib/organizations/vendors.ts';
import { openGazetteer, type PlacedPoint } from '../core/gazetteer.ts';
import { openOperatorIndex } from '../core/operator-index.ts';
import type { Notes } from '../core/source.ts';
import type { Candidate } from './merge.ts';
import type { RawDevice } from './raw-record.ts';

/** Packs that operators are looked up in. */
export const agencyPacks = ['eff-atlas-2020', 'private-eyes-2024', 'wikidata-agencies'];

/** A spelling of a maker is shown in the report from this number on: rarer ones may be anything that somebody typed. */
const reportedFrom = 3;

/** Places of the devices, and the bodies and makers that their tags mean; counts what was matched. */
export async function openRowMaker(packs: string, notes: Notes) {
  const vendors = indexVendors(readVendors());
  const gazetteer = await openGazetteer(packs);
  const operators = await openOperatorIndex(packs, agencyPacks);
  const unmatched = new Map<string, number>();
  const toRow = ({ raw }: Candidate): DeviceRow => {
    const place = gazetteer.place(raw.lon, raw.lat);
    const { operator: named = {}, maker: made = { names: [], ids: [] } } = raw;
    // A vendor tagged as operator sells the device and does not run it.
    const vendorAsOperator = findVendor(vendors, [named.name], [named.wikidata]);
    const operator = vendorAsOperator ? null : operators.find({ ...named, ...place });
    const maker = findVendor(vendors, made.names, made.ids) ?? vendorAsOperator;
    if (named.name || named.wikidata) notes.count('operator_tagged');
    if (vendorAsOperator) notes.count('operator_is_vendor');
    if (operator) notes.count('operator_matched');
    if (made.names.length > 0) notes.count('maker_tagged');
    if (maker) notes.count('maker_matched');
    else for (const name of made.names) unmatched.set(name, (unmatched.get(name) ?? 0) + 1);
    for (const type of raw.odd ?? []) notes.unmatched('surveillance:type', type);
    if (raw.u) notes.count('uncertain');
    if (!place.country) notes.count('without_country');
    return toDeviceRow(raw, operator, maker, place);
  };
  const report = () => {
    for (const [name, count] of unmatched) {
      if (count < reportedFrom) continue;
      for (let time = 0; time < count; time += 1) notes.unmatched('manufacturer', name);
    }
  };
  return { toRow, report, towns: gazetteer.towns };
}

/** In one order of keys, so that equal rows are equal lines. */
function toDeviceRow(
  raw: RawDevice,
  operator: string | null,
  maker: string | null,
  place: PlacedPoint,
): DeviceRow {
  const { id, lon, lat, t, b, fov, form, mount, zone, s, v, u, c, y } = raw;
  return {
    id,
    lon,
    lat,
    ...(t ? { t } : {}),
    ...(b ? { b } : {}),
    ...(fov === undefined ? {} : { fov }),
    ...(form ? { form } : {}),
    ...(mount ? { mount } : {}),
    ...(zone ? { zone } : {}),
    ...(s ? { s } : {}),
    ...(v ? { v } : {}),
    ...(u ? { u } : {}),
    ...(c ? { c } : {}),
    ...(y ? { y } : {}),
    ...(operator ? { op: operator } : {}),
    ...(maker ? { m: maker } : {}),
    ...place,
  };
}

/** A maker's name decides before an id beside it: mappers copy the id of the most common maker to others. */
function findVendor(
  vendors: VendorIndex,
  names: readonly (string | undefined)[],
  ids: readonly (string | undefined)[],
): string | null {
  for (const name of names) {
    const key = name ? vendors.bySpelling(name) : null;
    if (key) return key;
  }
  if (names.some((name) => name)) return null;
  for (const id of ids) {
    const key = id ? vendors.byWikidata(id) : null;
    if (key) return key;
  }
  return null;
}
