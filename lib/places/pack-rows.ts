import { z } from 'zod';

/** Row of `natural-earth/places.jsonl.gz`: a country, territory or first-order region under its ISO 3166 code. */
export const areaRowSchema = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  level: z.enum(['country', 'territory', 'region']),
  parent: z.string().nullable(),
  inherits: z.boolean(),
  label: z.string().min(1),
  alias: z.string().optional(),
  type: z.string().optional(),
  names: z.record(z.string(), z.string()),
  local: z.array(z.string()).optional(),
  wikidata: z.string().optional(),
  geonames: z.number().int().optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  dispute: z.string().optional(),
});
export type AreaRow = z.infer<typeof areaRowSchema>;

/** Row of `unicode-cldr/countries.jsonl.gz`: names of one country code by language. */
export const countryNamesRowSchema = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}$/),
  names: z.record(z.string(), z.string()),
  /** Longer names of the same languages, where `names` holds short ones. */
  long: z.record(z.string(), z.string()).optional(),
});

/** Row of `geonames-cities/towns.jsonl.gz`. `country` and `region` come from the point, by ISO 3166; null where no area holds it. */
export const townRowSchema = z.strictObject({
  id: z.number().int().positive(),
  name: z.string().min(1),
  alt: z.string().optional(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  /** GeoNames feature code: PPLC capital, PPLA seat of a first-order region, PPL town, … */
  feature: z.string(),
  population: z.number().int().nonnegative(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});
export type TownRow = z.infer<typeof townRowSchema>;

/** Row of `geonames-cities/names.jsonl.gz`: other names of one town, in any script and without their language. */
export const townNamesRowSchema = z.strictObject({
  id: z.number().int().positive(),
  names: z.array(z.string().min(1)).min(1),
});
export type TownNamesRow = z.infer<typeof townNamesRowSchema>;

/** GeoJSON of coded areas, as natural-earth packs countries and regions. */
export const codedAreasSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string() }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(z.array(z.number())))),
      }),
    }),
  ),
});
