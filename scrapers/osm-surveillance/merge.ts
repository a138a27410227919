import type { OsmDevice } from '../core/osm-device.ts';

export interface Candidate {
  id: string;
  lon: number;
  lat: number;
  file: string;
  device: OsmDevice;
  operator: { name?: string | undefined; wikidata?: string | undefined };
  maker: { names: string[]; ids: string[] };
}

/** Coordinates at the precision of OpenStreetMap, with the type: what two files must agree on to mean one object. */
const spotOf = ({ lon, lat, device }: Candidate) =>
  `${lon.toFixed(7)} ${lat.toFixed(7)} ${device.technologies.join(' ')}`;

/**
 * Joins the objects of several files of one origin, the newest file first. Two rows are one object when their upstream ids are equal,
 * or when coordinates and type are equal in two different files. Never by nearness, and never within one file: two cameras on one pole
 * are normal. Each older row is used up by one newer row at most.
 */
export function mergeFiles(files: readonly (readonly Candidate[])[]): {
  kept: Candidate[];
  byId: number;
  bySpot: number;
} {
  const kept: Candidate[] = [];
  const ids = new Map<string, Candidate>();
  let [byId, bySpot] = [0, 0];
  for (const file of files) {
    const spots = new Map<string, Candidate[]>();
    for (const known of kept) spots.set(spotOf(known), [...(spots.get(spotOf(known)) ?? []), known]);
    const fresh: Candidate[] = [];
    for (const row of file) {
      const same = ids.get(row.id);
      if (same) {
        fill(same, row);
        byId += 1;
        continue;
      }
      const candidates = spots.get(spotOf(row)) ?? [];
      const at = Math.max(
        candidates.findIndex((other) => other.device.bearings.join() === row.device.bearings.join()),
        candidates.length > 0 ? 0 : -1,
      );
      const [match] = at >= 0 ? candidates.splice(at, 1) : [];
      if (match) {
        fill(match, row);
        bySpot += 1;
        continue;
      }
      fresh.push(row);
    }
    for (const row of fresh) {
      kept.push(row);
      ids.set(row.id, row);
    }
  }
  return { kept, byId, bySpot };
}

/** What the newer row leaves unknown, the older one may tell. */
function fill(newer: Candidate, older: Candidate): void {
  const device = newer.device;
  if (device.bearings.length === 0 && device.fieldOfView === null) {
    device.bearings = older.device.bearings;
    device.fieldOfView = older.device.fieldOfView;
  }
  device.form ??= older.device.form;
  device.mount ??= older.device.mount;
  device.zone ??= older.device.zone;
  device.lastConfirmed ??= older.device.lastConfirmed;
  device.year ??= older.device.year;
  newer.operator.name ??= older.operator.name;
  newer.operator.wikidata ??= older.operator.wikidata;
  newer.maker.names.push(...older.maker.names);
  newer.maker.ids.push(...older.maker.ids);
}
