import type { FeatureCollection } from 'geojson';

type Point = { x: number; y: number };
type Bounds = { getWest(): number; getSouth(): number; getEast(): number; getNorth(): number };
type Camera = { center?: [number, number]; zoom?: number; duration?: number; offset?: [number, number] };

/** A feature as both engines hand it out. */
export type DrawnFeature = {
  id?: string | number | undefined;
  layer?: { id: string } | undefined;
  properties: Record<string, unknown> | null;
  geometry: { type: string };
};

/** What an event of either engine may carry, as far as the map reads it. */
export type EngineEvent = {
  point?: Point;
  originalEvent?: unknown;
  error?: { message?: string; status?: number };
  tile?: unknown;
  sourceId?: string;
  isSourceLoaded?: boolean;
  /** `metadata` comes before the tiles are laid out anew. */
  sourceDataType?: string;
  id?: string;
};

/**
 * The part of MapLibre GL 6 and Mapbox GL 3 that the map uses, which is the same in both. Everything outside
 * `engine/` speaks to this, so that a second engine is a second small file and not a second map.
 */
export type EngineMap = {
  getZoom(): number;
  getCenter(): { lng: number; lat: number };
  getBounds(): Bounds | null;
  getCanvas(): HTMLCanvasElement;
  getContainer(): HTMLElement;
  getLayer(id: string): unknown;
  /** @param filter an expression that both engines read */
  setFilter(layer: string, filter: unknown, options: { validate: boolean }): unknown;
  getSource(id: string): { type: string; setData?(data: FeatureCollection): unknown } | undefined;
  setPaintProperty(
    layer: string,
    name: 'circle-radius',
    value: unknown,
    options: { validate: boolean },
  ): unknown;
  easeTo(camera: Camera): unknown;
  fitBounds(
    bounds: [number, number, number, number],
    options: { padding: number; duration: number },
  ): unknown;
  panBy(offset: [number, number], options: { duration: number }): unknown;
  project(position: [number, number]): Point;
  unproject(point: [number, number]): { lng: number; lat: number };
  queryRenderedFeatures(
    area: [number, number] | [[number, number], [number, number]],
    options: { layers: string[] },
  ): DrawnFeature[];
  hasImage(name: string): boolean;
  addImage(name: string, image: ImageData, options: { pixelRatio: number }): unknown;
  removeImage(name: string): unknown;
  triggerRepaint(): unknown;
  /** Draws a frame at once; MapLibre only. */
  redraw?(): unknown;
  listImages(): string[];
  /** Draws a frame soon, for a picture of the map. */
  triggerRepaint(): unknown;
  /** MapLibre's way to draw an image on demand; Mapbox has the event `styleimagemissing`. */
  setMissingStyleImageResolver?(resolver: (name: string) => void): unknown;
  on(type: string, listener: (event: EngineEvent) => void): unknown;
  off(type: string, listener: (event: EngineEvent) => void): unknown;
};
