import { type DeviceFilter, isCountry, toAttributeTests, unknownTechnology } from '#lib/devices/filter.ts';
import type { CubeDictionary } from '#lib/tiles/cube-dictionary.ts';
import { emptyTally, type Tally } from './tally.ts';

/** Devices by country and key as columns: a world of independent attributes has hundreds of thousands of entries. */
export type KeyCounts = { countries: Uint16Array; keys: Uint32Array; counts: Uint32Array };

export function toKeyCounts(byCountry: readonly (ReadonlyMap<number, number> | undefined)[]): KeyCounts {
  let length = 0;
  for (const byKey of byCountry) length += byKey?.size ?? 0;
  const columns = {
    countries: new Uint16Array(length),
    keys: new Uint32Array(length),
    counts: new Uint32Array(length),
  };
  let at = 0;
  for (const [country, byKey] of byCountry.entries())
    for (const [key, count] of byKey ?? []) {
      columns.countries[at] = country;
      columns.keys[at] = key;
      columns.counts[at] = count;
      at += 1;
    }
  return columns;
}

/** One digit of a key (lib/tiles/cube-dictionary.ts): which of its values pass, and the devices of each that count. */
class Digit {
  passes: Uint8Array;
  counts: Float64Array;

  constructor(passes: boolean[]) {
    this.passes = Uint8Array.from(passes, (pass) => (pass ? 1 : 0));
    this.counts = new Float64Array(passes.length);
  }

  /** Counts a value if nothing but this digit could have failed. */
  add(failed: number, value: number, count: number): void {
    if (failed === 0 || (failed === 1 && this.passes[value] !== 1))
      this.counts[value] = (this.counts[value] ?? 0) + count;
  }
}

/** What `toTallier` counts, for the keys of cubes: tests are made once a value, and devices summed by number. */
export function tallyKeys(dictionary: CubeDictionary, filter: DeviceFilter, columns: KeyCounts): Tally {
  const tests = toAttributeTests(filter);
  const sets = new Digit(dictionary.technologySets.map(tests.technologies));
  const operators = new Digit(dictionary.operators.map(tests.operator));
  const statuses = new Digit(dictionary.statuses.map(tests.status));
  const datasets = new Digit(dictionary.datasets.map(({ id, grade }) => tests.dataset(id, grade)));
  const years = new Digit(dictionary.years.map(tests.year));
  const country = filter.place !== undefined && isCountry(filter.place) ? filter.place : null;
  const countries = dictionary.countries.map((code) => country === null || code === country);
  const tally = emptyTally();
  for (const [index, key] of columns.keys.entries()) {
    if (countries[columns.countries[index] ?? -1] !== true) continue;
    const count = columns.counts[index] ?? 0;
    const year = key % years.counts.length;
    let rest = Math.floor(key / years.counts.length);
    const dataset = rest % datasets.counts.length;
    rest = Math.floor(rest / datasets.counts.length);
    const status = rest % statuses.counts.length;
    rest = Math.floor(rest / statuses.counts.length);
    const operator = rest % operators.counts.length;
    const set = Math.floor(rest / operators.counts.length);
    const passed =
      (sets.passes[set] ?? 0) +
      (operators.passes[operator] ?? 0) +
      (statuses.passes[status] ?? 0) +
      (datasets.passes[dataset] ?? 0) +
      (years.passes[year] ?? 0);
    const failed = 5 - passed;
    if (failed > 1) continue;
    if (failed === 0) tally.total += count;
    sets.add(failed, set, count);
    operators.add(failed, operator, count);
    statuses.add(failed, status, count);
    datasets.add(failed, dataset, count);
    years.add(failed, year, count);
  }
  readSums(tally, dictionary, { sets, operators, statuses, datasets, years }, filter);
  return tally;
}

type Digits = Record<'sets' | 'operators' | 'statuses' | 'datasets' | 'years', Digit>;

function readSums(tally: Tally, dictionary: CubeDictionary, digits: Digits, filter: DeviceFilter): void {
  const { technologySets, operators, statuses, datasets, years } = dictionary;
  for (const [index, set] of technologySets.entries())
    for (const code of set.length === 0 ? [unknownTechnology] : set)
      add(tally.technologies, code, digits.sets.counts[index]);
  for (const [index, code] of operators.entries())
    add(tally.operatorKinds, code, digits.operators.counts[index]);
  for (const [index, code] of statuses.entries()) add(tally.statuses, code, digits.statuses.counts[index]);
  // Grade and dataset are one digit and two lists: each is counted under the filter of the other.
  const withoutGrades = toAttributeTests({ ...filter, grades: [] });
  const withoutDatasets = toAttributeTests({ ...filter, datasets: [] });
  for (const [index, { id, grade }] of datasets.entries()) {
    if (withoutGrades.dataset(id, grade)) add(tally.grades, grade, digits.datasets.counts[index]);
    if (withoutDatasets.dataset(id, grade)) add(tally.datasets, id, digits.datasets.counts[index]);
  }
  const undated = years.indexOf(null);
  if (undated !== -1) tally.undated = digits.years.counts[undated] ?? 0;
}

function add(counts: Record<string, number>, code: string, count = 0): void {
  if (count > 0) counts[code] = (counts[code] ?? 0) + count;
}
