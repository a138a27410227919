import { CombinationInterner, type CombinationTexts } from './combination-interner.ts';
import {
  type Attributes,
  attributeCount,
  type Situation,
  situationCount,
  toAttributeText,
  toSituationText,
} from './combinations.ts';
import { GrowingColumn } from './growing-column.ts';

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

/** Devices in the order in which they came, one number a device and column; the columns can be handed to another thread. */
export type UnsortedDevices = {
  cells: Float64Array<ArrayBuffer>;
  /** By row: number of a combination of `attributes` (combinations.ts). */
  attributeIndexes: Uint32Array<ArrayBuffer>;
  attributes: CombinationTexts;
  situationIndexes: Uint32Array<ArrayBuffer>;
  situations: CombinationTexts;
  /** Whole degrees; 0 where unknown. */
  fieldsOfView: Uint16Array<ArrayBuffer>;
  /** Bearings of row i are `bearings[bearingEnds[i − 1] … bearingEnds[i])`, whole degrees. */
  bearingEnds: Uint32Array<ArrayBuffer>;
  bearings: Uint16Array<ArrayBuffer>;
  /** Rows, ascending, with a stated precision, and that precision in meters. */
  preciseRows: Uint32Array<ArrayBuffer>;
  precisions: Float64Array<ArrayBuffer>;
};

/** Takes devices in any order. */
export class DeviceColumns {
  #cells = new GrowingColumn<Float64Array<ArrayBuffer>>(Float64Array);
  #attributeIndexes = new GrowingColumn<Uint32Array<ArrayBuffer>>(Uint32Array);
  #situationIndexes = new GrowingColumn<Uint32Array<ArrayBuffer>>(Uint32Array);
  #fieldsOfView = new GrowingColumn<Uint16Array<ArrayBuffer>>(Uint16Array);
  #bearingEnds = new GrowingColumn<Uint32Array<ArrayBuffer>>(Uint32Array);
  #bearings = new GrowingColumn<Uint16Array<ArrayBuffer>>(Uint16Array);
  #preciseRows = new GrowingColumn<Uint32Array<ArrayBuffer>>(Uint32Array);
  #precisions = new GrowingColumn<Float64Array<ArrayBuffer>>(Float64Array);
  #attributes = new CombinationInterner(attributeCount);
  #situations = new CombinationInterner(situationCount);

  /**
   * A device whose attributes and situation begin at `start`, as combinations.ts has them, each column ended by a tab.
   *
   * @returns where the next column begins
   */
  addTexts(cell: number, bytes: Uint8Array, start: number): number {
    const end = this.#situations.read(bytes, this.#attributes.read(bytes, start));
    this.#cells.push(cell);
    this.#attributeIndexes.push(this.#attributes.number);
    this.#situationIndexes.push(this.#situations.number);
    this.#fieldsOfView.push(0);
    this.#bearingEnds.push(this.#bearings.length);
    return end;
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
    this.#preciseRows.push(this.#cells.length - 1);
    this.#precisions.push(meters);
  }

  add(row: DeviceRow): void {
    this.addTexts(row.cell, Buffer.from(`${toAttributeText(row)}${toSituationText(row)}`, 'latin1'), 0);
    for (const bearing of row.bearings) this.addBearing(bearing);
    if (row.fieldOfView !== null) this.setFieldOfView(row.fieldOfView);
    if (row.precision !== null) this.setPrecision(row.precision);
  }

  finish(): UnsortedDevices {
    return {
      cells: this.#cells.finish(),
      attributeIndexes: this.#attributeIndexes.finish(),
      attributes: this.#attributes.finish(),
      situationIndexes: this.#situationIndexes.finish(),
      situations: this.#situations.finish(),
      fieldsOfView: this.#fieldsOfView.finish(),
      bearingEnds: this.#bearingEnds.finish(),
      bearings: this.#bearings.finish(),
      preciseRows: this.#preciseRows.finish(),
      precisions: this.#precisions.finish(),
    };
  }
}

/** The devices of two threads as one. */
export function joinDevices(first: UnsortedDevices, second: UnsortedDevices): UnsortedDevices {
  const attributes = joinCombinations(first.attributes, second.attributes);
  const situations = joinCombinations(first.situations, second.situations);
  const shift = (values: Uint32Array<ArrayBuffer>, by: number) => values.map((value) => value + by);
  return {
    cells: concat(Float64Array, first.cells, second.cells),
    attributeIndexes: attributes.join(first.attributeIndexes, second.attributeIndexes),
    attributes: attributes.combinations,
    situationIndexes: situations.join(first.situationIndexes, second.situationIndexes),
    situations: situations.combinations,
    fieldsOfView: concat(Uint16Array, first.fieldsOfView, second.fieldsOfView),
    bearingEnds: concat(Uint32Array, first.bearingEnds, shift(second.bearingEnds, first.bearings.length)),
    bearings: concat(Uint16Array, first.bearings, second.bearings),
    preciseRows: concat(Uint32Array, first.preciseRows, shift(second.preciseRows, first.cells.length)),
    precisions: concat(Float64Array, first.precisions, second.precisions),
  };
}

/** Memory of the columns, to hand it to another thread. */
export function toBuffers({ attributes, situations, ...columns }: UnsortedDevices): ArrayBuffer[] {
  const combinations = [...attributes.columns, ...situations.columns];
  const texts = combinations.flatMap(({ texts: { bytes, ends }, indexes }) => [bytes, ends, indexes]);
  return [...Object.values(columns), ...texts].map(({ buffer }) => buffer);
}

function joinCombinations(first: CombinationTexts, second: CombinationTexts) {
  const interner = new CombinationInterner(first.columns.length);
  interner.addAll(first);
  const numbers = interner.addAll(second);
  return {
    combinations: interner.finish(),
    join: (ofFirst: Uint32Array<ArrayBuffer>, ofSecond: Uint32Array<ArrayBuffer>) =>
      concat(
        Uint32Array,
        ofFirst,
        ofSecond.map((index) => numbers[index] ?? 0),
      ),
  };
}

function concat<C extends Float64Array | Uint32Array | Uint16Array>(
  type: new (length: number) => C,
  first: C,
  second: C,
): C {
  const joined = new type(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
