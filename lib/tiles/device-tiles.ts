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
import { PointTileWriter } from './point-tile-writer.ts';
import { lowerBound, type Mask, type Snapshot, toMask, toRowRange } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

/** What a tile of single devices is made of. */
export type PointColumns = Pick<
  Snapshot,
  | 'cells'
  | 'attributeIndexes'
  | 'situationIndexes'
  | 'bearingStarts'
  | 'bearings'
  | 'fieldsOfView'
  | 'preciseRows'
  | 'precisions'
  | 'features'
>;

export type { TileAddress } from './tile-address.ts';

/** Counted cells a tile side: 8 on a 512-pixel tile = 64 pixels each. */
const cellBits = 3;
const tileExtentBits = Math.log2(tileExtent);
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
  const mask = toMask(snapshot, filter);
  const range = toTileRange(tile.z, tile.x, tile.y);
  if (edits === null || !isTouched(edits, range)) return encodePoints(snapshot, mask, tile);
  const { cells, devices } = edits;
  const values = getFeatureValues(snapshot);
  const edited = getFeatureValues(devices);
  const then = { columns: snapshot, mask, tile, range, values, offset: 0, without: cells };
  const now = { ...then, columns: devices, mask: toMask(devices, filter), values: edited };
  return write(joinValues(values, edited), [then, { ...now, offset: values.count, without: null }]);
}

/** True when a spot in the range was edited. */
export function isTouched({ cells }: Edits, { first, last }: CellRange): boolean {
  for (const cell of cells) if (cell >= first && cell <= last) return true;
  return false;
}

/** The same from columns alone, as a thread has them that did not read the devices. */
export function encodePoints(columns: PointColumns, mask: Mask, tile: TileAddress): Uint8Array<ArrayBuffer> {
  const values = getFeatureValues(columns);
  const range = toTileRange(tile.z, tile.x, tile.y);
  return write(values, [{ columns, mask, tile, range, values, offset: 0, without: null }]);
}

/** For readers of tiles without cubes: layer `cells`, one point a 64-pixel cell at the mean position, `n` devices. */
export function toCellTile(snapshot: Snapshot, filter: DeviceFilter, tile: TileAddress): Uint8Array {
  return encodeTile([toCellLayer(snapshot, toMask(snapshot, filter), tile)]);
}

type Source = {
  columns: PointColumns;
  mask: Mask;
  tile: TileAddress;
  range: CellRange;
  values: FeatureValues;
  /** Where the values of this snapshot begin among those of the layers. */
  offset: number;
  /** Spots whose devices are left out. */
  without: ReadonlySet<number> | null;
};

function write(
  { count, toValue }: Pick<FeatureValues, 'count' | 'toValue'>,
  sources: readonly [Source, ...Source[]],
): Uint8Array<ArrayBuffer> {
  const writer = new PointTileWriter({ names: propertyNames, values: count, toValue });
  writer.openLayer('devices');
  for (const source of sources) addDevices(writer, source, false);
  writer.closeLayer();
  if (sources[0].tile.z >= coneZoom) {
    writer.openLayer('cones');
    for (const source of sources) addDevices(writer, source, true);
    writer.closeLayer();
  }
  return writer.finish();
}

function addDevices(writer: PointTileWriter, source: Source, asCones: boolean): void {
  const { columns, mask, tile, range, values, offset, without } = source;
  const { cells, attributeIndexes, situationIndexes, bearingStarts, bearings, fieldsOfView } = columns;
  const { start, end } = toRowRange(columns, range);
  const precisions = asCones ? null : toPrecisions(columns, start, end);
  // Tile units have 2^-12 of its side; a tile of zoom 14 has as many columns of the grid.
  const unitBits = gridBits - tile.z - tileExtentBits;
  const [west, north] = [tile.x * tileExtent, tile.y * tileExtent];
  for (let i = start; i < end; i += 1) {
    const first = bearingStarts[i] ?? 0;
    const after = bearingStarts[i + 1] ?? first;
    if (asCones && first === after) continue;
    const attribute = attributeIndexes[i] ?? 0;
    const situation = situationIndexes[i] ?? 0;
    if (!mask.passesAll && (mask.attributes[attribute] !== 1 || mask.situations[situation] !== 1)) continue;
    const cell = cells[i] ?? 0;
    if (without?.has(cell)) continue;
    const { column, row } = deinterleave(cell);
    const x = (column >> unitBits) - west;
    const y = (row >> unitBits) - north;
    if (!asCones) {
      writer.beginPoint(cell);
      tagAttributes(writer, source, attribute, situation);
      if (after > first) writer.tag(bearingProperty, offset + values.ofDegrees(bearings[first] ?? 0));
      const precision = precisions?.get(i);
      if (precision !== undefined) writer.tag(precisionProperty, offset + values.ofPrecision(precision));
      writer.endPoint(x, y);
      continue;
    }
    const width = fieldsOfView[i] ?? 0;
    for (let k = first; k < after; k += 1) {
      writer.beginPoint(-1);
      tagAttributes(writer, source, attribute, situation);
      writer.tag(bearingProperty, offset + values.ofDegrees(bearings[k] ?? 0));
      if (width > 0) writer.tag(fieldOfViewProperty, offset + values.ofDegrees(width));
      writer.endPoint(x, y);
    }
  }
}

function tagAttributes(
  writer: PointTileWriter,
  { values, offset }: Source,
  attribute: number,
  situation: number,
): void {
  const columns = attributeProperties.length;
  const { attributes, countries } = values;
  for (let column = 0; column < columns; column += 1) {
    const value = attributes[attribute * columns + column] ?? 0;
    if (value !== 0) writer.tag(attributeProperties[column] ?? 0, offset + value);
  }
  const country = countries[situation] ?? 0;
  if (country !== 0) writer.tag(countryProperty, offset + country);
}

/** Stated precisions by row, in meters; null where no device of the rows has one. */
function toPrecisions(
  { preciseRows, precisions }: PointColumns,
  start: number,
  end: number,
): Map<number, number> | null {
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
