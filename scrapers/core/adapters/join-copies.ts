import type { Located, Notes, WorkUnit } from '../source.ts';
import type { RawDevice } from './raw-device.ts';
import { readHints } from './unit-hints.ts';

type RawRecord = Located<RawDevice>;

/**
 * Records by key, one group a device, in the order of the first file: equal rows of one file and their counterparts in copies stand together. What contradicts
 * is refused: two different rows under one key, and rows in which a copy differs from the file that it is a copy of.
 */
export function groupByKey(
  records: readonly RawRecord[],
  units: ReadonlyMap<string, WorkUnit>,
  notes: Pick<Notes, 'refuse' | 'count'>,
): RawRecord[][] {
  const isCopy = findCopies(records, units);
  const groups = new Map<string, RawRecord[]>();
  for (const record of records) {
    if (isCopy(record.unit)) continue;
    const group = groups.get(record.raw.key);
    if (group) group.push(record);
    else groups.set(record.raw.key, [record]);
  }
  const torn = new Set<string>();
  for (const [key, group] of groups) {
    if (new Set(group.map(({ raw }) => raw.hash)).size === 1) continue;
    torn.add(key);
    groups.delete(key);
    for (const record of group) notes.refuse(record, { reason: 'key_not_unique', detail: `key ${key}` });
  }
  const seenInCopy = new Map<string, Set<string>>();
  for (const record of records) {
    if (!isCopy(record.unit)) continue;
    const { key, hash } = record.raw;
    const group = groups.get(key);
    seenInCopy.set(record.unit, (seenInCopy.get(record.unit) ?? new Set()).add(key));
    if (group?.[0]?.raw.hash === hash) group.push(record);
    else if (torn.has(key)) notes.refuse(record, { reason: 'key_not_unique', detail: `key ${key}` });
    else if (group) notes.refuse(record, { reason: 'differs_from_first_file', detail: `key ${key}` });
    else notes.refuse(record, { reason: 'only_in_copy', detail: `key ${key}` });
  }
  for (const [unit, keys] of seenInCopy)
    for (const key of groups.keys()) if (!keys.has(key)) notes.count(`not in the copy ${unit}`);
  return [...groups.values()];
}

/** A copy stands in for a file that gave nothing. */
function findCopies(
  records: readonly RawRecord[],
  units: ReadonlyMap<string, WorkUnit>,
): (unit: string) => boolean {
  const filled = new Set(records.map(({ unit }) => unit));
  const copies = new Set(
    [...units.values()].flatMap((unit) => {
      const { copyOf } = readHints(unit);
      return copyOf !== undefined && filled.has(copyOf) ? [unit.key] : [];
    }),
  );
  return (unit) => copies.has(unit);
}
