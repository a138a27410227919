import { type DeviceFilter, isCountry, unknownOperator } from '#lib/devices/filter.ts';
import { featureProperties as names } from './feature-properties.ts';

/** A filter expression of the map style specification, in the part of it that MapLibre and Mapbox share. */
export type FeatureFilter = ['all', ...unknown[]];

/**
 * The filter as the map engine tests it on tiles of single devices, for `setFilter`. What only the server can answer
 * (`toServerFilter`) is not part of it: the tiles must have been asked for with it.
 */
export function toFeatureFilter(filter: DeviceFilter): FeatureFilter {
  const { technologies, statuses, datasets, operator, operatorKinds, grades, from, to, place } = filter;
  const tests: unknown[] = [];
  const isOneOf = (name: string, values: readonly string[], absent = '') => [
    'in',
    ['coalesce', ['get', name], absent],
    ['literal', [...values]],
  ];
  if (technologies.length > 0) {
    const among = ['coalesce', ['get', names.technologies], ''];
    const further = technologies.map((code) => ['in', `,${code},`, among]);
    tests.push(['any', isOneOf(names.technology, technologies), ...further]);
  }
  if (statuses.length > 0) tests.push(isOneOf(names.status, statuses));
  if (datasets.length > 0) tests.push(isOneOf(names.dataset, datasets));
  if (grades.length > 0) tests.push(isOneOf(names.grade, grades));
  if (operatorKinds.length > 0) tests.push(isOneOf(names.operator, operatorKinds, unknownOperator));
  if (operator === 'known') tests.push(['has', names.operator]);
  if (operator === 'unknown') tests.push(['!', ['has', names.operator]]);
  // Below any year and above any year: a device without one fails both.
  if (from !== undefined) tests.push(['>=', ['coalesce', ['get', names.year], -1], from]);
  if (to !== undefined) tests.push(['<=', ['coalesce', ['get', names.year], 9999], to]);
  if (place !== undefined && isCountry(place)) tests.push(isOneOf(names.country, [place]));
  return ['all', ...tests];
}
