import type { DeviceRow } from '#lib/devices/pack-row.ts';
import { DossierError } from '#lib/errors.ts';
import { readTechnologies } from '#lib/technologies/schema.ts';
import type { PlacedPoint } from '../gazetteer.ts';
import { parseDirections } from '../osm-direction.ts';
import type { DeviceMapping } from '../scrape-settings.ts';
import type { Draft, Located, Notes } from '../source.ts';
import type { RawDevice } from './raw-device.ts';
import { readRowDate } from './row-dates.ts';

export interface DraftContext {
  mapping: DeviceMapping;
  place: (lon: number, lat: number) => PlacedPoint;
  notes: Pick<Notes, 'unmatched' | 'count'>;
}

/** Where a device is fixed; the same words as for devices of OpenStreetMap. */
const mounts = new Set([
  'bridge',
  'building',
  'ceiling',
  'fence',
  'gantry',
  'mast',
  'pole',
  'roof',
  'street_lamp',
  'tower',
  'traffic_signals',
  'trailer',
  'tree',
  'wall',
]);

/** Raw devices under one key that say the same → one draft. */
export function toDraft(records: readonly Located<RawDevice>[], context: DraftContext): Draft {
  const [first] = records;
  if (!first) throw new Error('a draft needs a record');
  const { raw } = first;
  const { mapping, notes, place } = context;
  for (const repair of raw.repairs ?? []) notes.count(`repaired: ${repair}`);
  const { c, y } = toDates(raw, context);
  const technology = toTechnology(raw, context);
  const { b, fov } = toBearings(raw, notes, mapping);
  const mount = toMount(raw, notes, mapping);
  const row: DeviceRow = {
    id: raw.key,
    lon: raw.lon,
    lat: raw.lat,
    ...(technology ? { t: [technology] } : {}),
    ...(b ? { b } : {}),
    ...(fov ? { fov } : {}),
    ...(mount ? { mount } : {}),
    ...(c ? { c } : {}),
    ...(y ? { y } : {}),
    ...(mapping.operator ? { op: mapping.operator } : {}),
    ...place(raw.lon, raw.lat),
  };
  return {
    kind: 'device',
    key: raw.key,
    row,
    from: records.map(({ unit, at }) => ({ unit, at })),
    ...(raw.repairs ? { repairs: raw.repairs } : {}),
    ...(raw.findings ? { findings: raw.findings } : {}),
  };
}

/**
 * @throws DossierError `invalid_input` for a technology code that the vocabulary does not have: a fault of dataset.yaml, not of a row
 */
export function checkTechnologies({ technology }: DeviceMapping, dataset: string): void {
  const known = readTechnologies();
  const codes = typeof technology === 'string' ? [technology] : Object.values(technology.values);
  const unknown = codes.find((code) => !Object.hasOwn(known, code));
  if (unknown === undefined) return;
  throw new DossierError('invalid_input', {
    what: `"${unknown}" is no technology`,
    where: `scrapers/${dataset}/dataset.yaml`,
    mend: 'data/vocabularies/technologies.yaml has the codes.',
  });
}

function toTechnology(raw: RawDevice, { mapping, notes }: DraftContext): string | undefined {
  const { technology } = mapping;
  if (typeof technology === 'string') return technology;
  const value = raw.technology ?? '';
  if (Object.hasOwn(technology.values, value)) return technology.values[value];
  if (value !== '') notes.unmatched(technology.column, value);
  return undefined;
}

function toDates(raw: RawDevice, { mapping, notes }: DraftContext): Pick<DeviceRow, 'c' | 'y'> {
  if (mapping.date === undefined || raw.date === undefined) return {};
  const date = readRowDate(raw.date);
  if (!date) {
    notes.unmatched(mapping.date.column, raw.date);
    return {};
  }
  return { y: date.year, ...(mapping.date.confirmed && date.day ? { c: date.day } : {}) };
}

/** Blank stays unknown; it is never north. */
function toBearings(
  raw: RawDevice,
  notes: DraftContext['notes'],
  mapping: DeviceMapping,
): Pick<DeviceRow, 'b' | 'fov'> {
  if (mapping.bearing === undefined || raw.bearing === undefined) return {};
  const { bearings, fieldOfView, known } = parseDirections(raw.bearing);
  if (!known) notes.unmatched(mapping.bearing, raw.bearing);
  return { ...(bearings.length > 0 ? { b: bearings } : {}), ...(fieldOfView ? { fov: fieldOfView } : {}) };
}

function toMount(raw: RawDevice, notes: DraftContext['notes'], mapping: DeviceMapping): string | undefined {
  if (mapping.mount === undefined || raw.mount === undefined) return undefined;
  const mount = raw.mount.toLowerCase().replaceAll(' ', '_');
  if (mounts.has(mount)) return mount;
  notes.unmatched(mapping.mount, raw.mount);
  return undefined;
}
