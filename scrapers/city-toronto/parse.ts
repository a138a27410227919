import { z } from 'zod';

/** Header of the export; the unnamed first column is a row number that pandas added. */
export const header = [
  '',
  '_id',
  'INTERSECTION_ID',
  'LINEAR_NAME_FULL_1',
  'LINEAR_NAME_FULL_2',
  'MI_PRINX',
  'OBJECTID',
  'ID',
  'CLIENT_STREET_1',
  'CLIENT_STREET_2',
  'RLC',
  'TCS',
  'NAME',
  'ADDITIONAL_INFO',
  'MAIN',
  'SIDE1',
  'SIDE2',
  'MID_BLOCK',
  'PRIVATE_ACCESS',
  'DISTRICT',
  'WARD_1',
  'WARD_2',
  'WARD_3',
  'WARD_4',
  'POLICE_DIVISION_1',
  'POLICE_DIVISION_2',
  'POLICE_DIVISION_3',
  'ACTIVATION_DATE',
  'geometry',
  'Neighbourhood',
] as const;

export const rowSchema = z.object({
  _id: z.string().regex(/^\d+$/),
  RLC: z.string(),
  ACTIVATION_DATE: z.string(),
  geometry: z.string(),
});

/** `MULTIPOINT (lon lat)` with one point → [lon, lat]; null when it is anything else. */
export function parseMultiPoint(text: string): [number, number] | null {
  const match = /^MULTIPOINT \(\(?(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)?\)$/.exec(text.trim());
  if (!match) return null;
  const [lon, lat] = [Number(match[1]), Number(match[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

/** Year of a time stamp like `2007-11-09 05:00:00`; null when it is blank. */
export function parseYear(text: string): number | null {
  const match = /^(\d{4})-\d{2}-\d{2}/.exec(text.trim());
  return match ? Number(match[1]) : null;
}
