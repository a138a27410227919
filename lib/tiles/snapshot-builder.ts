import type { AttributeTable, SituationTable } from './combinations.ts';
import { toAttributeTable, toSituationTable } from './combinations.ts';
import { type CubeDictionary, countKeys, ownGrade, toKey } from './cube-dictionary.ts';
import { DeviceColumns, type UnsortedDevices } from './device-columns.ts';
import { makeFeatureTable } from './feature-values.ts';
import { toMortonOrder } from './morton-order.ts';
import { makeShared, type NumbersType, toShared } from './shared-memory.ts';
import { findRawZoom, type Snapshot } from './snapshot.ts';
import { mapColumn } from './value-column.ts';

export type SnapshotHead = Pick<Snapshot, 'version' | 'state' | 'takenAt' | 'xmin' | 'reach'> & {
  /** Publisher tiers by dataset id. */
  grades: ReadonlyMap<string, string>;
};

/** Takes devices one by one and makes a snapshot of them. */
export class SnapshotBuilder extends DeviceColumns {
  /** @throws Error when there are more than 2^32 possible combinations of attributes */
  build(head: SnapshotHead): Snapshot {
    return buildSnapshot(this.finish(), head);
  }
}

/** @throws Error when there are more than 2^32 possible combinations of attributes */
export function buildSnapshot(devices: UnsortedDevices, head: SnapshotHead): Snapshot {
  const { version, state, takenAt, xmin, reach, grades } = head;
  const order = toMortonOrder(devices.cells);
  const attributes = toAttributeTable(devices.attributes);
  const situations = toSituationTable(devices.situations);
  const dictionary = toDictionary({ attributes, situations, version, grades });
  if (countKeys(dictionary) > 2 ** 32) throw new Error('the attributes of devices have too many values');
  const cells = pick(Float64Array, devices.cells, order);
  const precise = toPrecisions(devices, order);
  return {
    version,
    state,
    takenAt,
    xmin,
    reach,
    count: cells.length,
    cells,
    attributeIndexes: pick(Uint32Array, devices.attributeIndexes, order),
    attributes,
    keys: toKeys(attributes, dictionary),
    situationIndexes: pick(Uint32Array, devices.situationIndexes, order),
    situations,
    countries: toShared(Uint16Array, mapColumn(situations.columns.country, toIndexer(dictionary.countries))),
    dictionary,
    ...toBearings(devices, order),
    fieldsOfView: pick(Uint16Array, devices.fieldsOfView, order),
    ...precise,
    features: makeFeatureTable(attributes, situations, precise.precisions, grades),
    rawZoom: findRawZoom(cells),
  };
}

type Described = {
  attributes: AttributeTable;
  situations: SituationTable;
  version: string;
  grades: ReadonlyMap<string, string>;
};

function toDictionary({ attributes, situations, version, grades }: Described): CubeDictionary {
  const { technologies, operator, status, dataset, year } = attributes.columns;
  return {
    version,
    technologySets: toSorted(technologies.values.map(toSet)).map((text) =>
      text === '' ? [] : text.split(','),
    ),
    operators: toSorted(operator.values),
    statuses: toSorted(status.values),
    datasets: toSorted(dataset.values).map((id) => ({ id, grade: grades.get(id) ?? ownGrade })),
    years: toSorted(year.values),
    countries: toSorted(situations.columns.country.values),
  };
}

function toKeys({ count, columns }: AttributeTable, dictionary: CubeDictionary): Uint32Array {
  const sets = toIndexer(dictionary.technologySets.map((set) => set.join()));
  const set = mapColumn(columns.technologies, (codes) => sets(toSet(codes)));
  const operator = mapColumn(columns.operator, toIndexer(dictionary.operators));
  const status = mapColumn(columns.status, toIndexer(dictionary.statuses));
  const dataset = mapColumn(columns.dataset, toIndexer(dictionary.datasets.map(({ id }) => id)));
  const year = mapColumn(columns.year, toIndexer(dictionary.years));
  const keys = makeShared(Uint32Array, count);
  for (let entry = 0; entry < count; entry += 1) {
    keys[entry] = toKey(dictionary, {
      set: set[entry] ?? 0,
      operator: operator[entry] ?? 0,
      status: status[entry] ?? 0,
      dataset: dataset[entry] ?? 0,
      year: year[entry] ?? 0,
    });
  }
  return keys;
}

/** In alphabetical order: filters do not ask which technology comes first, and there are half as many sets. */
function toSet(technologies: readonly string[]): string {
  return technologies.toSorted().join();
}

function toBearings(
  { bearingEnds: ends, bearings: unsorted }: UnsortedDevices,
  order: Uint32Array,
): Pick<Snapshot, 'bearings' | 'bearingStarts'> {
  const bearings = makeShared(Uint16Array, unsorted.length);
  const bearingStarts = makeShared(Uint32Array, order.length + 1);
  let end = 0;
  for (let i = 0; i < order.length; i += 1) {
    const row = order[i] ?? 0;
    for (let k = row === 0 ? 0 : (ends[row - 1] ?? 0); k < (ends[row] ?? 0); k += 1) {
      bearings[end] = unsorted[k] ?? 0;
      end += 1;
    }
    bearingStarts[i + 1] = end;
  }
  return { bearings, bearingStarts };
}

function toPrecisions(
  { preciseRows, precisions }: UnsortedDevices,
  order: Uint32Array,
): Pick<Snapshot, 'preciseRows' | 'precisions'> {
  const stated = new Map<number, number>();
  for (const [index, row] of preciseRows.entries()) stated.set(row, precisions[index] ?? 0);
  const rows: number[] = [];
  if (stated.size > 0) for (let i = 0; i < order.length; i += 1) if (stated.has(order[i] ?? -1)) rows.push(i);
  const meters = rows.map((row) => stated.get(order[row] ?? -1) ?? 0);
  return { preciseRows: toShared(Uint32Array, rows), precisions: toShared(Float32Array, meters) };
}

type Column = Float64Array | Uint32Array | Uint16Array;

function pick<C extends Column>(type: NumbersType<C>, values: C, order: Uint32Array): C {
  const picked = makeShared(type, order.length);
  for (let i = 0; i < order.length; i += 1) picked[i] = values[order[i] ?? 0] ?? 0;
  return picked;
}

function toIndexer<V>(values: readonly V[]): (of: V) => number {
  const indexes = new Map(values.map((value, index) => [value, index]));
  return (of) => indexes.get(of) ?? 0;
}

/** Each once; null first, then ascending. */
function toSorted<T extends string | number | null>(values: readonly T[]): T[] {
  return [...new Set(values)].sort((a, b) =>
    a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1,
  );
}
