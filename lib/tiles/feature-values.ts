import { unknownOperator, unknownTechnology } from '#lib/devices/filter.ts';
import { featureProperties as names } from './feature-properties.ts';
import type { TileValue } from './mvt.ts';
import { toShared } from './shared-memory.ts';
import type { Attributes, Situation } from './snapshot.ts';

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

export function makeFeatureTable(
  attributes: readonly Attributes[],
  situations: readonly Situation[],
  precisions: Float32Array,
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
  const columns = attributeProperties.length;
  const ofAttributes = new Uint32Array(attributes.length * columns);
  for (const [index, { technologies, status, operator, dataset, grade, year }] of attributes.entries()) {
    ofAttributes[index * columns] = number(technologies[0] ?? unknownTechnology);
    ofAttributes[index * columns + 1] = number(technologies.length > 1 ? `,${technologies.join()},` : null);
    ofAttributes[index * columns + 2] = number(status);
    ofAttributes[index * columns + 3] = number(operator === unknownOperator ? null : operator);
    ofAttributes[index * columns + 4] = number(dataset);
    ofAttributes[index * columns + 5] = number(grade);
    ofAttributes[index * columns + 6] = number(year);
  }
  const countries = situations.map(({ country }) => number(country));
  for (const meters of precisions) number(Math.ceil(meters));
  return {
    values,
    attributes: toShared(Uint32Array, ofAttributes),
    countries: toShared(Uint32Array, countries),
  };
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
