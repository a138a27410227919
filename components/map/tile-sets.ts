import { z } from 'zod';
import { type DeviceTileset, deviceTilesetSchema } from '#lib/tiles/device-tileset.ts';
import type { toStreetLayers } from './layers/street.ts';

const tileSetSchema = z.object({ tiles: z.array(z.string()), minzoom: z.number(), maxzoom: z.number() });
/** TileJSON 3.0 as far as the map reads it. */
export type TileSet = z.infer<typeof tileSetSchema>;

const streetSetSchema = tileSetSchema.extend({ attribution: z.string().catch('') });

/** The operator's street map and how it is drawn, loaded only where there is one. Readers must see its attribution. */
export type StreetMap = {
  set: TileSet;
  toLayers: typeof toStreetLayers;
  nameZoom: number;
  attribution: string;
};

/** `street` is null where the operator gave no street map. */
export type MapData = { basemap: TileSet; street: StreetMap | null; devices: DeviceTileset };

/** What the map needs before its first frame. @throws Error when outlines or devices cannot be had */
export async function fetchMapData(hasStreets: boolean): Promise<MapData> {
  const [basemap, devices, street] = await Promise.all([
    fetchJson('/basemap/tiles.json', tileSetSchema),
    fetchJson('/tiles/devices.json', deviceTilesetSchema),
    hasStreets ? fetchStreetMap() : null,
  ]);
  return { basemap, devices, street };
}

async function fetchStreetMap(): Promise<StreetMap | null> {
  // A file that cannot be read leaves the map with outlines and names.
  const found = await fetchJson('/basemap/street/tiles.json', streetSetSchema).catch(() => null);
  if (found === null) return null;
  const { attribution, ...set } = found;
  const { toStreetLayers: toLayers, streetNameZoom } = await import('./layers/street.ts');
  return { set, toLayers, nameZoom: streetNameZoom, attribution };
}

const extentSchema = z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() });
const placeSchema = z.object({ extent: extentSchema.nullable(), focus: extentSchema.nullable() });

/** The box of a place, and that of most of its devices. @throws Error when the place is not held */
export function fetchPlace(code: string): Promise<z.infer<typeof placeSchema>> {
  return fetchJson(`/tiles/places/${code}.json`, placeSchema);
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
