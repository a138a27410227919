import { z } from 'zod';
import { type OsmEntry, toMeanPoint } from './osm-entry.ts';
import { editColumns, toCount, toHashId, toObjectId, toTags } from './osm-tags.ts';

const pointSchema = z.tuple([z.number(), z.number()], z.number());
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: pointSchema }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(pointSchema).max(100_000) }),
  z.object({
    type: z.literal('Polygon'),
    coordinates: z.array(z.array(pointSchema).max(100_000)).max(1_000),
  }),
]);
const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  geometry: z.unknown(),
  properties: z.record(z.string(), z.unknown()).nullable(),
});

/** Columns that publishers add to the tags. */
const isOwnColumn = (key: string) =>
  key === 'id' || key === 'data_source' || key.startsWith('pe_') || key.startsWith('@');

/**
 * A GeoJSON feature as an object. Understands tags as properties, `tags` and `meta` inside the properties (osmtogeojson), `@id` and `@version` (osmium,
 * overpass turbo), and ids of the feature.
 */
export function toFeatureEntry(feature: unknown, at: string): OsmEntry {
  const parsed = featureSchema.safeParse(feature);
  if (!parsed.success) return { at, kind: 'unreadable', reason: 'no_feature' };
  const { id, geometry, properties } = parsed.data;
  const point = toPoint(geometry);
  if (point === null) return { at, kind: 'unreadable', reason: 'no_point' };
  const [lon, lat] = point;
  const all = properties ?? {};
  const nested = z.record(z.string(), z.unknown()).safeParse(all.tags);
  const meta = toMeta(all);
  const tags = nested.success
    ? toTags(nested.data, () => true)
    : toTags(all, (key) => !isOwnColumn(key) && !(meta.flat && editColumns.has(key)));
  const own =
    toObjectId(all['@id'], all['@type']) ??
    toObjectId(id, nested.success ? all.type : undefined) ??
    toObjectId(all.id, nested.success ? all.type : undefined);
  return {
    at,
    kind: 'object',
    id: own ?? toHashId(tags, lon, lat),
    lon,
    lat,
    tags,
    ...withEdit(meta.values),
  };
}

function toPoint(geometry: unknown): [number, number] | null {
  const parsed = geometrySchema.safeParse(geometry);
  if (!parsed.success) return null;
  if (parsed.data.type === 'Point') return [parsed.data.coordinates[0], parsed.data.coordinates[1]];
  const points =
    parsed.data.type === 'LineString' ? parsed.data.coordinates : (parsed.data.coordinates[0] ?? []);
  return toMeanPoint(points.map(([lon, lat]): [number, number] => [lon, lat]));
}

/** Where the edit's numbers stand. Plain columns count only when all three are there: `version` alone is a tag of some cameras. */
function toMeta(all: Readonly<Record<string, unknown>>): { flat: boolean; values: Record<string, unknown> } {
  const nested = z.record(z.string(), z.unknown()).safeParse(all.meta);
  if (nested.success) return { flat: false, values: nested.data };
  if ('version' in all && 'changeset' in all && 'timestamp' in all) return { flat: true, values: { ...all } };
  return {
    flat: false,
    values: { version: all['@version'], changeset: all['@changeset'], timestamp: all['@timestamp'] },
  };
}

/** Version, changeset and day of the edit, each where it is given. `@timestamp` of osmium is in seconds since 1970 and not used. */
export function withEdit(values: Readonly<Record<string, unknown>>): {
  version?: number;
  changeset?: number;
} {
  const [version, changeset] = [toCount(values.version), toCount(values.changeset)];
  return { ...(version ? { version } : {}), ...(changeset ? { changeset } : {}) };
}
