import { z } from 'zod';
import { cubeDictionarySchema } from './cube-dictionary.ts';

/**
 * `/tiles/devices.json`: TileJSON 3.0 of the single devices, with what a reader of cubes needs. Addresses begin with
 * `/` and end in `?v=<version>`; `&` and the query of `toServerFilter` may follow.
 */
export const deviceTilesetSchema = z.object({
  tilejson: z.literal('3.0.0'),
  name: z.string(),
  /** Vector tiles of single devices from `rawZoom` to `maxzoom`. */
  tiles: z.array(z.string()).min(1),
  minzoom: z.number().int(),
  maxzoom: z.number().int(),
  /** Lowest zoom of single devices; cubes below it. 0: there are no cubes. */
  rawZoom: z.number().int(),
  version: z.string(),
  /** Devices in the snapshot. */
  count: z.number().int(),
  cubes: z.object({
    /** `/tiles/cubes/{z}/{x}/{y}?v=…`, zoom 0 to rawZoom − 1; 204 where no device is. */
    tiles: z.array(z.string()).min(1),
    dictionary: cubeDictionarySchema,
  }),
  /** When the devices were read (ISO 8601, UTC). */
  snapshotAt: z.iso.datetime(),
  /** Spots changed since: already in the tiles of single devices, in the cubes after the next reading. */
  waitingEdits: z.number().int(),
  /** `database`: there is no copy in memory, every tile is asked of the database. */
  source: z.enum(['memory', 'database']),
});
export type DeviceTileset = z.infer<typeof deviceTilesetSchema>;
