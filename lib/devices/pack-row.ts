import { z } from 'zod';

/**
 * Row of a `devices.jsonl.gz`: one camera or sensor, WGS 84 degrees. Short keys, because there are 200,000 of them;
 * a key that is absent is unknown.
 */
export const deviceRowSchema = z.strictObject({
  /** External id in the dataset: "node/123", "way/5", or "h/" and a hash of raw tags and coordinates. */
  id: z.string().min(1),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  /** Technology codes, the more specific first; absent when the source does not say what it is. */
  t: z.array(z.string()).min(1).optional(),
  /** Bearings in degrees clockwise from north, [0, 360). */
  b: z.array(z.number().min(0).lt(360)).min(1).optional(),
  /** Width of the field of view in degrees. */
  fov: z.number().gt(0).max(360).optional(),
  form: z.string().optional(),
  mount: z.string().optional(),
  zone: z.string().optional(),
  /** Life-cycle status; absent is present. */
  s: z.enum(['disused', 'removed', 'planned']).optional(),
  /** Upstream version of the object, where the source counts them: an older version never overrides a newer one. */
  v: z.number().int().positive().optional(),
  /** The source itself doubts that it is still there. */
  u: z.literal(true).optional(),
  /** Last confirmed on (EDTF date). */
  c: z.string().optional(),
  /** Year of last confirmation, else of start. */
  y: z.number().int().optional(),
  /** Key of the operating body among the packed agencies. */
  op: z.string().optional(),
  /** Key of the maker in data/vocabularies/vendors.yaml. */
  m: z.string().optional(),
  country: z.string().optional(),
  region: z.string().optional(),
  /** GeoNames id of the nearest packed town, at most 10 km away in the same country. */
  town: z.number().int().optional(),
});
export type DeviceRow = z.infer<typeof deviceRowSchema>;
