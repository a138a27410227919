import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import type { Extent } from '#lib/devices/extent.ts';
import { compressAtOnce } from './compress-tile.ts';
import { countRows } from './count-rows.ts';
import { everything, makeCubeOf } from './cube-store.ts';
import { encodePoints } from './device-tiles.ts';
import type { Mask, Snapshot } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

/** What tiles are made of: numbers in shared memory, and the few texts that they stand for. */
export type TileColumns = Omit<Snapshot, 'attributes' | 'situations' | 'reach'>;

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
/** Thread of tile-workers.ts: `{ columns }`, then jobs in; `{ id, bytes }` or `{ id, error }` out. */
const messageSchema = z.union([
  // Made by our own thread a moment ago; its million numbers are not looked at again.
  z.object({ columns: z.custom<TileColumns>(isObject) }),
  z.object({
    id: z.number(),
    kind: z.enum(['points', 'cube']),
    tile: z.object({ z: z.number(), x: z.number(), y: z.number() }),
    /** Null: everything passes. */
    mask: z.custom<Mask>(isObject).nullable(),
  }),
  z.object({
    id: z.number(),
    kind: z.literal('count'),
    mask: z.custom<Mask>(isObject).nullable(),
    extent: z.custom<Extent>(isObject),
    without: z.instanceof(Float64Array),
    entries: z.object({ attributes: z.number(), situations: z.number() }),
  }),
]);

let columns: TileColumns | undefined;

parentPort?.on('message', (received: unknown) => {
  const message = messageSchema.parse(received);
  if ('columns' in message) {
    columns = message.columns;
    return;
  }
  const { id } = message;
  const mask = message.mask ?? everything;
  try {
    if (columns === undefined) throw new Error('asked for a tile without devices');
    if (message.kind === 'count') {
      const { extent, entries, without } = message;
      const counts = countRows(columns, mask, extent, entries, without);
      const { attributes, situations, edge } = counts;
      parentPort?.postMessage({ id, counts }, [attributes.buffer, situations.buffer, edge.buffer]);
      return;
    }
    const { kind, tile } = message;
    const bytes = kind === 'cube' ? makeCubeOf(columns, mask, tile) : makePoints(columns, mask, tile);
    // zlib gives a part of a larger buffer, all of which would be copied.
    const own = bytes === null ? null : new Uint8Array(bytes);
    parentPort?.postMessage({ id, bytes: own }, own === null ? [] : [own.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});

function makePoints(from: TileColumns, mask: Mask, tile: TileAddress): Uint8Array | null {
  return compressAtOnce(encodePoints(from, mask, tile));
}
