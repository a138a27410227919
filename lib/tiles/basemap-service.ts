import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { Basemap } from './basemap-tiles.ts';
import type { TileAddress } from './device-tiles.ts';

const answerSchema = z.object({
  id: z.number(),
  bytes: z.instanceof(Uint8Array).optional(),
  error: z.string().optional(),
});

type Waiting = { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void };

/** Cuts base map tiles in a worker thread: indexing the fine outlines takes a second that no reader should wait for. */
export class BasemapService {
  readonly version: string;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #nextId = 0;

  /** @throws Error when the packs of the base map are missing or damaged */
  constructor() {
    this.version = new Basemap().version;
  }

  getTile(tile: TileAddress): Promise<Uint8Array> {
    const worker = this.#worker ?? this.#start();
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, tile });
    });
  }

  /** Reads and indexes the outlines, coarse ones first, so that no reader waits for it. */
  async warm(): Promise<void> {
    await this.getTile({ z: 0, x: 0, y: 0 });
    await this.getTile({ z: 5, x: 16, y: 10 });
  }

  /** Ends the worker; tiles asked for and not yet cut are rejected. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./basemap-worker.ts', import.meta.url));
    worker.unref();
    worker.on('message', (message: unknown) => {
      const answer = answerSchema.parse(message);
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.bytes !== undefined) waiting?.resolve(answer.bytes);
      else waiting?.reject(new Error(answer.error ?? 'the tile could not be cut'));
    });
    const fail = (error: Error) => {
      // The next request starts a new worker.
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the base map worker ended')));
    this.#worker = worker;
    return worker;
  }
}
