import { z } from 'zod';
import type { Extent } from '#lib/devices/extent.ts';
import { type DeviceFilter, toQuery } from '#lib/devices/filter.ts';
import { firstOrder, type ListOrder, writeOrder } from '#lib/devices/list-order.ts';

/** What the map is about: single devices; programs and laws by the place that they cover; data flows. */
export const mapViews = ['devices', 'coverage', 'flows'] as const;
export type MapView = (typeof mapViews)[number];

/** What a reader chose beside filter and extent; kept in the address like those. */
export type MapScene = {
  view: MapView;
  /** The day of the time slider, `YYYY-MM-DD`; null shows everything held, whenever it was valid. */
  date: string | null;
  /** Code of the question that the shading answers; null is the first one. */
  measure: string | null;
};

export const firstScene: MapScene = { view: 'devices', date: null, measure: null };

const viewSchema = z.enum(mapViews, { error: `must be one of ${mapViews.join(', ')}` });
const dateSchema = z.iso.date({ error: 'must be a day such as 2020-06-30' });
const measureSchema = z.string().regex(/^[a-z0-9.-]{1,60}$/, 'must be the code of a question');

/** Reads the scene from the address. What makes no sense is named, and the rest still holds. */
export function readScene(query: URLSearchParams): { scene: MapScene; problems: string[] } {
  const problems: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const text = query.get(name);
    if (text === null || text === '') return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    problems.push(`${name}: ${parsed.error.issues[0]?.message ?? ''}`);
    return null;
  };
  const scene = {
    view: read('view', viewSchema) ?? firstScene.view,
    date: read('date', dateSchema),
    measure: read('measure', measureSchema),
  };
  return { scene, problems };
}

/** The address of a map view; the same on server and in the browser, map and list alike. */
export function toMapHref(
  filter: DeviceFilter,
  extent: Extent | null,
  scene: MapScene = firstScene,
  order: ListOrder = firstOrder,
): string {
  const query = toQuery(filter);
  if (extent !== null) query.set('bbox', formatBox(extent));
  if (scene.view !== firstScene.view) query.set('view', scene.view);
  if (scene.date !== null) query.set('date', scene.date);
  if (scene.measure !== null) query.set('measure', scene.measure);
  writeOrder(query, order);
  // Commas are legal in a query and far easier to read than %2C.
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '/map' : `/map?${text}`;
}

/** The four edges as text; exact to the seven decimals that a view's edges have (see view-extent.ts). */
export function formatBox({ west, south, east, north }: Extent): string {
  return [west, south, east, north].map((value) => String(Number(value.toFixed(7)))).join(',');
}
