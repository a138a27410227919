import type { KnownCounts } from '#lib/devices/known-counts.ts';
import type { DeviceView } from '#lib/devices/queries.ts';
import type { RowCounts } from './count-rows.ts';
import type { Held } from './memory-tiles.ts';
import { toMask } from './snapshot.ts';
import type { TileWorkers } from './tile-workers.ts';
import type { ValueColumn } from './value-column.ts';

/** Spots that the database is asked for one by one; where there are more, it counts everything. */
const maxRest = 20_000;

/** Counts a view in a thread, exactly; null where the database had better do it. */
export async function countDevices(
  { snapshot, edits }: Held,
  { filter, extent }: DeviceView,
  workers: TileWorkers,
): Promise<KnownCounts | null> {
  const edited = edits === null ? [] : [...edits.cells].sort((a, b) => a - b);
  const counted = await workers.count(snapshot, {
    mask: toMask(snapshot, filter),
    extent,
    without: Float64Array.from(edited),
  });
  const rest = [...edited, ...counted.edge];
  return rest.length > maxRest ? null : { ...toKnownCounts(snapshot, counted), rest };
}

type Described = Pick<Held['snapshot'], 'attributes' | 'situations'>;

function toKnownCounts({ attributes, situations }: Described, counted: RowCounts): Omit<KnownCounts, 'rest'> {
  const rows = new Map<string, { kind: string; id: string | null; count: number }>();
  const add = (kind: string, id: string | null, count: number) => {
    const key = `${kind} ${id}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { kind, id, count });
    else row.count += count;
  };
  let total = 0;
  for (const count of counted.attributes) total += count;
  const addAll = <T>(
    column: ValueColumn<T>,
    by: Uint32Array,
    addValue: (value: T, count: number) => void,
  ) => {
    const sums = new Float64Array(column.values.length);
    for (const [entry, count] of by.entries()) {
      const index = column.indexes[entry] ?? 0;
      sums[index] = (sums[index] ?? 0) + count;
    }
    for (const [index, value] of column.values.entries()) {
      const sum = sums[index] ?? 0;
      if (sum > 0) addValue(value, sum);
    }
  };
  const { technologies, status, dataset } = attributes.columns;
  addAll(technologies, counted.attributes, (codes, count) => {
    for (const code of codes) add('technology', `tech.${code}`, count);
    if (codes.length === 0) add('technology', null, count);
  });
  addAll(status, counted.attributes, (value, count) => add('status', value, count));
  addAll(dataset, counted.attributes, (id, count) => add('dataset', id, count));
  const toId = (code: string | null) => (code === null ? null : `place.${code}`);
  const { country, region, town } = situations.columns;
  for (const [kind, column] of Object.entries({ country, region, town }))
    addAll(column, counted.situations, (code, count) => add(kind, toId(code), count));
  const all = [...rows.values()];
  return {
    total,
    kinds: all.map(({ kind }) => kind),
    ids: all.map(({ id }) => id),
    counts: all.map(({ count }) => count),
  };
}
