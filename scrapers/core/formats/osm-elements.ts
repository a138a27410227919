import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import type { Tags } from '../osm-device.ts';
import type { OsmEntry, OsmHints } from './osm-entry.ts';
import { withEdit } from './osm-geojson.ts';
import { editColumns, toHashId, toObjectId, toTags } from './osm-tags.ts';

const degree = z.union([z.number(), z.string().regex(/^-?\d{1,3}(\.\d+)?$/)]).transform(Number);
const elementSchema = z.object({
  type: z.enum(['node', 'way', 'relation']),
  id: z.number().int().positive(),
  lat: z.number().optional(),
  lon: z.number().optional(),
  center: z.object({ lat: z.number(), lon: z.number() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

/** Columns of the DeFlock selection of license plate readers. A column that is not here stops the file: nobody has said what it means. */
const selectionSchema = z.strictObject({
  osmId: z.number().int(),
  osmType: z.enum(['node', 'way', 'relation']),
  lat: z.number(),
  lon: z.number(),
  operator: z.string().optional(),
  brand: z.string().optional(),
  model: z.string().optional(),
  direction: z.number().optional(),
  directionCardinal: z.string().optional(),
  surveillanceZone: z.string().optional(),
  mountType: z.string().optional(),
  ref: z.string().optional(),
  startDate: z.string().optional(),
});

const flatSchema = z.looseObject({
  id: z.union([z.string(), z.number()]),
  lat: degree.optional(),
  lon: degree.optional(),
  lng: degree.optional(),
  latitude: degree.optional(),
  longitude: degree.optional(),
  tags: z.record(z.string(), z.unknown()).optional(),
});
const flatColumns = new Set([
  'id',
  'type',
  'lat',
  'lon',
  'lng',
  'latitude',
  'longitude',
  'tags',
  'center',
  'osmId',
  'osmType',
]);

/** One member of a JSON array of map objects, in any of the layouts that are passed around. */
export function toElementEntry(value: unknown, at: string, hints: OsmHints, where: string): OsmEntry {
  if (typeof value !== 'object' || value === null)
    return { at, kind: 'unreadable', reason: 'unknown_layout' };
  if ('osmId' in value) return toSelectionEntry(value, at, hints, where);
  const element = elementSchema.safeParse(value);
  if (element.success) {
    const { type, id, tags = {}, center } = element.data;
    const [lat, lon] = [element.data.lat ?? center?.lat, element.data.lon ?? center?.lon];
    if (lat === undefined || lon === undefined) return { at, kind: 'unreadable', reason: 'no_point' };
    return {
      at,
      kind: 'object',
      id: `${type}/${id}`,
      lon,
      lat,
      tags: imply(tags, hints),
      ...withEdit({ ...value }),
    };
  }
  const flat = flatSchema.safeParse(value);
  if (!flat.success) return { at, kind: 'unreadable', reason: 'unknown_layout' };
  const { data } = flat;
  const [lat, lon] = [data.lat ?? data.latitude, data.lon ?? data.lng ?? data.longitude];
  if (lat === undefined || lon === undefined) return { at, kind: 'unreadable', reason: 'no_point' };
  const tags = imply(
    data.tags === undefined
      ? toTags(data, (key) => !flatColumns.has(key) && !editColumns.has(key))
      : toTags(data.tags, () => true),
    hints,
  );
  const id = toObjectId(data.id, data.type) ?? toHashId(tags, lon, lat);
  return { at, kind: 'object', id, lon, lat, tags, ...withEdit(data) };
}

/** `directionCardinal` is the raw direction tag, `direction` a reading of it. */
function toSelectionEntry(value: object, at: string, hints: OsmHints, where: string): OsmEntry {
  const parsed = selectionSchema.safeParse(value);
  if (!parsed.success) {
    throw new DossierError('invalid_input', {
      what: `The row differs from the columns that are known: ${parsed.error.issues[0]?.message ?? ''}`,
      where: `${where}, ${at}`,
      mend: 'Say in scrapers/core/formats/osm-elements.ts what the column means, or leave it out there by name.',
    });
  }
  const row = parsed.data;
  const tags = toTags(
    {
      operator: row.operator,
      brand: row.brand,
      direction: row.directionCardinal ?? row.direction?.toString(),
      'surveillance:zone': row.surveillanceZone,
      'camera:mount': row.mountType,
      start_date: row.startDate,
    },
    () => true,
  );
  return {
    at,
    kind: 'object',
    id: `${row.osmType}/${row.osmId}`,
    lon: row.lon,
    lat: row.lat,
    tags: imply(tags, hints),
  };
}

/** What the selection means stands behind what the row says itself. */
const imply = (tags: Tags, { implies }: OsmHints): Tags => (implies ? { ...implies, ...tags } : tags);
