import { z } from 'zod';

/** `map.json` beside the archives that `npm run map:export` writes, and the answer of `/tiles/map.json`. */
export const mapFilesSchema = z.object({
  /** Version of the devices (TileJSON `version`). */
  version: z.string(),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  files: z.array(
    z.object({
      /** Address: `/tiles/map/<name>`. */
      name: z.string().regex(/^[a-z0-9.-]+\.pmtiles$/),
      license: z.string(),
      attribution: z.string(),
      datasets: z.array(z.string()),
      devices: z.number().int(),
      bytes: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type MapFiles = z.infer<typeof mapFilesSchema>;
