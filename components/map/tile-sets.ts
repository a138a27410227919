import { z } from 'zod';
import { type Coverage, coverageSchema } from '#lib/tiles/coverage-schema.ts';

const tileSetSchema = z.object({ tiles: z.array(z.string()), minzoom: z.number(), maxzoom: z.number() });
/** TileJSON 3.0 as far as the map reads it. */
export type TileSet = z.infer<typeof tileSetSchema>;

export type MapData = { basemap: TileSet; devices: TileSet; coverage: Coverage };

/** What the map needs before its first frame. @throws Error when one of the three cannot be had */
export async function fetchMapData(): Promise<MapData> {
  const [basemap, devices, coverage] = await Promise.all([
    fetchJson('/basemap/tiles.json', tileSetSchema),
    fetchJson('/tiles/devices.json', tileSetSchema),
    fetchJson('/tiles/coverage.json', coverageSchema),
  ]);
  return { basemap, devices, coverage };
}

/** @throws Error with the status when the answer is not 200, ZodError when it is not what it should be */
export async function fetchJson<S extends z.ZodType>(
  path: string,
  schema: S,
  signal?: AbortSignal,
): Promise<z.infer<S>> {
  const response = await fetch(path, { credentials: 'omit', signal: signal ?? null });
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return schema.parse(await response.json());
}
