import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Extent } from '#lib/devices/extent.ts';
import type { RowCounts } from './count-rows.ts';
import type { Mask, Snapshot } from './snapshot.ts';
import type { TileAddress } from './tile-address.ts';
import type { TileColumns } from './tile-worker.ts';

/** Two at least: a long job must not stand in front of short ones. */
const usualWorkers = Math.max(2, availableParallelism());
/** So that a worker finds the next job when it has done one. */
const jobsEach = 2;
/** Devices of which a cube takes longer than anybody should wait for a tile of single devices. */
const manyDevices = 20_000;

/** gzip: a vector tile of single devices, or a cube; null where nothing passes. */
type TileJob = { kind: 'points' | 'cube'; tile: TileAddress; mask: Mask; devices: number };

/** How many devices pass inside an extent. */
type CountJob = { mask: Mask; extent: Extent; without: Float64Array };

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const answerSchema = z.object({
  id: z.number(),
  bytes: z.instanceof(Uint8Array).nullish(),
  counts: z.custom<RowCounts>(isObject).optional(),
  error: z.string().optional(),
});

type Waiting = {
  columns: TileColumns;
  message: object;
  isLong: boolean;
  resolve: (answer: z.infer<typeof answerSchema>) => void;
  reject: (error: Error) => void;
};
type Thread = { worker: Worker; known: TileColumns | null; jobs: Map<number, Waiting> };

/**
 * Threads that make tiles from the columns of a snapshot, which they share: nothing is copied but the tile's address. Jobs
 * are begun in the order in which they come, but long ones never take all threads.
 */
export class TileWorkers {
  #size: number;
  #threads: Thread[] = [];
  #queue: Waiting[] = [];
  #nextId = 0;
  #stopped = false;

  constructor(size = usualWorkers) {
    this.#size = Math.max(2, size);
  }

  /** Starts the threads, so that the first reader need not wait for them. */
  start(): void {
    while (!this.#stopped && this.#threads.length < this.#size) this.#startThread();
  }

  /** @throws Error when the thread ends before it answers */
  async run(snapshot: Snapshot, { kind, tile, mask, devices }: TileJob): Promise<Uint8Array | null> {
    const isLong = kind === 'cube' && devices > manyDevices;
    const { bytes } = await this.#ask(snapshot, { kind, tile, mask: toMessage(mask) }, isLong);
    return bytes ?? null;
  }

  /** @throws Error when the thread ends before it answers */
  async count(snapshot: Snapshot, { mask, extent, without }: CountJob): Promise<RowCounts> {
    const entries = { attributes: snapshot.attributes.count, situations: snapshot.situations.count };
    const message = { kind: 'count', mask: toMessage(mask), extent, without, entries };
    const { counts } = await this.#ask(snapshot, message, snapshot.count > manyDevices);
    if (counts === undefined) throw new Error('the thread did not count');
    return counts;
  }

  #ask(snapshot: Snapshot, message: object, isLong: boolean): Promise<z.infer<typeof answerSchema>> {
    const { promise, resolve, reject } = Promise.withResolvers<z.infer<typeof answerSchema>>();
    if (this.#stopped) reject(new Error('tiles are no longer made'));
    else {
      this.#queue.push({ columns: toColumns(snapshot), message, isLong, resolve, reject });
      this.start();
      this.#dispatch();
    }
    return promise;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const free = this.#threads.filter(({ jobs }) => jobs.size < jobsEach && !hasLong(jobs));
      const thread = free.reduce<Thread | undefined>(
        (least, one) => (least === undefined || one.jobs.size < least.jobs.size ? one : least),
        undefined,
      );
      if (thread === undefined) return;
      const busy = this.#threads.filter(({ jobs }) => hasLong(jobs)).length;
      const mayBeLong = busy < this.#size - 1 && thread.jobs.size === 0;
      const next = this.#queue.findIndex(({ isLong }) => mayBeLong || !isLong);
      const [waiting] = next < 0 ? [] : this.#queue.splice(next, 1);
      if (waiting === undefined) return;
      this.#send(thread, waiting);
    }
  }

  #send(thread: Thread, waiting: Waiting): void {
    if (thread.known !== waiting.columns) {
      thread.known = waiting.columns;
      thread.worker.postMessage({ columns: waiting.columns });
    }
    const id = this.#nextId;
    this.#nextId += 1;
    thread.jobs.set(id, waiting);
    thread.worker.postMessage({ id, ...waiting.message });
  }

  #startThread(): void {
    const worker = new Worker(new URL('./tile-worker.ts', import.meta.url));
    worker.unref();
    const thread: Thread = { worker, known: null, jobs: new Map() };
    worker.on('message', (message: unknown) => {
      const answer = answerSchema.parse(message);
      const waiting = thread.jobs.get(answer.id);
      thread.jobs.delete(answer.id);
      this.#dispatch();
      if (answer.error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(answer.error));
    });
    const fail = (error: Error) => {
      // The next request starts another.
      this.#threads = this.#threads.filter((one) => one !== thread);
      const lost = [...thread.jobs.values(), ...(this.#threads.length === 0 ? this.#queue.splice(0) : [])];
      thread.jobs.clear();
      for (const { reject } of lost) reject(error);
      this.#dispatch();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the thread that makes tiles ended')));
    this.#threads.push(thread);
  }
}

const columnsOf = new WeakMap<Snapshot, TileColumns>();

/** What tiles are made of, without the objects that only filters need. */
function toColumns(snapshot: Snapshot): TileColumns {
  const known = columnsOf.get(snapshot);
  if (known !== undefined) return known;
  const { attributes, situations, reach, ...columns } = snapshot;
  columnsOf.set(snapshot, columns);
  return columns;
}

/** Most tiles are asked for without a filter, and naming shared memory takes longer than the rest of a message. */
function toMessage(mask: Mask): Mask | null {
  return mask.passesAll ? null : mask;
}

function hasLong(jobs: ReadonlyMap<number, Waiting>): boolean {
  for (const { isLong } of jobs.values()) if (isLong) return true;
  return false;
}
