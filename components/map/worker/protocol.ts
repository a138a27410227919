import type { FeatureCollection, Point } from 'geojson';
import type { Extent } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { DeviceTileset } from '#lib/tiles/device-tileset.ts';
import type { Spot } from '../spots.ts';
import type { Bounds, CellBox } from '../view-extent.ts';
import type { Tally } from './tally.ts';

/** What the page asks of its worker. */
export type WorkerRequest =
  /** First of all, and again when the snapshot has changed. Addresses are completed with `origin`. */
  | { kind: 'tileset'; tileset: DeviceTileset; origin: string }
  | ({ kind: 'view'; id: number } & View)
  /** Asks again for the tiles that failed. */
  | { kind: 'retry' };

export type View = {
  filter: DeviceFilter;
  bounds: Bounds;
  zoom: number;
  /** What the address asked for: kept as the extent where this view is what such an address shows. */
  held: Extent | null;
};

export type CellCollection = FeatureCollection<Point, { n: number }>;

/** What the worker answers. */
export type WorkerReply =
  | ({ kind: 'picture'; id: number } & DevicePicture)
  /** Tiles are of another snapshot than the tileset: read it again and send it. */
  | { kind: 'outdated' };

export type DevicePicture = {
  /** Counted cells of about 64 pixels at the mean position of their devices; null where single devices are drawn. */
  cells: CellCollection | null;
  /** As finely as cubes tell, for the density of the world; null where it is not drawn. */
  density: CellCollection | null;
  /** The view, widened to whole cells: what is counted, listed and linked to. Null before the first view. */
  box: CellBox | null;
  /** Exact for the box; null while tiles are missing. */
  tally: Tally | null;
  /** In reading order. */
  spots: Spot[];
  /** True where single devices are drawn. */
  isRaw: boolean;
  /** Tiles that could not be had. */
  missing: number;
};
