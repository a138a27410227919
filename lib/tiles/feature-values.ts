import { unknownOperator, unknownTechnology } from '#lib/devices/filter.ts';
import type { AttributeTable, SituationTable } from './combinations.ts';
import { ownGrade } from './cube-dictionary.ts';
import { featureProperties as names } from './feature-properties.ts';
import type { TileValue } from './mvt.ts';
import { makeShared, toShared } from './shared-memory.ts';
import { mapColumn } from './value-column.ts';

/** Order of the properties in a layer: the number of each is its index here. */
export const propertyNames: readonly string[] = Object.values(names);
const attributeNames = [
  names.technology,
  names.technologies,
  names.status,
  names.operator,
  names.dataset,
  names.grade,
  names.year,
];
/** Numbers of the properties that `attributes` fills, in the order of its columns. */
export const attributeProperties: readonly number[] = attributeNames.map((name) =>
  propertyNames.indexOf(name),
);
export const countryProperty = propertyNames.indexOf(names.country);
export const precisionProperty = propertyNames.indexOf(names.precision);
export const bearingProperty = propertyNames.indexOf(names.bearing);
export const fieldOfViewProperty = propertyNames.indexOf(names.fieldOfView);

/** No value: the property is left out. */
const absent = 0;
/** Degrees, each a value of its own: bearings and fields of view. */
const degrees = 361;

/**
 * Every value that features of a snapshot can have, numbered: first what attributes, countries and
 * precisions say, then degrees. Made once a snapshot, so that a tile of ten thousand different devices needs no look at their texts.
 */
export type FeatureValues = {
  count: number;
  toValue: (number: number) => TileValue;
  /** By entry of `snapshot.attributes`, one column a property of `attributeProperties`; 0 = absent. */
  attributes: Uint32Array;
  /** By entry of `snapshot.situations`; 0 = absent. */
  countries: Uint32Array;
  /** Number of whole degrees, 0 … 360. */
  ofDegrees: (whole: number) => number;
  /** Number of a precision of this snapshot, rounded up to whole meters. */
  ofPrecision: (meters: number) => number;
};

/** The same as data, part of a snapshot: columns in shared memory. */
export type FeatureTable = Pick<FeatureValues, 'attributes' | 'countries'> & {
  /** Texts and numbers; degrees come after them. */
  values: readonly TileValue[];
};

const made = new WeakMap<FeatureTable, FeatureValues>();

export function getFeatureValues({ features }: { features: FeatureTable }): FeatureValues {
  const known = made.get(features);
  if (known !== undefined) return known;
  const { values, attributes, countries } = features;
  const texts = values.length;
  const byNumber = new Map(values.map((value, index) => [value, index]));
  const table: FeatureValues = {
    count: texts + degrees,
    toValue: (of) => (of < texts ? (values[of] ?? '') : of - texts),
    attributes,
    countries,
    ofDegrees: (whole) => texts + Math.min(degrees - 1, whole),
    ofPrecision: (meters) => byNumber.get(Math.ceil(meters)) ?? absent,
  };
  made.set(features, table);
  return table;
}

/** @param grades publisher tiers by dataset id */
export function makeFeatureTable(
  attributes: AttributeTable,
  situations: SituationTable,
  precisions: Float32Array,
  grades: ReadonlyMap<string, string>,
): FeatureTable {
  const values: TileValue[] = [''];
  const byValue = new Map<TileValue, number>();
  const number = (value: TileValue | null): number => {
    if (value === null) return absent;
    const known = byValue.get(value);
    if (known !== undefined) return known;
    byValue.set(value, values.length);
    values.push(value);
    return values.length - 1;
  };
  const { technologies, status, operator, dataset, year } = attributes.columns;
  // In the order of `attributeNames`.
  const columns = [
    mapColumn(technologies, (codes) => number(codes[0] ?? unknownTechnology)),
    mapColumn(technologies, (codes) => number(codes.length > 1 ? `,${codes.join()},` : null)),
    mapColumn(status, number),
    mapColumn(operator, (kind) => number(kind === unknownOperator ? null : kind)),
    mapColumn(dataset, number),
    mapColumn(dataset, (id) => number(grades.get(id) ?? ownGrade)),
    mapColumn(year, number),
  ];
  const ofAttributes = makeShared(Uint32Array, attributes.count * columns.length);
  for (const [index, column] of columns.entries())
    for (let entry = 0; entry < attributes.count; entry += 1)
      ofAttributes[entry * columns.length + index] = column[entry] ?? absent;
  const countries = mapColumn(situations.columns.country, number);
  for (const meters of precisions) number(Math.ceil(meters));
  return { values, attributes: ofAttributes, countries: toShared(Uint32Array, countries) };
}

/** Values of two snapshots for one layer: those of the second come after those of the first. */
export function joinValues(
  first: FeatureValues,
  second: FeatureValues,
): Pick<FeatureValues, 'count' | 'toValue'> {
  return {
    count: first.count + second.count,
    toValue: (number) =>
      number < first.count ? first.toValue(number) : second.toValue(number - first.count),
  };
}
