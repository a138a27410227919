import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { readInput } from '../core/input.ts';
import type { Tags } from '../core/osm-device.ts';
import { readSurveillanceObjects } from '../core/osm-pbf.ts';

/** One mapped object as a file gives it. */
export interface RawObject {
  /** "node/123" or "way/5"; for rows without an upstream id, "h/" and a hash of tags and coordinates. */
  id: string;
  lon: number;
  lat: number;
  tags: Tags;
}

export interface OsmFile {
  name: string;
  path: string;
  /** Newest day that the file can know of. */
  asOf: string;
  read: () => AsyncGenerator<RawObject>;
}

const featureSchema = z.object({
  geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** Columns that the publisher added to the OpenStreetMap tags. */
const isOwnColumn = (key: string) => key === 'id' || key === 'data_source' || key.startsWith('pe_');

/** Key of an object that came without its id: the same raw row always gets the same key. */
export function toHashId(tags: Tags, lon: number, lat: number): string {
  const sorted = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return `h/${createHash('sha256')
    .update(JSON.stringify([sorted, lon, lat]))
    .digest('base64url')
    .slice(0, 16)}`;
}

async function* readWorld(path: string): AsyncGenerator<RawObject> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) {
    const text = line.trim().replace(/,$/, '');
    if (!text.startsWith('{"type": "Feature",')) continue;
    const { geometry, properties } = featureSchema.parse(JSON.parse(text));
    const [lon, lat] = geometry.coordinates;
    const tags = Object.fromEntries(
      Object.entries(properties).flatMap(([key, value]): [string, string][] =>
        isOwnColumn(key) || value === null ? [] : [[key, String(value)]],
      ),
    );
    const upstream = properties.id;
    yield { id: upstream === undefined ? toHashId(tags, lon, lat) : `node/${upstream}`, lon, lat, tags };
  }
}

const americanSchema = z.array(
  z.strictObject({
    osmId: z.number().int(),
    osmType: z.enum(['node', 'way']),
    lat: z.number(),
    lon: z.number(),
    operator: z.string().optional(),
    brand: z.string().optional(),
    direction: z.number().optional(),
    directionCardinal: z.string().optional(),
    surveillanceZone: z.string().optional(),
    mountType: z.string().optional(),
    ref: z.string().optional(),
    startDate: z.string().optional(),
  }),
);

/**
 * The file of the United States has no type column, because it is a selection of license plate readers: of its points that the
 * world file also has, 99.9 % are tagged ALPR there. `directionCardinal` is the raw direction tag.
 */
async function* readAmerican(path: string): AsyncGenerator<RawObject> {
  for (const row of americanSchema.parse(JSON.parse(readInput(path)))) {
    const tags: Record<string, string | undefined> = {
      man_made: 'surveillance',
      'surveillance:type': 'ALPR',
      operator: row.operator,
      brand: row.brand,
      direction: row.directionCardinal ?? row.direction?.toString(),
      'surveillance:zone': row.surveillanceZone,
      'camera:mount': row.mountType,
      start_date: row.startDate,
    };
    const present = Object.entries(tags).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, value]],
    );
    yield {
      id: `${row.osmType}/${row.osmId}`,
      lon: row.lon,
      lat: row.lat,
      tags: Object.fromEntries(present),
    };
  }
}

/** The input files, the newest first: where two hold one object, the newer one is kept. */
export function osmFiles(input: string): OsmFile[] {
  const [american, world, helsinki] = [
    'cameras-us.json.gz',
    'ringmast4r-FLOCK-tiles.geojson.gz',
    'Helsinki.osm.pbf',
  ].map((name) => join(input, 'osm', name));
  if (!american || !world || !helsinki) throw new Error('osm-surveillance: a file name is missing.');
  return [
    { name: 'united-states', path: american, asOf: '2026-04-30', read: () => readAmerican(american) },
    { name: 'world', path: world, asOf: '2025-11-30', read: () => readWorld(world) },
    { name: 'helsinki', path: helsinki, asOf: '2025-11-30', read: () => readSurveillanceObjects(helsinki) },
  ];
}
