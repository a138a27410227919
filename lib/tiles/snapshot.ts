import {
  type DeviceFilter,
  type FilterReach,
  matchesSituation,
  noFilter,
  toAttributeTests,
  toQuery,
} from '#lib/devices/filter.ts';
import { type AttributeTable, readSituation, type Situation, type SituationTable } from './combinations.ts';
import type { CubeDictionary } from './cube-dictionary.ts';
import type { FeatureTable } from './feature-values.ts';
import type { CellRange } from './morton.ts';
import { makeShared } from './shared-memory.ts';
import { mapColumn, type ValueColumn } from './value-column.ts';

/**
 * Every published device in memory, sorted by Morton key. Attributes and situations repeat, so a row holds the numbers
 * of both and a filter is tested once for each of them, not once for each device: exact under any filter, and fast.
 * The arrays are shared memory: the thread that reads devices, the one that answers and the one that makes filtered
 * cubes all see the same bytes.
 */
export type Snapshot = {
  /** Twelve hex digits that change when, and only when, the devices do; part of every tile address. */
  version: string;
  /** What the database held when it was read (read-snapshot.ts). */
  state: { loads: string; edits: string };
  /** ISO 8601, UTC. */
  takenAt: string;
  /** The oldest transaction that the reading may have missed (`pg_snapshot_xmin`). */
  xmin: string;
  count: number;
  /** Ascending. */
  cells: Float64Array;
  /** By row: index into `attributes`. */
  attributeIndexes: Uint32Array;
  attributes: AttributeTable;
  /** By entry of `attributes`: its key (cube-dictionary.ts). */
  keys: Uint32Array;
  /** By row: index into `situations`. */
  situationIndexes: Uint32Array;
  situations: SituationTable;
  /** By entry of `situations`: index into the dictionary's countries. */
  countries: Uint16Array;
  dictionary: CubeDictionary;
  /** Bearings of row i are `bearings[bearingStarts[i] … bearingStarts[i + 1])`, whole degrees clockwise from north. */
  bearingStarts: Uint32Array;
  bearings: Uint16Array;
  /** Whole degrees; 0 where unknown. */
  fieldsOfView: Uint16Array;
  /** Rows, ascending, whose dataset states a precision, and that precision in meters. */
  preciseRows: Uint32Array;
  precisions: Float32Array;
  /** What features of vector tiles say. */
  features: FeatureTable;
  /** Codes of the places that a law or program reaches, under "law/<slug>" and "program/<slug>". */
  reach: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lowest zoom at which tiles hold single devices. */
  rawZoom: number;
};

/** Devices in the fullest tile that we still send one by one. */
export const maxRawFeatures = 10_000;
export const maxZoom = 14;

/** Index of the first row whose key is at least `cell`. */
export function lowerBound(cells: Float64Array | Uint32Array, cell: number): number {
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
export function toRowRange(
  { cells }: Pick<Snapshot, 'cells'>,
  range: CellRange,
): { start: number; end: number } {
  return { start: lowerBound(cells, range.first), end: lowerBound(cells, range.last + 1) };
}

/** A filter made ready for one snapshot: a row passes when both of its entries are 1. In shared memory. */
export type Mask = { attributes: Uint8Array; situations: Uint8Array; passesAll: boolean };

const masks = new WeakMap<Snapshot, Map<string, Mask>>();

/** The last 64 filters of a snapshot are kept. */
export function toMask(snapshot: Snapshot, filter: DeviceFilter): Mask {
  const byFilter = masks.get(snapshot) ?? new Map<string, Mask>();
  masks.set(snapshot, byFilter);
  const key = filter === noFilter ? '' : toQuery(filter).toString();
  const mask = byFilter.get(key) ?? makeMask(snapshot, filter);
  byFilter.delete(key);
  byFilter.set(key, mask);
  if (byFilter.size > 64) {
    const oldest = byFilter.keys().next();
    if (!oldest.done) byFilter.delete(oldest.value);
  }
  return mask;
}

/** What the law and the program of a filter reach; an empty set for one that is not held. */
export function toReach({ reach }: Pick<Snapshot, 'reach'>, { law, program }: DeviceFilter): FilterReach {
  const none = new Set<string>();
  return {
    ...(law !== undefined && { law: reach.get(`law/${law}`) ?? none }),
    ...(program !== undefined && { program: reach.get(`program/${program}`) ?? none }),
  };
}

export function toPlaces({ country, region, town }: Situation): string[] {
  return [country, region, town].filter((code) => code !== null);
}

function makeMask(snapshot: Snapshot, filter: DeviceFilter): Mask {
  const attributes = makeShared(Uint8Array, snapshot.attributes.count).fill(1);
  const situations = makeShared(Uint8Array, snapshot.situations.count).fill(1);
  if (filter === noFilter) return { attributes, situations, passesAll: true };
  const tests = toAttributeTests(filter);
  const keep = <T>(column: ValueColumn<T>, test: (value: T) => boolean) => {
    if (column.values.every(test)) return;
    const passes = mapColumn(column, (value) => (test(value) ? 1 : 0));
    for (let entry = 0; entry < attributes.length; entry += 1) if (passes[entry] === 0) attributes[entry] = 0;
  };
  const { technologies, operator, status, dataset, year } = snapshot.attributes.columns;
  const grades = new Map(snapshot.dictionary.datasets.map(({ id, grade }) => [id, grade]));
  keep(technologies, tests.technologies);
  keep(operator, tests.operator);
  keep(status, tests.status);
  keep(dataset, (id) => tests.dataset(id, grades.get(id) ?? ''));
  keep(year, tests.year);
  const { place, vendor, law, program } = filter;
  if ([place, vendor, law, program].some((asked) => asked !== undefined)) {
    const reach = toReach(snapshot, filter);
    for (let entry = 0; entry < situations.length; entry += 1) {
      const of = readSituation(snapshot.situations, entry);
      if (!matchesSituation(filter, { places: toPlaces(of), vendor: of.vendor }, reach))
        situations[entry] = 0;
    }
  }
  return { attributes, situations, passesAll: !attributes.includes(0) && !situations.includes(0) };
}

/** Lowest zoom whose fullest tile holds at most 10,000 devices. */
export function findRawZoom(cells: Float64Array): number {
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
