import { type DeviceFilter, unknownOperator, unknownTechnology } from '#lib/devices/filter.ts';
import { featureProperties as names } from './feature-properties.ts';
import { type CellRange, deinterleave, gridBits, toTileRange } from './morton.ts';
import { encodeTile, TileLayer, tileExtent } from './mvt.ts';
import { PointLayer, type Tags } from './point-layer.ts';
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
  const layers = {
    devices: new PointLayer('devices'),
    cones: tile.z < coneZoom ? null : new PointLayer('cones'),
  };
  const changed =
    edits !== null && [...edits.cells].some((cell) => cell >= range.first && cell <= range.last);
  addDevices(layers, { snapshot, filter, tile, range, without: changed ? edits.cells : null });
  if (changed) addDevices(layers, { snapshot: edits.devices, filter, tile, range, without: null });
  return encodeTile(layers.cones === null ? [layers.devices] : [layers.devices, layers.cones]);
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
  without: ReadonlySet<number> | null;
};

function addDevices({ devices, cones }: Layers, { snapshot, filter, tile, range, without }: Source): void {
  const { cells, attributeIndexes, situationIndexes, bearingStarts, bearings, fieldsOfView } = snapshot;
  const mask = toMask(snapshot, filter);
  const { start, end } = toRowRange(snapshot, range);
  const deviceTags = new RowTags(devices, snapshot);
  const coneTags = cones === null ? null : new RowTags(cones, snapshot);
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
    const base = deviceTags.get(attribute, situation);
    const bearing = after > first ? deviceTags.getNumber(names.bearing, bearings[first] ?? 0) : none;
    const precision = precisions?.get(i);
    const radius = precision === undefined ? none : deviceTags.getNumber(names.precision, precision);
    devices.addPoint(x, y, cell, base, bearing, radius);
    if (cones === null || coneTags === null) continue;
    const width = fieldsOfView[i] ?? 0;
    const field = width === 0 ? none : coneTags.getNumber(names.fieldOfView, width);
    for (let k = first; k < after; k += 1) {
      const to = coneTags.getNumber(names.bearing, bearings[k] ?? 0);
      cones.addPoint(x, y, -1, coneTags.get(attribute, situation), to, field);
    }
  }
}

const none: Tags = new Uint8Array(0);

/** Tags of the devices of one layer, encoded when first needed. */
class RowTags {
  #layer: PointLayer;
  #snapshot: Snapshot;
  #bases = new Map<number, Tags>();
  #numbers = new Map<string, Map<number, Tags>>();

  constructor(layer: PointLayer, snapshot: Snapshot) {
    this.#layer = layer;
    this.#snapshot = snapshot;
  }

  get(attribute: number, situation: number): Tags {
    const { countries, attributes, dictionary } = this.#snapshot;
    const country = countries[situation] ?? 0;
    const key = attribute * 65_536 + country;
    const known = this.#bases.get(key);
    if (known !== undefined) return known;
    const device = attributes[attribute];
    const { technologies = [], operator = unknownOperator } = device ?? {};
    const tags = this.#layer.toTags({
      [names.technology]: technologies[0] ?? unknownTechnology,
      [names.technologies]: technologies.length > 1 ? `,${technologies.join()},` : null,
      [names.status]: device?.status ?? null,
      [names.operator]: operator === unknownOperator ? null : operator,
      [names.dataset]: device?.dataset ?? null,
      [names.grade]: device?.grade ?? null,
      [names.year]: device?.year ?? null,
      [names.country]: dictionary.countries[country] ?? null,
    });
    this.#bases.set(key, tags);
    return tags;
  }

  getNumber(name: string, value: number): Tags {
    const byValue = this.#numbers.get(name) ?? new Map<number, Tags>();
    this.#numbers.set(name, byValue);
    const known = byValue.get(value);
    if (known !== undefined) return known;
    const tags = this.#layer.toTags({ [name]: value });
    byValue.set(value, tags);
    return tags;
  }
}

/** Stated precisions by row, in whole meters rounded up; null where no device of the rows has one. */
function toPrecisions(snapshot: Snapshot, start: number, end: number): Map<number, number> | null {
  const { preciseRows, precisions } = snapshot;
  const found = new Map<number, number>();
  for (let at = lowerBound(preciseRows, start); at < preciseRows.length; at += 1) {
    const row = preciseRows[at] ?? 0;
    if (row >= end) break;
    found.set(row, Math.ceil(precisions[at] ?? 0));
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
