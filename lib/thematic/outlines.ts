import { setImmediate } from 'node:timers/promises';
import type { Position } from 'geojson';
import { z } from 'zod';
import { packsRoot, readDocument } from '#lib/datasets/read-pack.ts';
import { toAreaKm2, toMiddle } from './areas.ts';

/** Area and middle of a place's outline; the middle is null for an empty one. */
export type Outline = { areaKm2: number; middle: { lon: number; lat: number } | null };

// Half a million positions: that they are numbers is held by the pack's checksum, which a test of the packs verifies.
const polygons = z.custom<Position[][][]>((value) => Array.isArray(value));
const outlinesSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string() }),
      geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: polygons }),
    }),
  ),
});

let held: Promise<ReadonlyMap<string, Outline>> | undefined;

/** Outlines of countries and regions by ISO 3166 code, measured once a process (about half a second, in small pieces). */
export function getOutlines(): Promise<ReadonlyMap<string, Outline>> {
  held ??= measure(packsRoot).catch((error: unknown) => {
    held = undefined;
    throw error;
  });
  return held;
}

async function measure(root: string): Promise<ReadonlyMap<string, Outline>> {
  const outlines = new Map<string, Outline>();
  for (const file of ['countries.geojson.gz', 'regions.geojson.gz']) {
    for (const [index, { properties, geometry }] of readDocument(
      'natural-earth',
      file,
      outlinesSchema,
      root,
    ).features.entries()) {
      const { coordinates } = geometry;
      outlines.set(properties.code, { areaKm2: toAreaKm2(coordinates), middle: toMiddle(coordinates) });
      // Requests go on being answered meanwhile.
      if (index % 40 === 39) await setImmediate();
    }
    await setImmediate();
  }
  return outlines;
}
