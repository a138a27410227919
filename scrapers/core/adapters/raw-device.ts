import { createHash } from 'node:crypto';
import { DossierError } from '#lib/errors.ts';
import {
  type Finding,
  fromWebMercator,
  type RawPoint,
  type Repair,
  readPoint,
} from '../formats/coordinates.ts';
import { findPoint } from '../formats/points.ts';
import type { DeviceMapping, ScrapeSettings } from '../scrape-settings.ts';
import type { Parsed } from '../source.ts';
import type { RowFacts, SourceRow } from './source-row.ts';

/** What `normalize` needs of a row: the position as read, everything else as it stands in the source. */
export interface RawDevice {
  key: string;
  /** Hash of all columns and the position: tells a repeated row from another row under the same key. */
  hash: string;
  lon: number;
  lat: number;
  repairs?: Repair[];
  findings?: Finding[];
  technology?: string;
  date?: string;
  bearing?: string;
  mount?: string;
}

export interface RowContext extends RowFacts {
  mapping: DeviceMapping;
  scrape: ScrapeSettings;
}

/** Longest publisher's id that is taken; a longer one is a text in the wrong column. */
const maxKeyLength = 120;

/** Pure: a row → a raw device, or the reason why it is none. */
export function toRawDevice(row: SourceRow, context: RowContext): Parsed<RawDevice> {
  const { mapping, scrape } = context;
  const { at } = row;
  const cell = (column: string | undefined) => (column === undefined ? '' : readCell(row, column, scrape));
  const left = mapping.leaveOut.find(({ column, values }) => values.includes(cell(column)));
  if (left) return { at, reason: left.reason };

  const found = findRawPoint(row, context);
  if ('reason' in found) return { at, reason: found.reason };
  const degrees = mapping.crs === 'EPSG:3857' ? fromWebMercator(found) : found;
  if (!degrees) return { at, reason: 'coordinates_out_of_range', detail: toDetail(found) };
  const point = readPoint(degrees, scrape.bounds.bbox);
  if ('reason' in point) return { at, reason: point.reason, detail: toDetail(found) };

  const { lon, lat, repairs, findings } = point;
  // Repairs may be read otherwise one day; the key must not move with them.
  const position = repairs.length === 0 ? [lon, lat] : [String(found.lon), String(found.lat)];
  const hash = hashRow(row, context, position);
  const keyColumn = mapping.key ?? context.defaultKey;
  const key = keyColumn === undefined ? `h/${hash}` : toKey(row.cells.get(keyColumn));
  if (typeof key !== 'string') return { at, reason: key.reason };
  const technology = typeof mapping.technology === 'string' ? '' : cell(mapping.technology.column);
  return {
    at,
    raw: {
      key,
      hash,
      lon,
      lat,
      ...(repairs.length > 0 ? { repairs } : {}),
      ...(findings.length > 0 ? { findings } : {}),
      ...filled('technology', technology),
      ...filled('date', cell(mapping.date?.column)),
      ...filled('bearing', cell(mapping.bearing)),
      ...filled('mount', cell(mapping.mount)),
    },
  };
}

/** A cell as text, after the odd values that dataset.yaml explains: blank where they are known to mean nothing. */
function readCell(row: SourceRow, column: string, { lookups }: ScrapeSettings): string {
  const raw = toText(row.cells.get(column)).trim();
  const known = Object.hasOwn(lookups, column) ? lookups[column] : undefined;
  return known && Object.hasOwn(known, raw) ? (known[raw] ?? '') : raw;
}

function findRawPoint(row: SourceRow, { mapping, scrape }: RowContext): ReturnType<typeof findPoint> {
  if (row.geometry !== undefined) return findPoint(row.geometry);
  if (mapping.geometry !== undefined) {
    const value = row.cells.get(mapping.geometry);
    return findPoint(typeof value === 'string' ? readCell(row, mapping.geometry, scrape) : value);
  }
  const [lon, lat] = [mapping.lon, mapping.lat].map((column) =>
    column === undefined ? '' : readCell(row, column, scrape),
  );
  return lon && lat ? { lon, lat } : { reason: 'no_coordinates' };
}

/** Columns in the order of their names, without position, volatile and empty ones: the same row has the same hash in CSV and GeoJSON. */
function hashRow({ cells }: SourceRow, { mapping, ofInterface }: RowContext, position: unknown[]): string {
  const left = new Set([mapping.lat, mapping.lon, mapping.geometry, ...mapping.volatile]);
  const columns = [...cells]
    .map(([column, value]): [string, string] => [column, toText(value)])
    .filter(([column, text]) => text !== '' && !left.has(column) && !ofInterface(column))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([columns, ...position]))
    .digest('base64url')
    .slice(0, 16);
}

function toKey(value: unknown): string | { reason: string } {
  // A number past 2^53 was rounded when the JSON was read: two ids may have become one.
  if (typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value))
    return { reason: 'key_not_exact' };
  const key = toText(value).trim();
  if (key === '') return { reason: 'no_key' };
  // Control characters: in a key they are damage, and Postgres cannot store all of them.
  if (key.length > maxKeyLength || /\p{Cc}/u.test(key)) return { reason: 'key_unusable' };
  return key;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DossierError('invalid_input', {
      what: 'A value is nested too deeply to be a cell of a list',
      mend: 'Look at the file by hand; nothing of it was used.',
      cause: error,
    });
  }
}

/** Coordinates for the report. Text that is no number may be anything, so it is not repeated. */
function toDetail({ lon, lat }: RawPoint): string {
  const isNumeric = (value: string | number) => /^[\d\s.,+\-−eE°'′"″NSEW]{1,40}$/.test(String(value));
  return [lon, lat].every(isNumeric) ? `lon ${lon}, lat ${lat}` : 'not numbers';
}

const filled = <Name extends string>(name: Name, value: string): { [Key in Name]?: string } | object =>
  value === '' ? {} : { [name]: value };
