import { type DeviceAttributes, type DeviceFilter, matches, toQuery } from '#lib/devices/filter.ts';
import { type CellRange, deinterleave } from './morton.ts';

/**
 * Every published device in memory, sorted by Morton key. Attributes repeat a lot, so a row holds the number of its
 * combination and a filter is tested once a combination, not once a device: exact under any filter, and fast.
 */
export type Snapshot = {
  /** Changes when, and only when, the devices do; part of every tile address. */
  version: string;
  count: number;
  /** Ascending. */
  cells: Float64Array;
  /** Grid column and row, the same information as `cells`. */
  columns: Uint32Array;
  rows: Uint32Array;
  /** WGS 84 degrees as stored, for exact extents. */
  lons: Float64Array;
  lats: Float64Array;
  /** Index into `combinations`. */
  combination: Uint32Array;
  combinations: DeviceAttributes[];
  /** Bearings of row i are `bearings[bearingStarts[i] … bearingStarts[i + 1])`, degrees clockwise from north. */
  bearingStarts: Uint32Array;
  bearings: Float32Array;
  /** Degrees; NaN where unknown. */
  fieldsOfView: Float32Array;
  /** Lowest zoom at which tiles hold single devices. */
  rawZoom: number;
};

/** One device on its way into a snapshot. */
export type DeviceRow = DeviceAttributes & {
  cell: number;
  lon: number;
  lat: number;
  bearings: readonly number[];
  fieldOfView: number | null;
};

/** Devices in the fullest tile that we still send one by one. */
const maxRawFeatures = 10_000;
export const maxZoom = 14;

/** Collects rows (in Morton order) and makes the snapshot. */
export class SnapshotBuilder {
  #numbers: number[][] = [];
  #bearings: number[] = [];
  #starts: number[] = [0];
  #combinations: DeviceAttributes[] = [];
  #indexByKey = new Map<string, number>();

  add(row: DeviceRow): void {
    const last = this.#numbers.at(-1)?.[0];
    if (last !== undefined && row.cell < last) throw new Error('rows must come in Morton order');
    const fieldOfView = row.fieldOfView ?? Number.NaN;
    this.#numbers.push([row.cell, row.lon, row.lat, this.#toCombination(row), fieldOfView]);
    this.#bearings.push(...row.bearings);
    this.#starts.push(this.#bearings.length);
  }

  build(version: string): Snapshot {
    const numbers = this.#numbers;
    const count = numbers.length;
    const column = (index: number) => Float64Array.from(numbers, (row) => row[index] ?? Number.NaN);
    const cells = column(0);
    const columns = new Uint32Array(count);
    const rows = new Uint32Array(count);
    for (let i = 0; i < count; i += 1) {
      const at = deinterleave(cells[i] ?? 0);
      columns[i] = at.column;
      rows[i] = at.row;
    }
    return {
      version,
      count,
      cells,
      columns,
      rows,
      lons: column(1),
      lats: column(2),
      combination: Uint32Array.from(column(3)),
      combinations: this.#combinations,
      bearingStarts: Uint32Array.from(this.#starts),
      bearings: Float32Array.from(this.#bearings),
      fieldsOfView: Float32Array.from(column(4)),
      rawZoom: findRawZoom(cells),
    };
  }

  #toCombination(row: DeviceRow): number {
    const { technologies, status, dataset, grade, operator, year, places, vendor } = row;
    const key = `${technologies.join()}|${status}|${dataset}|${operator}|${year}|${places.join()}|${vendor}`;
    const known = this.#indexByKey.get(key);
    if (known !== undefined) return known;
    const index = this.#combinations.length;
    this.#combinations.push({ technologies, status, dataset, grade, operator, year, places, vendor });
    this.#indexByKey.set(key, index);
    return index;
  }
}

/** Index of the first row whose key is at least `cell`. */
export function lowerBound(cells: Float64Array, cell: number): number {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle] ?? Number.POSITIVE_INFINITY) < cell) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows [start, end) inside a range of keys. */
export function toRowRange(snapshot: Snapshot, range: CellRange): { start: number; end: number } {
  return { start: lowerBound(snapshot.cells, range.first), end: lowerBound(snapshot.cells, range.last + 1) };
}

const masks = new WeakMap<Snapshot, Map<string, Uint8Array>>();

/** One byte a combination: 1 where the filter lets it through. The last 64 filters of a snapshot are kept. */
export function toMask(snapshot: Snapshot, filter: DeviceFilter): Uint8Array {
  const byFilter = masks.get(snapshot) ?? new Map<string, Uint8Array>();
  masks.set(snapshot, byFilter);
  const key = toQuery(filter).toString();
  const mask =
    byFilter.get(key) ??
    Uint8Array.from(snapshot.combinations, (device) => (matches(filter, device) ? 1 : 0));
  byFilter.delete(key);
  byFilter.set(key, mask);
  if (byFilter.size > 64) {
    const oldest = byFilter.keys().next();
    if (!oldest.done) byFilter.delete(oldest.value);
  }
  return mask;
}

/** Lowest zoom whose fullest tile holds at most 10,000 devices. */
function findRawZoom(cells: Float64Array): number {
  for (let z = 0; z < maxZoom; z += 1) {
    const size = 4 ** (26 - z);
    let fullest = 0;
    for (let start = 0; start < cells.length; ) {
      const tile = Math.floor((cells[start] ?? 0) / size);
      const end = lowerBound(cells, (tile + 1) * size);
      fullest = Math.max(fullest, end - start);
      start = end;
    }
    if (fullest <= maxRawFeatures) return z;
  }
  return maxZoom;
}
