import { type NumberRepair, type Reading, readNumber } from './coordinates-number.ts';

/** [west, south, east, north] in degrees; west > east crosses the antimeridian. */
export type Box = readonly [number, number, number, number];

/** Two coordinates as they stand in the source. */
export interface RawPoint {
  lon: string | number;
  lat: string | number;
}

export type Repair = NumberRepair | 'swapped';

export type Finding = 'outside_declared_area' | 'coarse_coordinates';

export type ReadPoint =
  | { lon: number; lat: number; repairs: Repair[]; findings: Finding[] }
  | {
      reason:
        | 'no_coordinates'
        | 'coordinates_unreadable'
        | 'coordinates_out_of_range'
        | 'coordinates_ambiguous'
        | 'null_island';
    };

/** Degrees around 0, 0 (about a kilometer): what a missing value becomes on its way through software. */
const nullIsland = 0.01;
/** Below three decimals (about 100 m) a number names an area, not a camera. */
const fineDecimals = 3;

/**
 * Degrees of a point. Plain decimal degrees inside of the box are taken as they are. Everything else (swapped axes, a decimal comma, a lost decimal
 * point, separators, degree signs, a spreadsheet's E+00) is read only when exactly one of all readings lies in the box, and says so in `repairs`.
 * A plain point outside of the box is kept and carries a finding, so that a person looks at it.
 */
export function readPoint({ lon, lat }: RawPoint, box: Box | undefined): ReadPoint {
  if (isBlank(lon) || isBlank(lat)) return { reason: 'no_coordinates' };
  const lons = readNumber(lon);
  const lats = readNumber(lat);
  const asWritten = toPlain(lons, lats);
  if (asWritten && isNullIsland(asWritten)) return { reason: 'null_island' };
  if (asWritten && isOnEarth(asWritten) && (box === undefined || isInside(box, asWritten)))
    return toResult(asWritten);

  const candidates = new Map<string, Candidate>();
  for (const candidate of [...toCandidates(lons, lats, false), ...toCandidates(lats, lons, true)]) {
    if (box === undefined || !isOnEarth(candidate) || !isInside(box, candidate) || isNullIsland(candidate))
      continue;
    const key = `${round(candidate.lon)} ${round(candidate.lat)}`;
    const known = candidates.get(key);
    if (!known || known.repairs.length > candidate.repairs.length) candidates.set(key, candidate);
  }
  const [only] = candidates.values();
  if (candidates.size > 1) return { reason: 'coordinates_ambiguous' };
  if (only) return toResult(only);
  if (asWritten && isOnEarth(asWritten)) return toResult(asWritten, ['outside_declared_area']);
  const areNumbers = lons.length > 0 && lats.length > 0;
  return { reason: areNumbers ? 'coordinates_out_of_range' : 'coordinates_unreadable' };
}

/** Radius of the sphere of Web Mercator, in meters. */
const mercatorRadius = 6_378_137;

/** Web Mercator meters (EPSG:3857) as degrees. Only for sources that declare it: meters and degrees cannot be told apart by their numbers alone. */
export function fromWebMercator({ lon: x, lat: y }: RawPoint): RawPoint | null {
  const [east, north] = [Number(x), Number(y)];
  const edge = Math.PI * mercatorRadius;
  if (isBlank(x) || isBlank(y) || !(Math.abs(east) <= edge) || !(Math.abs(north) <= edge)) return null;
  const toDegrees = (radians: number) => (radians * 180) / Math.PI;
  return {
    lon: round(toDegrees(east / mercatorRadius)).toFixed(7),
    lat: round(toDegrees(Math.atan(Math.sinh(north / mercatorRadius)))).toFixed(7),
  };
}

/** True when the point lies in the box; edges count as inside. */
export function isInside(
  [west, south, east, north]: Box,
  { lon, lat }: { lon: number; lat: number },
): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

interface Candidate {
  lon: number;
  lat: number;
  repairs: Repair[];
  decimals: number;
}

function toPlain(lons: readonly Reading[], lats: readonly Reading[]): Candidate | undefined {
  return toCandidates(lons, lats, false).find(({ repairs }) => repairs.length === 0);
}

function toCandidates(lons: readonly Reading[], lats: readonly Reading[], swapped: boolean): Candidate[] {
  return lons
    .filter(({ axis }) => axis !== 'lat')
    .flatMap((lon) =>
      lats
        .filter(({ axis }) => axis !== 'lon')
        .map((lat) => ({
          lon: lon.degrees,
          lat: lat.degrees,
          repairs: [
            ...new Set<Repair>([
              ...(swapped ? (['swapped'] as const) : []),
              ...[lon.repair, lat.repair].filter((repair) => repair !== undefined),
            ]),
          ],
          decimals: Math.max(lon.decimals, lat.decimals),
        })),
    );
}

function toResult({ lon, lat, repairs, decimals }: Candidate, findings: Finding[] = []): ReadPoint {
  return {
    lon: round(lon),
    lat: round(lat),
    repairs,
    findings: decimals < fineDecimals ? [...findings, 'coarse_coordinates'] : findings,
  };
}

const isOnEarth = ({ lon, lat }: { lon: number; lat: number }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

const isNullIsland = ({ lon, lat }: { lon: number; lat: number }) =>
  Math.abs(lon) < nullIsland && Math.abs(lat) < nullIsland;

/** Seven decimals: a centimeter. Adding zero turns −0 into 0. */
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7 + 0;

const isBlank = (value: string | number) => typeof value === 'string' && value.trim() === '';
