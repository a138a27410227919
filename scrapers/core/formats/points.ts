import type { RawPoint } from './coordinates.ts';
import { isRecord } from './recognize.ts';

export type FoundPoint =
  | RawPoint
  | { reason: 'no_coordinates' | 'several_points' | 'geometry_not_a_point' | 'other_reference_system' };

const number = String.raw`[^\s,()]+`;
const wktPoint = new RegExp(
  `^POINT\\s*(?:Z|M|ZM)?\\s*\\(\\s*(${number})\\s+(${number})(?:\\s+${number}){0,2}\\s*\\)$`,
  'i',
);
const wktMultiPoint = new RegExp(
  `^MULTIPOINT\\s*(?:Z|M|ZM)?\\s*\\(\\s*\\(?\\s*(${number})\\s+(${number})(?:\\s+${number}){0,2}\\s*\\)?\\s*\\)$`,
  'i',
);
/** `(lat, lon)`, alone or as the last line after an address. */
const latLon = /(?:^|\n)\s*\(\s*([^,()\n]{1,40}),\s*([^,()\n]{1,40})\)\s*$/;

/**
 * The two coordinates of a geometry: GeoJSON Point, a MultiPoint of one, an ArcGIS point, a Socrata location, WKT, or "(lat, lon)" text. Numbers stay as they
 * are written; `readPoint` reads them.
 */
export function findPoint(value: unknown): FoundPoint {
  if (value === null || value === undefined) return { reason: 'no_coordinates' };
  if (typeof value === 'string') return findInText(value.trim());
  if (!isRecord(value)) return { reason: 'geometry_not_a_point' };
  if (typeof value.type === 'string') return findInGeoJson(value);
  if ('latitude' in value || 'longitude' in value) return toPoint(value.longitude, value.latitude);
  if ('x' in value || 'y' in value) return toPoint(value.x, value.y);
  if (Array.isArray(value.points)) return findInPositions(value.points);
  return { reason: 'geometry_not_a_point' };
}

function findInGeoJson({ type, coordinates }: Record<string, unknown>): FoundPoint {
  if (type === 'MultiPoint' && Array.isArray(coordinates)) return findInPositions(coordinates);
  if (type !== 'Point') return { reason: 'geometry_not_a_point' };
  return findInPositions([coordinates ?? []]);
}

function findInPositions(positions: readonly unknown[]): FoundPoint {
  if (positions.length > 1) return { reason: 'several_points' };
  const [position] = positions;
  return Array.isArray(position) ? toPoint(position[0], position[1]) : { reason: 'no_coordinates' };
}

function findInText(text: string): FoundPoint {
  if (text === '') return { reason: 'no_coordinates' };
  if (text.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(text);
      return findPoint(value);
    } catch (error) {
      if (error instanceof SyntaxError) return { reason: 'geometry_not_a_point' };
      throw error;
    }
  }
  const srid = /^SRID\s*=\s*(\d+)\s*;\s*/i.exec(text);
  if (srid && srid[1] !== '4326') return { reason: 'other_reference_system' };
  const wkt = text.slice(srid?.[0].length ?? 0);
  if (/^(MULTI)?POINT\s*(Z|M|ZM)?\s*EMPTY$/i.test(wkt)) return { reason: 'no_coordinates' };
  const single = wktPoint.exec(wkt) ?? wktMultiPoint.exec(wkt);
  if (single) return toPoint(single[1], single[2]);
  if (/^MULTIPOINT\b.*,/is.test(wkt)) return { reason: 'several_points' };
  const pair = latLon.exec(wkt);
  return pair ? toPoint(pair[2], pair[1]) : { reason: 'geometry_not_a_point' };
}

function toPoint(lon: unknown, lat: unknown): FoundPoint {
  // ArcGIS writes an empty point as "NaN".
  const missing = [lon, lat].some(
    (part) => part === null || part === undefined || part === '' || part === 'NaN',
  );
  const isPart = (part: unknown): part is string | number =>
    typeof part === 'string' || typeof part === 'number';
  if (missing || !isPart(lon) || !isPart(lat)) return { reason: 'no_coordinates' };
  return { lon, lat };
}
