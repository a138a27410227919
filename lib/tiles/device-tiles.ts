import type { DeviceFilter } from '#lib/devices/filter.ts';
import {
  attributeProperties,
  bearingProperty,
  countryProperty,
  type FeatureValues,
  fieldOfViewProperty,
  getFeatureValues,
  joinValues,
  precisionProperty,
  propertyNames,
} from './feature-values.ts';
import { type CellRange, deinterleave, gridBits, toTileRange } from './morton.ts';
import { encodeTile, TileLayer, tileExtent } from './mvt.ts';
import { PointLayer } from './point-layer.ts';
import { lowerBound, type Mask, type Snapshot, toMask, toRowRange } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

export type { TileAddress } from './tile-address.ts';

/** Counted cells a tile side: 8 on a 512-pixel tile = 64 pixels each. */
const cellBits = 3;
/** Zoom from which tiles also hold one feature a bearing, for view cones. */
export const coneZoom = 13;

/** Spots that changed since the snapshot, and what stands there now. */
export type Edits = { cells: ReadonlySet<number>; devices: Snapshot };

/**
 * Single devices of a tile under a filter, exact: layer `devices`, one point a device, whose id is the Morton key by
 * which the card asks for everything at that spot; from z13 layer `cones`, one point a bearing. Properties are those of
 * feature-properties.ts.
 */
export function toPointTile(
  snapshot: Snapshot,
  filter: DeviceFilter,
  tile: TileAddress,
  edits: Edits | null = null,
): Uint8Array {
  const range = toTileRange(tile.z, tile.x, tile.y);
  const changed =
    edits !== null && [...edits.cells].some((cell) => cell >= range.first && cell <= range.last);
  const values = getFeatureValues(snapshot);
  const source = { snapshot, filter, tile, range, values };
  const rows = toRowRange(snapshot, range);
  const devices = rows.end - rows.start;
  if (!changed) {
    const layers = toLayers(values, tile.z, devices);
    addDevices(layers, { ...source, offset: 0, without: null });
    return finish(layers);
  }
  const edited = getFeatureValues(edits.devices);
  const layers = toLayers(joinValues(values, edited), tile.z, devices);
  addDevices(layers, { ...source, offset: 0, without: edits.cells });
  const now = { ...source, snapshot: edits.devices, values: edited };
  addDevices(layers, { ...now, offset: values.count, without: null });
  return finish(layers);
}

/** For readers of tiles without cubes: layer `cells`, one point a 64-pixel cell at the mean position, `n` devices. */
export function toCellTile(snapshot: Snapshot, filter: DeviceFilter, tile: TileAddress): Uint8Array {
  return encodeTile([toCellLayer(snapshot, toMask(snapshot, filter), tile)]);
}

type Layers = { devices: PointLayer; cones: PointLayer | null };
type Source = {
  snapshot: Snapshot;
  filter: DeviceFilter;
  tile: TileAddress;
  range: CellRange;
  values: FeatureValues;
  /** Where the values of this snapshot begin among those of the layers. */
  offset: number;
  /** Spots whose devices are left out. */
  without: ReadonlySet<number> | null;
};

function toLayers(values: Pick<FeatureValues, 'count' | 'toValue'>, z: number, devices: number): Layers {
  const make = (name: string) => new PointLayer(name, propertyNames, values, devices);
  return { devices: make('devices'), cones: z < coneZoom ? null : make('cones') };
}

function finish({ devices, cones }: Layers): Uint8Array {
  return encodeTile(cones === null ? [devices] : [devices, cones]);
}

function addDevices({ devices, cones }: Layers, source: Source): void {
  const { snapshot, filter, tile, range, values, offset, without } = source;
  const { cells, attributeIndexes, situationIndexes, bearingStarts, bearings, fieldsOfView } = snapshot;
  const mask = toMask(snapshot, filter);
  const { start, end } = toRowRange(snapshot, range);
  const precisions = toPrecisions(snapshot, start, end);
  const unit = 2 ** (gridBits - tile.z) / tileExtent;
  for (let i = start; i < end; i += 1) {
    const attribute = attributeIndexes[i] ?? 0;
    const situation = situationIndexes[i] ?? 0;
    if (!mask.passesAll && (mask.attributes[attribute] !== 1 || mask.situations[situation] !== 1)) continue;
    const cell = cells[i] ?? 0;
    if (without?.has(cell)) continue;
    const { column, row } = deinterleave(cell);
    const x = Math.floor(column / unit) - tile.x * tileExtent;
    const y = Math.floor(row / unit) - tile.y * tileExtent;
    const first = bearingStarts[i] ?? 0;
    const after = bearingStarts[i + 1] ?? first;
    tagAttributes(devices, source, attribute, situation);
    if (after > first) devices.tag(bearingProperty, offset + values.ofDegrees(bearings[first] ?? 0));
    const precision = precisions?.get(i);
    if (precision !== undefined) devices.tag(precisionProperty, offset + values.ofPrecision(precision));
    devices.addPoint(x, y, cell);
    if (cones === null) continue;
    const width = fieldsOfView[i] ?? 0;
    for (let k = first; k < after; k += 1) {
      tagAttributes(cones, source, attribute, situation);
      cones.tag(bearingProperty, offset + values.ofDegrees(bearings[k] ?? 0));
      if (width > 0) cones.tag(fieldOfViewProperty, offset + values.ofDegrees(width));
      cones.addPoint(x, y, -1);
    }
  }
}

function tagAttributes(
  layer: PointLayer,
  { values, offset }: Source,
  attribute: number,
  situation: number,
): void {
  const columns = attributeProperties.length;
  for (let column = 0; column < columns; column += 1) {
    const value = values.attributes[attribute * columns + column] ?? 0;
    if (value !== 0) layer.tag(attributeProperties[column] ?? 0, offset + value);
  }
  const country = values.countries[situation] ?? 0;
  if (country !== 0) layer.tag(countryProperty, offset + country);
}

/** Stated precisions by row, in meters; null where no device of the rows has one. */
function toPrecisions(snapshot: Snapshot, start: number, end: number): Map<number, number> | null {
  const { preciseRows, precisions } = snapshot;
  const found = new Map<number, number>();
  for (let at = lowerBound(preciseRows, start); at < preciseRows.length; at += 1) {
    const row = preciseRows[at] ?? 0;
    if (row >= end) break;
    found.set(row, precisions[at] ?? 0);
  }
  return found.size === 0 ? null : found;
}

function toCellLayer(snapshot: Snapshot, mask: Mask, { z, x, y }: TileAddress): TileLayer {
  const layer = new TileLayer('cells');
  const { cells, attributeIndexes, situationIndexes } = snapshot;
  const cellSize = 4 ** (gridBits - z - cellBits);
  const scale = 2 ** (gridBits - z);
  let { start } = toRowRange(snapshot, toTileRange(z, x, y));
  const { end } = toRowRange(snapshot, toTileRange(z, x, y));
  // Sorted by Morton key, the devices of a cell follow each other.
  while (start < end) {
    const nextCell = (Math.floor((cells[start] ?? 0) / cellSize) + 1) * cellSize;
    const cellEnd = Math.min(end, lowerBound(cells, nextCell));
    let count = 0;
    let columns = 0;
    let rows = 0;
    for (let i = start; i < cellEnd; i += 1) {
      if (mask.attributes[attributeIndexes[i] ?? -1] !== 1) continue;
      if (mask.situations[situationIndexes[i] ?? -1] !== 1) continue;
      const { column, row } = deinterleave(cells[i] ?? 0);
      count += 1;
      columns += column;
      rows += row;
    }
    if (count > 0) {
      const toUnit = (sum: number, origin: number) => Math.floor((sum / count / scale - origin) * tileExtent);
      layer.addPoint(toUnit(columns, x), toUnit(rows, y), { n: count });
    }
    start = cellEnd;
  }
  return layer;
}
