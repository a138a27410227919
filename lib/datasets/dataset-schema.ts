import { z } from 'zod';

/** Where a dataset is known to be empty although the world is not: shown on the pages of those places. */
export const holeSchema = z.strictObject({
  label: z.string().min(1),
  reason: z.string().min(1),
  places: z.array(z.string().min(1)).min(1),
  /** [west, south, east, north] in degrees. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});
export type Hole = z.infer<typeof holeSchema>;

/**
 * `scrapers/<id>/dataset.yaml`: what a dataset is, who published it, under which license, and how far it reaches.
 * `license` is an SPDX id where one exists, else the license's own name.
 */
export const datasetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  publisher: z.string().min(1),
  license: z.string().min(1),
  licenseUrl: z.url().optional(),
  attribution: z.string().min(1),
  homepage: z.url(),
  /** Repository and commit, package and version, or address that the input bytes came from. */
  origin: z.string().min(1),
  retrievedOn: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  /** The moment that the rows describe (EDTF). */
  asOf: z.string().min(4),
  version: z.string().regex(/^[0-9][0-9a-z.-]*$/),
  coverage: z.strictObject({ extent: z.string().min(1), subset: z.boolean(), note: z.string().optional() }),
  tier: z.enum(['official', 'community', 'vendor', 'press', 'reference', 'own']),
  /** How a row of it reads on a page, for example "mapped by volunteers, unverified". */
  wording: z.string().min(1),
  grade: z.strictObject({ reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']), reason: z.string().min(1) }),
  holes: z.array(holeSchema).default([]),
  /** Counts that a pack must reach; a run that leaves them stops. */
  expect: z.record(z.string(), z.strictObject({ min: z.number().int(), max: z.number().int() })).default({}),
  note: z.string().optional(),
});
export type DatasetDescription = z.infer<typeof datasetSchema>;

/** `data/packs/<id>/pack.yaml`: the dataset's description with what was packed from it. */
export const packManifestSchema = z.strictObject({
  dataset: datasetSchema,
  /** sha256 over "<name> <sha256>\n" of every file, sorted by name. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  inputs: z.array(z.strictObject({ name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  files: z.record(
    z.string(),
    z.strictObject({
      rows: z.number().int().nonnegative(),
      bytes: z.number().int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type PackManifest = z.infer<typeof packManifestSchema>;
