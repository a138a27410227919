import type { Extent } from './extent.ts';
import type { DeviceFilter } from './filter.ts';

/**
 * How many devices of a view there are by what is asked, as far as the copy in memory (lib/tiles) can say; the database
 * is asked for the rest. Of each row of three: `technology`, `status`, `dataset`, `country`, `region` or `town`; entity
 * or dataset id, null where there is none; number of devices.
 */
export type KnownCounts = {
  kinds: string[];
  ids: (string | null)[];
  counts: number[];
  total: number;
  /** Spots (`device.cell`) whose devices are not among them. */
  rest: number[];
};

/** Null where there is no copy in memory that is as new as the database. */
type Counter = (view: { filter: DeviceFilter; extent: Extent }) => Promise<KnownCounts | null>;

declare global {
  var dossierDeviceCounter: Counter | undefined;
}

/** Named once a process by server.ts; pages are bundled apart from it, and have no other way to the copy. */
export function setDeviceCounter(counter: Counter | undefined): void {
  globalThis.dossierDeviceCounter = counter;
}

export async function findKnownCounts(view: {
  filter: DeviceFilter;
  extent: Extent;
}): Promise<KnownCounts | null> {
  return (await globalThis.dossierDeviceCounter?.(view)) ?? null;
}
