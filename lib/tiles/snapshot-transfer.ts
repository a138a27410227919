import type { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import type { CubeStore } from './cube-store.ts';
import type { Snapshot } from './snapshot.ts';

export type ReadSnapshot = { snapshot: Snapshot; cubes: CubeStore };

// Made by our own worker a moment ago; its million numbers are not looked at again.
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const messageSchema = z.object({
  snapshot: z.custom<Snapshot>(isObject),
  bytes: z.instanceof(Uint8Array<ArrayBuffer>),
  ids: z.instanceof(Float64Array),
  places: z.instanceof(Float64Array),
});

/**
 * Hands a snapshot with its cubes to the thread that answers readers, which it keeps for a few milliseconds: columns are
 * shared or handed over, and the texts that they stand for are few.
 */
export function sendSnapshot(port: MessagePort, { snapshot, cubes }: ReadSnapshot): void {
  const { bytes } = cubes;
  const ids = Float64Array.from(cubes.ranges.keys());
  const places = Float64Array.from([...cubes.ranges.values()].flat());
  port.postMessage({ snapshot, bytes, ids, places }, [bytes.buffer, ids.buffer, places.buffer]);
}

/** @throws Error for what `sendSnapshot` does not send */
export function receiveSnapshot(message: unknown): ReadSnapshot {
  const { data } = messageSchema.safeParse(message);
  if (data === undefined) throw new Error('the worker that reads devices sent something else');
  const { snapshot, bytes, ids, places } = data;
  const ranges = new Map<number, readonly [number, number]>();
  for (const [index, id] of ids.entries())
    ranges.set(id, [places[index * 2] ?? 0, places[index * 2 + 1] ?? 0]);
  return { snapshot, cubes: { bytes, ranges } };
}
