import { ByteInterner } from './byte-interner.ts';
import type { CubeDictionary } from './cube-dictionary.ts';
import { countKeys, toKey } from './cube-dictionary.ts';
import { makeFeatureTable } from './feature-values.ts';
import { toMortonOrder } from './morton-order.ts';
import { makeShared, type NumbersType, toShared } from './shared-memory.ts';
import { type Attributes, findRawZoom, type Situation, type Snapshot } from './snapshot.ts';

/** One device on its way into a snapshot. */
export type DeviceRow = Attributes &
  Situation & {
    cell: number;
    /** Degrees clockwise from north. */
    bearings: readonly number[];
    /** Degrees; 0 or null where unknown. */
    fieldOfView: number | null;
    /** Meters. */
    precision: number | null;
  };

export type SnapshotHead = Pick<Snapshot, 'version' | 'state' | 'takenAt' | 'xmin' | 'reach'> & {
  /** Publisher tiers by dataset id. */
  grades: ReadonlyMap<string, string>;
};

/** Takes devices in any order and makes the snapshot. */
export class SnapshotBuilder {
  #cells = new GrowingColumn(Float64Array);
  #attributeIndexes = new GrowingColumn(Uint32Array);
  #situationIndexes = new GrowingColumn(Uint32Array);
  #bearingEnds = new GrowingColumn(Uint32Array);
  #bearings = new GrowingColumn(Uint16Array);
  #fieldsOfView = new GrowingColumn(Uint16Array);
  #precisions = new Map<number, number>();
  #attributes: Attributes[] = [];
  #situations: Situation[] = [];
  #attributeTexts = new ByteInterner();
  #situationTexts = new ByteInterner();

  /**
   * Number of the attributes under which these bytes are known; `make` is called with them where they are new. Not with
   * a closure: one for each of a million rows takes longer than everything else here.
   */
  toAttributeIndex(
    bytes: Uint8Array,
    start: number,
    end: number,
    make: (bytes: Uint8Array, start: number, end: number) => Attributes,
  ): number {
    const index = this.#attributeTexts.toNumber(bytes, start, end);
    if (index === this.#attributes.length) this.#attributes.push(make(bytes, start, end));
    return index;
  }

  toSituationIndex(
    bytes: Uint8Array,
    start: number,
    end: number,
    make: (bytes: Uint8Array, start: number, end: number) => Situation,
  ): number {
    const index = this.#situationTexts.toNumber(bytes, start, end);
    if (index === this.#situations.length) this.#situations.push(make(bytes, start, end));
    return index;
  }

  addIndexed(cell: number, attributes: number, situation: number): void {
    this.#cells.push(cell);
    this.#attributeIndexes.push(attributes);
    this.#situationIndexes.push(situation);
    this.#fieldsOfView.push(0);
    this.#bearingEnds.push(this.#bearings.length);
  }

  /** For the device added last. */
  addBearing(degrees: number): void {
    this.#bearings.push(Math.round(degrees) % 360);
    this.#bearingEnds.setLast(this.#bearings.length);
  }

  setFieldOfView(degrees: number): void {
    this.#fieldsOfView.setLast(Math.round(degrees));
  }

  setPrecision(meters: number): void {
    this.#precisions.set(this.#cells.length - 1, meters);
  }

  add(row: DeviceRow): void {
    const { technologies, status, dataset, grade, operator, year, country, region, town, vendor } = row;
    const attributes = { technologies, status, dataset, grade, operator, year };
    const situation = { country, region, town, vendor };
    const attributeText = Buffer.from(JSON.stringify(Object.values(attributes)));
    const situationText = Buffer.from(JSON.stringify(Object.values(situation)));
    this.addIndexed(
      row.cell,
      this.toAttributeIndex(attributeText, 0, attributeText.length, () => attributes),
      this.toSituationIndex(situationText, 0, situationText.length, () => situation),
    );
    for (const bearing of row.bearings) this.addBearing(bearing);
    if (row.fieldOfView !== null) this.setFieldOfView(row.fieldOfView);
    if (row.precision !== null) this.setPrecision(row.precision);
  }

  /**
   * @throws Error when there are more than 2^32 possible combinations of attributes
   */
  build(head: SnapshotHead): Snapshot {
    const unsorted = this.#cells.finish();
    const order = toMortonOrder(unsorted);
    const { version, state, takenAt, xmin, reach } = head;
    const dictionary = this.#toDictionary(version, head.grades);
    if (countKeys(dictionary) > 2 ** 32) throw new Error('the attributes of devices have too many values');
    const cells = pick(Float64Array, unsorted, order);
    const precise = this.#toPrecisions(order);
    return {
      version,
      state,
      takenAt,
      xmin,
      reach,
      count: cells.length,
      cells,
      attributeIndexes: pick(Uint32Array, this.#attributeIndexes.finish(), order),
      attributes: this.#attributes,
      keys: this.#toKeys(dictionary),
      situationIndexes: pick(Uint32Array, this.#situationIndexes.finish(), order),
      situations: this.#situations,
      countries: toShared(
        Uint16Array,
        this.#situations.map(toIndexer(dictionary.countries, (of: Situation) => of.country)),
      ),
      dictionary,
      ...this.#toBearings(order),
      fieldsOfView: pick(Uint16Array, this.#fieldsOfView.finish(), order),
      ...precise,
      features: makeFeatureTable(this.#attributes, this.#situations, precise.precisions),
      rawZoom: findRawZoom(cells),
    };
  }

  #toDictionary(version: string, grades: ReadonlyMap<string, string>): CubeDictionary {
    const of = <T extends string | number | null>(value: (entry: Attributes) => T) =>
      toSorted(new Set(this.#attributes.map(value)));
    // In alphabetical order: filters do not ask which technology comes first, and there are half as many sets.
    const sets = of(({ technologies }) => technologies.toSorted().join());
    return {
      version,
      technologySets: sets.map((text) => (text === '' ? [] : text.split(','))),
      operators: of(({ operator }) => operator),
      statuses: of(({ status }) => status),
      datasets: of(({ dataset }) => dataset).map((id) => ({ id, grade: grades.get(id) ?? 'own' })),
      years: of(({ year }) => year),
      countries: toSorted(new Set(this.#situations.map(({ country }) => country))),
    };
  }

  #toKeys(dictionary: CubeDictionary): Uint32Array {
    const sets = dictionary.technologySets.map((set) => set.join());
    const set = toIndexer(sets, (of: Attributes) => of.technologies.toSorted().join());
    const operator = toIndexer(dictionary.operators, (of: Attributes) => of.operator);
    const status = toIndexer(dictionary.statuses, (of: Attributes) => of.status);
    const ids = dictionary.datasets.map(({ id }) => id);
    const dataset = toIndexer(ids, (of: Attributes) => of.dataset);
    const year = toIndexer(dictionary.years, (of: Attributes) => of.year);
    const keys = this.#attributes.map((of) =>
      toKey(dictionary, {
        set: set(of),
        operator: operator(of),
        status: status(of),
        dataset: dataset(of),
        year: year(of),
      }),
    );
    return toShared(Uint32Array, keys);
  }

  #toBearings(order: Uint32Array): Pick<Snapshot, 'bearings' | 'bearingStarts'> {
    const ends = this.#bearingEnds.finish();
    const unsorted = this.#bearings.finish();
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

  #toPrecisions(order: Uint32Array): Pick<Snapshot, 'preciseRows' | 'precisions'> {
    const rows: number[] = [];
    if (this.#precisions.size > 0) {
      for (let i = 0; i < order.length; i += 1) if (this.#precisions.has(order[i] ?? -1)) rows.push(i);
    }
    const precisions = rows.map((row) => this.#precisions.get(order[row] ?? -1) ?? 0);
    return { preciseRows: toShared(Uint32Array, rows), precisions: toShared(Float32Array, precisions) };
  }
}

type Column = Float64Array | Uint32Array | Uint16Array;

/** Numbers of an unknown amount. */
class GrowingColumn<C extends Column> {
  #type: NumbersType<C>;
  #values: C;
  length = 0;

  constructor(type: NumbersType<C>) {
    this.#type = type;
    this.#values = new type(1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new this.#type(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  setLast(value: number): void {
    this.#values[this.length - 1] = value;
  }

  finish(): C {
    const exact = new this.#type(this.length);
    for (let i = 0; i < this.length; i += 1) exact[i] = this.#values[i] ?? 0;
    return exact;
  }
}

function pick<C extends Column>(type: NumbersType<C>, values: C, order: Uint32Array): C {
  const picked = makeShared(type, order.length);
  for (let i = 0; i < order.length; i += 1) picked[i] = values[order[i] ?? 0] ?? 0;
  return picked;
}

function toIndexer<T, V>(values: readonly V[], read: (of: T) => V): (of: T) => number {
  const indexes = new Map(values.map((value, index) => [value, index]));
  return (of) => indexes.get(read(of)) ?? 0;
}

/** Null first, then ascending. */
function toSorted<T extends string | number | null>(values: ReadonlySet<T>): T[] {
  return [...values].sort((a, b) => (a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1));
}
