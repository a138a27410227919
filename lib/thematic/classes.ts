/** One class of a scale: the smallest and the largest value that it holds, and how many places fall into it. */
export type ValueClass = { from: number; to: number; places: number };

/**
 * Natural breaks: the split of sorted values into at most `most` classes with the least sum of squared deviations from
 * the class means, found exactly by dynamic programming (W. D. Fisher, “On Grouping for Maximum Homogeneity”, JASA 53,
 * 1958; the criterion of Jenks). Equal values never fall into two classes. O(most · n²) for n different values.
 *
 * @param scale compares values as transformed by it: densities, which span powers of ten, by their logarithm
 */
export function toNaturalBreaks(
  values: readonly number[],
  most: number,
  scale: (value: number) => number = (value) => value,
): ValueClass[] {
  const places = new Map<number, number>();
  for (const value of values) places.set(value, (places.get(value) ?? 0) + 1);
  const distinct = [...places.keys()].sort((a, b) => a - b);
  const starts = splitExactly(
    distinct.map((value) => ({ x: scale(value), weight: places.get(value) ?? 0 })),
    Math.min(most, distinct.length),
  );
  return starts.map((start, index) => {
    const members = distinct.slice(start, starts[index + 1]);
    return {
      from: members[0] ?? 0,
      to: members.at(-1) ?? 0,
      places: members.reduce((sum, value) => sum + (places.get(value) ?? 0), 0),
    };
  });
}

/** Number of the class that a value belongs to; a value beyond the last class or between two counts as the nearest one below. */
export function toClassIndex(classes: readonly ValueClass[], value: number): number {
  return Math.max(
    0,
    classes.findLastIndex((one) => value >= one.from),
  );
}

type Weighted = { x: number; weight: number };

/** Indexes at which the best `count` groups of consecutive points begin. */
function splitExactly(points: readonly Weighted[], count: number): number[] {
  if (count < 1) return [];
  const cost = toCosts(points);
  // best[k][i]: least cost of the first i points in k + 1 groups; from[k][i]: where the last of these groups begins.
  const best: number[][] = [];
  const from: number[][] = [];
  for (let k = 0; k < count; k += 1) {
    best.push([0]);
    from.push([0]);
    for (let i = 1; i <= points.length; i += 1) {
      let least = k === 0 ? cost(0, i) : Number.POSITIVE_INFINITY;
      let begin = 0;
      for (let j = k; k > 0 && j < i; j += 1) {
        const sum = (best[k - 1]?.[j] ?? Number.POSITIVE_INFINITY) + cost(j, i);
        if (sum < least) [least, begin] = [sum, j];
      }
      best[k]?.push(least);
      from[k]?.push(begin);
    }
  }
  const starts: number[] = [];
  for (let k = count - 1, i = points.length; k >= 0; k -= 1) {
    i = from[k]?.[i] ?? 0;
    starts.unshift(i);
  }
  return starts;
}

/** Weighted sum of squared deviations of points [start, end) from their mean, in constant time. */
function toCosts(points: readonly Weighted[]): (start: number, end: number) => number {
  const sums = [{ w: 0, x: 0, xx: 0 }];
  for (const { x, weight } of points) {
    const last = sums.at(-1) ?? { w: 0, x: 0, xx: 0 };
    sums.push({ w: last.w + weight, x: last.x + weight * x, xx: last.xx + weight * x * x });
  }
  return (start, end) => {
    const [a, b] = [sums[start], sums[end]];
    if (a === undefined || b === undefined || b.w === a.w) return 0;
    return b.xx - a.xx - (b.x - a.x) ** 2 / (b.w - a.w);
  };
}
