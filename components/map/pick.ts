import type { DrawnFeature, EngineMap } from './engine/engine-map.ts';
import { clickableLayers } from './layers/devices.ts';
import type { Overlay } from './overlay.ts';

/** What the reader opened. */
export type Picked =
  | { kind: 'devices'; cell: number }
  | { kind: 'country'; code: string }
  /** Something of the chosen view; its layer knows what the properties mean. */
  | { kind: 'overlay'; layer: string; properties: Record<string, unknown> };

/** A counted cell is no thing to open: the map moves closer. */
export type Hit = Picked | { kind: 'cell'; lon: number; lat: number };

type At = { x: number; y: number; reach: number; overlay: Overlay };

/** What lies nearest to a point of the canvas, within `reach` pixels; the country under it where nothing else does. */
export function pickAt(map: EngineMap, { x, y, reach, overlay }: At): Hit | null {
  const box: [[number, number], [number, number]] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  const held = (layers: readonly string[]) => layers.filter((id) => map.getLayer(id) !== undefined);
  const points = map.queryRenderedFeatures(box, { layers: held(clickableLayers) });
  const nearest = findNearest(map, points, x, y);
  if (nearest !== null) {
    const { feature, lon, lat } = nearest;
    if (feature.layer?.id === 'cells') return { kind: 'cell', lon, lat };
    if (typeof feature.id === 'number') return { kind: 'devices', cell: feature.id };
  }
  const [other] = map.queryRenderedFeatures(box, { layers: held(overlay.clickable) });
  if (other?.layer !== undefined)
    return { kind: 'overlay', layer: other.layer.id, properties: other.properties ?? {} };
  const [land] = map.queryRenderedFeatures([x, y], { layers: held(['land']) });
  const code = land?.properties?.code;
  return typeof code === 'string' ? { kind: 'country', code } : null;
}

type Nearest = { feature: DrawnFeature; lon: number; lat: number; distance: number };

function findNearest(
  map: EngineMap,
  features: readonly DrawnFeature[],
  x: number,
  y: number,
): Nearest | null {
  let nearest: Nearest | null = null;
  for (const feature of features) {
    const point = toPoint(feature);
    if (point === null) continue;
    const at = map.project(point);
    const distance = Math.hypot(at.x - x, at.y - y);
    if (nearest === null || distance < nearest.distance)
      nearest = { feature, lon: point[0], lat: point[1], distance };
  }
  return nearest;
}

function toPoint({ geometry }: DrawnFeature): [number, number] | null {
  if (geometry.type !== 'Point' || !('coordinates' in geometry) || !Array.isArray(geometry.coordinates))
    return null;
  const [lon, lat]: unknown[] = geometry.coordinates;
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : null;
}
