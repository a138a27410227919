import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type DeviceFilter, toQuery } from '#lib/devices/filter.ts';
import type { Snapshot } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';

const answerSchema = z.object({
  id: z.number(),
  bytes: z.instanceof(Uint8Array).nullish(),
  error: z.string().optional(),
});

type Waiting = { resolve: (bytes: Uint8Array | null) => void; reject: (error: Error) => void };

/** Makes filtered cubes of many devices in a worker thread, which shares the arrays of the snapshot. */
export class CubeService {
  #worker: Worker | undefined;
  #known: Snapshot | undefined;
  #waiting = new Map<number, Waiting>();
  #nextId = 0;

  /** @throws Error when the worker ends before it answers */
  getCube(snapshot: Snapshot, filter: DeviceFilter, tile: TileAddress): Promise<Uint8Array | null> {
    const worker = this.#worker ?? this.#start();
    if (this.#known !== snapshot) {
      this.#known = snapshot;
      worker.postMessage({ snapshot });
    }
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, tile, query: toQuery(filter).toString() });
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./cube-worker.ts', import.meta.url));
    worker.unref();
    worker.on('message', (message: unknown) => {
      const answer = answerSchema.parse(message);
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.error === undefined) waiting?.resolve(answer.bytes ?? null);
      else waiting?.reject(new Error(answer.error));
    });
    const fail = (error: Error) => {
      // The next request starts a new worker.
      this.#worker = undefined;
      this.#known = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the worker for filtered cubes ended')));
    this.#worker = worker;
    return worker;
  }
}
