import { type DeviceFilter, toAttributeTests, unknownTechnology } from '#lib/devices/filter.ts';
import type { CubeDictionary } from '#lib/tiles/cube-dictionary.ts';
import type { KeyCounts } from './count-cubes.ts';
import { emptyTally, type Tally } from './tally.ts';

/** One digit of a key (lib/tiles/cube-dictionary.ts): which of its values pass, and the devices of each that count. */
class Digit {
  passes: Uint8Array;
  counts: Float64Array;

  constructor(passes: boolean[]) {
    this.passes = Uint8Array.from(passes, (pass) => (pass ? 1 : 0));
    this.counts = new Float64Array(passes.length);
  }
}

/**
 * Some digits of a key, the most significant first, as one number: how many of them a filter fails for each value, and
 * the devices of each value that the other part lets through.
 */
class Part {
  digits: readonly Digit[];
  failed: Uint8Array;
  counts: Float64Array;

  constructor(digits: readonly Digit[]) {
    this.digits = digits;
    const length = digits.reduce((product, { passes }) => product * passes.length, 1);
    this.failed = new Uint8Array(length);
    this.counts = new Float64Array(length);
    for (let value = 0; value < length; value += 1) {
      let failed = 0;
      this.#eachDigit(value, ({ passes }, of) => {
        failed += passes[of] === 1 ? 0 : 1;
      });
      this.failed[value] = failed;
    }
  }

  /** Hands the devices of each value on to its digits: to all where none failed, to the one that failed alone. */
  spread(): void {
    for (const [value, count] of this.counts.entries()) {
      if (count === 0) continue;
      const none = this.failed[value] === 0;
      this.#eachDigit(value, ({ passes, counts }, of) => {
        if (none || passes[of] !== 1) counts[of] = (counts[of] ?? 0) + count;
      });
    }
  }

  #eachDigit(value: number, look: (digit: Digit, of: number) => void): void {
    let rest = value;
    for (const digit of this.digits.toReversed()) {
      const size = digit.passes.length;
      look(digit, rest % size);
      rest = Math.floor(rest / size);
    }
  }
}

/**
 * What `toTallier` counts, for the keys of cubes: tests are made once a value, and devices summed by number. Countries
 * are no part of a key: the counts must be those of the filter's country.
 */
export function tallyKeys(dictionary: CubeDictionary, filter: DeviceFilter, held: KeyCounts): Tally {
  const tests = toAttributeTests(filter);
  const digits = {
    sets: new Digit(dictionary.technologySets.map(tests.technologies)),
    operators: new Digit(dictionary.operators.map(tests.operator)),
    statuses: new Digit(dictionary.statuses.map(tests.status)),
    datasets: new Digit(dictionary.datasets.map(({ id, grade }) => tests.dataset(id, grade))),
    years: new Digit(dictionary.years.map(tests.year)),
  };
  const heads = new Part([digits.sets, digits.operators, digits.statuses]);
  const tails = new Part([digits.datasets, digits.years]);
  const tally = emptyTally();
  const width = tails.counts.length;
  for (let i = 0; i < held.keys.length; i += 1) {
    const key = held.keys[i] ?? 0;
    const head = Math.floor(key / width);
    const tail = key - head * width;
    const headFailed = heads.failed[head] ?? 0;
    const tailFailed = tails.failed[tail] ?? 0;
    const failed = headFailed + tailFailed;
    if (failed > 1) continue;
    const count = held.counts[i] ?? 0;
    if (failed === 0) tally.total += count;
    if (tailFailed === 0) heads.counts[head] = (heads.counts[head] ?? 0) + count;
    if (headFailed === 0) tails.counts[tail] = (tails.counts[tail] ?? 0) + count;
  }
  heads.spread();
  tails.spread();
  readSums(tally, dictionary, digits, filter);
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
  for (const [index, year] of years.entries()) {
    if (year === null) tally.undated = digits.years.counts[index] ?? 0;
    else add(tally.years, String(year), digits.years.counts[index]);
  }
}

function add(counts: Record<string, number>, code: string, count = 0): void {
  if (count > 0) counts[code] = (counts[code] ?? 0) + count;
}
