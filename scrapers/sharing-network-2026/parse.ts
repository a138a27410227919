import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import type { Parsed } from '../core/source.ts';

/** One account of the network. Positions are not kept: they are a geocoder's centers of towns, and no device stands there. */
export interface RawAccount {
  id: string;
  name: string;
  /** Has a public transparency portal. */
  portal: boolean;
  /** Cameras that the portal states; 0 also stands where there is no portal or no number. */
  cameras: number;
  /** False where the geocoder found nothing and the file says [0, 0]. */
  located: boolean;
}

const count = z.number().int().nonnegative();

/** Every property by name: a new one stops the file, because it may be what gives the pairs a direction. */
const featureSchema = z.strictObject({
  type: z.literal('Feature'),
  geometry: z.strictObject({
    type: z.literal('Point'),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  }),
  properties: z.strictObject({
    id: z.string().min(1).max(200),
    name: z.string().min(1).max(200),
    /** The first two capitals of the name that are a state's code: not read, because "Bell CO TX SO" stands there as Colorado. */
    city: z.string(),
    state: z.string(),
    type: z.enum(['pd', 'so', 'other', 'school', 'federal']),
    isPortal: z.boolean(),
    cameras: count,
    /** The file names neither a day nor a span for these three. */
    searches: count,
    vehiclesCaptured: count,
    hotlistHits: count,
    /** Pairs in either direction. */
    connectionCount: count,
    population: count,
    geocodeMethod: z.enum(['place', 'google', 'county', 'place_variant', 'state', 'junk']),
  }),
});

const collectionSchema = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
});

/**
 * @throws DossierError `invalid_input` for a text that is no such collection, and for properties that are missing or new
 */
export function* parseNodes(name: string, text: string): Generator<Parsed<RawAccount>> {
  const collection = collectionSchema.safeParse(parseJson(name, text));
  if (!collection.success) throw refuse(name, 'The file is no GeoJSON collection of features');
  for (const [index, item] of collection.data.features.entries()) {
    const at = `/features/${index}`;
    const feature = featureSchema.safeParse(item);
    if (!feature.success) {
      const issues = feature.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw refuse(`${name}, ${at}`, issues.slice(0, 5).join('; '));
    }
    const { geometry, properties } = feature.data;
    const [lon, lat] = geometry.coordinates;
    yield {
      at,
      raw: {
        id: properties.id,
        name: properties.name,
        portal: properties.isPortal,
        cameras: properties.cameras,
        located: properties.geocodeMethod !== 'junk' && (lon !== 0 || lat !== 0),
      },
    };
  }
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse(name, 'The file is not JSON', cause);
  }
}

function refuse(where: string, what: string, cause?: unknown): DossierError {
  return new DossierError('invalid_input', {
    what,
    where,
    mend: 'Look at the file; if this is what the publisher gives now, the scraper has to learn the new layout.',
    cause,
  });
}
