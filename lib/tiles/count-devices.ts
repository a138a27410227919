import type { KnownCounts } from '#lib/devices/known-counts.ts';
import type { DeviceView } from '#lib/devices/queries.ts';
import type { RowCounts } from './count-rows.ts';
import type { Held } from './memory-tiles.ts';
import { toMask } from './snapshot.ts';
import type { TileWorkers } from './tile-workers.ts';

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
  for (const [index, count] of counted.attributes.entries()) {
    const of = attributes[index];
    if (count === 0 || of === undefined) continue;
    total += count;
    for (const code of of.technologies) add('technology', `tech.${code}`, count);
    if (of.technologies.length === 0) add('technology', null, count);
    add('status', of.status, count);
    add('dataset', of.dataset, count);
  }
  const toId = (code: string | null) => (code === null ? null : `place.${code}`);
  for (const [index, count] of counted.situations.entries()) {
    const of = situations[index];
    if (count === 0 || of === undefined) continue;
    add('country', toId(of.country), count);
    add('region', toId(of.region), count);
    add('town', toId(of.town), count);
  }
  const all = [...rows.values()];
  return {
    total,
    kinds: all.map(({ kind }) => kind),
    ids: all.map(({ id }) => id),
    counts: all.map(({ count }) => count),
  };
}
