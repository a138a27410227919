import { setTimeout as wait } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import type { CubeStore } from './cube-store.ts';
import type { Attributes, Situation, Snapshot } from './snapshot.ts';

/** Combinations in one message: reading it takes the thread that answers readers a few milliseconds. */
const chunkLength = 4000;
/** Milliseconds between messages: what waits together is read together. */
const pause = 2;

export type ReadSnapshot = { snapshot: Snapshot; cubes: CubeStore };

// Made by our own worker a moment ago; its million numbers are not looked at again.
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const messageSchema = z.union([
  z.object({ attributes: z.custom<Attributes[]>(Array.isArray) }),
  z.object({ situations: z.custom<Situation[]>(Array.isArray) }),
  z.object({
    snapshot: z.custom<Omit<Snapshot, 'attributes' | 'situations'>>(isObject),
    bytes: z.instanceof(Uint8Array<ArrayBuffer>),
    ids: z.instanceof(Float64Array),
    places: z.instanceof(Float64Array),
  }),
]);
type Message = z.infer<typeof messageSchema>;

/**
 * Hands a snapshot with its cubes to the thread that answers readers, so that it is never kept for longer than a few
 * milliseconds: columns are shared or handed over, and the objects, of which there can be a hundred thousand, come in parts.
 */
export async function sendSnapshot(port: MessagePort, { snapshot, cubes }: ReadSnapshot): Promise<void> {
  const send = async (message: Message, transfer: ArrayBuffer[] = []) => {
    port.postMessage(message, transfer);
    await wait(pause);
  };
  const { attributes, situations, ...columns } = snapshot;
  for (let at = 0; at < attributes.length; at += chunkLength)
    await send({ attributes: attributes.slice(at, at + chunkLength) });
  for (let at = 0; at < situations.length; at += chunkLength)
    await send({ situations: situations.slice(at, at + chunkLength) });
  const { bytes } = cubes;
  const ids = Float64Array.from(cubes.ranges.keys());
  const places = Float64Array.from([...cubes.ranges.values()].flat());
  await send({ snapshot: columns, bytes, ids, places }, [bytes.buffer, ids.buffer, places.buffer]);
}

/** Puts the parts together again. */
export class SnapshotReceiver {
  #attributes: Attributes[] = [];
  #situations: Situation[] = [];

  /** @returns the snapshot once it is whole. @throws Error for what `sendSnapshot` does not send */
  receive(received: unknown): ReadSnapshot | null {
    const { data: message } = messageSchema.safeParse(received);
    if (message === undefined) throw new Error('the worker that reads devices sent something else');
    if ('attributes' in message) {
      for (const entry of message.attributes) this.#attributes.push(entry);
      return null;
    }
    if ('situations' in message) {
      for (const entry of message.situations) this.#situations.push(entry);
      return null;
    }
    const { bytes, ids, places } = message;
    const snapshot = { ...message.snapshot, attributes: this.#attributes, situations: this.#situations };
    const ranges = new Map<number, readonly [number, number]>();
    for (const [index, id] of ids.entries())
      ranges.set(id, [places[index * 2] ?? 0, places[index * 2 + 1] ?? 0]);
    return { snapshot, cubes: { bytes, ranges } };
  }
}
