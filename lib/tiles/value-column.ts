/**
 * One property of the combinations that devices share: its values, each once, and by combination the index of its value,
 * in shared memory. There can be a hundred thousand combinations, and as many objects would keep the thread that takes
 * them over for a tenth of a second.
 */
export type ValueColumn<T> = { values: readonly T[]; indexes: Uint32Array };

/** @throws RangeError for a combination that there is not */
export function getValue<T>({ values, indexes }: ValueColumn<T>, combination: number): T {
  const value = values[indexes[combination] ?? values.length];
  // A value may be null, never missing.
  if (value === undefined) throw new RangeError(`no combination ${combination}`);
  return value;
}

/** Something of each value, computed once a value and given by combination. */
export function mapColumn<T>({ values, indexes }: ValueColumn<T>, map: (value: T) => number): Uint32Array {
  const byValue = Uint32Array.from(values, map);
  const mapped = new Uint32Array(indexes.length);
  for (let i = 0; i < indexes.length; i += 1) mapped[i] = byValue[indexes[i] ?? 0] ?? 0;
  return mapped;
}
