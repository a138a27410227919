import type { Located, Locator } from '../core/source.ts';
import type { RawDevice } from './raw-record.ts';

/** A device with all raw records that it was joined from, the decisive one first. */
export interface Candidate {
  raw: RawDevice;
  from: Locator[];
}

export const locate = ({ unit, at }: Locator): Locator => ({ unit, at });

/** Coordinates at the precision of OpenStreetMap, with the type: what two files must agree on to mean one object. */
export const spotOf = ({ lon, lat, t = [] }: Pick<RawDevice, 'lon' | 'lat' | 't'>) =>
  `${lon.toFixed(7)} ${lat.toFixed(7)} ${t.join(' ')}`;

/**
 * Joins the objects of several files of one origin, the newest file first. Two rows are one object when their upstream ids are equal,
 * or when coordinates and type are equal in two different files. Never by nearness, and never within one file: two cameras on one pole
 * are normal. Each older row is used up by one newer row at most.
 */
export function mergeFiles(files: readonly (readonly Located<RawDevice>[])[]): {
  kept: Candidate[];
  byId: number;
  bySpot: number;
} {
  const kept: Candidate[] = [];
  const ids = new Map<string, Candidate>();
  let [byId, bySpot] = [0, 0];
  for (const file of files) {
    const spots = new Map<string, Candidate[]>();
    for (const known of kept) {
      const spot = spotOf(known.raw);
      const there = spots.get(spot);
      if (there) there.push(known);
      else spots.set(spot, [known]);
    }
    const fresh: Candidate[] = [];
    for (const row of file) {
      const same = ids.get(row.raw.id);
      if (same) {
        join(same, row);
        byId += 1;
        continue;
      }
      const candidates = spots.get(spotOf(row.raw)) ?? [];
      const at = Math.max(
        candidates.findIndex((other) => bearingsOf(other.raw) === bearingsOf(row.raw)),
        candidates.length > 0 ? 0 : -1,
      );
      const [match] = at >= 0 ? candidates.splice(at, 1) : [];
      if (match) {
        join(match, row);
        bySpot += 1;
        continue;
      }
      fresh.push({ raw: { ...row.raw }, from: [locate(row)] });
    }
    for (const row of fresh) {
      kept.push(row);
      ids.set(row.raw.id, row);
    }
  }
  return { kept, byId, bySpot };
}

const bearingsOf = ({ b = [] }: RawDevice) => b.join();

/** What the newer row leaves unknown, the older one may tell; a version is that of the newer row only. */
function join(newer: Candidate, { raw: older, ...where }: Located<RawDevice>): void {
  const { raw } = newer;
  newer.from.push(locate(where));
  if (raw.b === undefined && raw.fov === undefined) {
    if (older.b) raw.b = older.b;
    if (older.fov !== undefined) raw.fov = older.fov;
  }
  raw.form ??= older.form;
  raw.mount ??= older.mount;
  raw.zone ??= older.zone;
  raw.u ??= older.u;
  raw.c ??= older.c;
  raw.y ??= older.y;
  const [name, wikidata] = [
    raw.operator?.name ?? older.operator?.name,
    raw.operator?.wikidata ?? older.operator?.wikidata,
  ];
  if (name || wikidata) raw.operator = { ...(name ? { name } : {}), ...(wikidata ? { wikidata } : {}) };
  if (raw.maker || older.maker)
    raw.maker = {
      names: [...(raw.maker?.names ?? []), ...(older.maker?.names ?? [])],
      ids: [...(raw.maker?.ids ?? []), ...(older.maker?.ids ?? [])],
    };
}
