import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { readFilter } from '#lib/devices/filter.ts';
import { makeFilteredCube } from './cube-store.ts';
import type { Snapshot } from './snapshot.ts';

/** Worker thread of cube-service.ts: `{ snapshot }`, then `{ id, tile, query }` in; `{ id, bytes }` or `{ id, error }` out. */
const messageSchema = z.union([
  // Made by our own thread a moment ago; its million numbers are not looked at again.
  z.object({ snapshot: z.custom<Snapshot>((value) => typeof value === 'object' && value !== null) }),
  z.object({
    id: z.number(),
    tile: z.object({ z: z.number(), x: z.number(), y: z.number() }),
    query: z.string(),
  }),
]);

let snapshot: Snapshot | undefined;

parentPort?.on('message', (received: unknown) => {
  const message = messageSchema.parse(received);
  if ('snapshot' in message) {
    snapshot = message.snapshot;
    return;
  }
  const { id, tile, query } = message;
  try {
    const reading = readFilter(new URLSearchParams(query));
    if (snapshot === undefined || !reading.ok)
      throw new Error('asked for a cube without a snapshot or filter');
    parentPort?.postMessage({ id, bytes: makeFilteredCube(snapshot, reading.filter, tile) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
