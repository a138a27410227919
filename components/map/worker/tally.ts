import {
  type AttributeTests,
  type DeviceFilter,
  isCountry,
  toAttributeTests,
  unknownTechnology,
} from '#lib/devices/filter.ts';

/**
 * How many devices of a view pass the filter, and how many of each choice would pass if only that choice of its list
 * were made: what stands beside a box that is not ticked says what ticking it would add.
 */
export type Tally = {
  total: number;
  technologies: Record<string, number>;
  operatorKinds: Record<string, number>;
  grades: Record<string, number>;
  statuses: Record<string, number>;
  datasets: Record<string, number>;
  /** By year, whatever years the filter asks for. */
  years: Record<string, number>;
  /** Devices without a year that everything but the years lets through. */
  undated: number;
};

/** One combination of attributes and how often it was met. */
export type CountedAttributes = {
  technologies: readonly string[];
  operator: string;
  status: string;
  dataset: string;
  grade: string;
  year: number | null;
  country: string | null;
};

export const emptyTally = (): Tally => ({
  total: 0,
  technologies: {},
  operatorKinds: {},
  grades: {},
  statuses: {},
  datasets: {},
  years: {},
  undated: 0,
});

/** Adds devices of one combination to a tally. */
export type AddToTally = (tally: Tally, attributes: CountedAttributes, count: number) => void;

/** Prepares a filter for tallying. What only the server can answer must have been asked of it before. */
export function toTallier(filter: DeviceFilter): AddToTally {
  const all = toAttributeTests(filter);
  const withoutGrades = toAttributeTests({ ...filter, grades: [] });
  const withoutDatasets = toAttributeTests({ ...filter, datasets: [] });
  const country = filter.place !== undefined && isCountry(filter.place) ? filter.place : null;
  return (tally, device, count) => {
    if (country !== null && device.country !== country) return;
    const failed = findFailed(all, device);
    const only = (name: Dimension) => failed.length === 0 || (failed.length === 1 && failed[0] === name);
    if (failed.length === 0) tally.total += count;
    if (only('technologies')) {
      const codes = device.technologies.length === 0 ? [unknownTechnology] : device.technologies;
      for (const code of codes) add(tally.technologies, code, count);
    }
    if (only('operator')) add(tally.operatorKinds, device.operator, count);
    if (only('status')) add(tally.statuses, device.status, count);
    if (only('year')) {
      if (device.year === null) tally.undated += count;
      else add(tally.years, String(device.year), count);
    }
    if (!only('dataset')) return;
    if (withoutGrades.dataset(device.dataset, device.grade)) add(tally.grades, device.grade, count);
    if (withoutDatasets.dataset(device.dataset, device.grade)) add(tally.datasets, device.dataset, count);
  };
}

type Dimension = keyof AttributeTests;

function findFailed(tests: AttributeTests, device: CountedAttributes): Dimension[] {
  const failed: Dimension[] = [];
  if (!tests.technologies(device.technologies)) failed.push('technologies');
  if (!tests.operator(device.operator)) failed.push('operator');
  if (!tests.status(device.status)) failed.push('status');
  if (!tests.dataset(device.dataset, device.grade)) failed.push('dataset');
  if (!tests.year(device.year)) failed.push('year');
  return failed;
}

function add(counts: Record<string, number>, code: string, count: number): void {
  counts[code] = (counts[code] ?? 0) + count;
}
