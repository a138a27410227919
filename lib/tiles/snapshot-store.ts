import { Worker } from 'node:worker_threads';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { readEdits } from './edits.ts';
import type { Held } from './memory-tiles.ts';
import { type DeviceState, readDeviceState } from './read-snapshot.ts';
import { type ReadSnapshot, receiveSnapshot } from './snapshot-transfer.ts';

const lookEvery = 2_000;
/** Edits alone call for a new snapshot only this long after the last: tiles of single devices show them anyway. */
const editsWait = 60_000;
/** After a worker died. */
const pauseAfterFailure = 30_000;

export type SnapshotStoreOptions = {
  /** Asks small questions: what changed, what stands at an edited spot. */
  client: SqlClient;
  /** For the connection of the worker that reads everything. */
  databaseUrl: string;
  /** Told when a reading fails; the old snapshot stays. */
  onFailure?: (error: Error) => void;
  /** The thread's program; tests give one that dies. */
  worker?: URL;
};

/**
 * Keeps the newest snapshot. A worker thread reads it and makes its cubes; the arrays are then taken over in one step,
 * so that no request sees half of one. Looks at the database every two seconds while there are requests.
 */
export class SnapshotStore {
  #options: SnapshotStoreOptions;
  #held: Held | undefined;
  #reading: Promise<Held> | undefined;
  #worker: Worker | undefined;
  #lookedAt = 0;
  #readAt = 0;
  #failedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: SnapshotStoreOptions) {
    this.#options = options;
  }

  /**
   * The snapshot, or null when none came within `patience` milliseconds or reading failed a moment ago.
   */
  async get(patience: number): Promise<Held | null> {
    if (this.#held !== undefined) {
      if (Date.now() - this.#lookedAt > lookEvery) void this.look().catch(() => {});
      return this.#held;
    }
    if (Date.now() - this.#failedAt < pauseAfterFailure) return null;
    const { promise: late, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(resolve, patience, null);
    try {
      return await Promise.race([this.refresh(), late]);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The snapshot with everything that changed until now; null where none is held, or where more changed than it can tell. */
  async getCurrent(): Promise<Held | null> {
    if (this.#held === undefined) return null;
    const state = await this.look();
    const held = this.#held;
    if (state?.loads !== held.snapshot.state.loads || state.edits !== held.editState) return null;
    return held.edits === null && state.edits !== held.snapshot.state.edits ? null : held;
  }

  /** Looks for changes: fetches edits at once, and begins a new reading where one is due. */
  async look(): Promise<DeviceState | null> {
    this.#lookedAt = Date.now();
    const held = this.#held;
    if (held === undefined) return null;
    const { client } = this.#options;
    const state = await readDeviceState(client);
    if (state.edits !== held.editState) {
      const edits = await readEdits(client, held.snapshot);
      // A newer snapshot may have come meanwhile, and then it knows them.
      if (this.#held === held) this.#held = { ...held, edits, editState: state.edits };
    }
    if (this.#isDue(state)) void this.refresh().catch(() => {});
    return state;
  }

  /** Reads a new snapshot; one reading at a time. @throws Error when the worker fails */
  refresh(): Promise<Held> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  #isDue(state: DeviceState): boolean {
    const held = this.#held;
    if (held === undefined || Date.now() - this.#failedAt < pauseAfterFailure) return false;
    if (state.loads !== held.snapshot.state.loads) return true;
    return state.edits !== held.snapshot.state.edits && Date.now() - this.#readAt > editsWait;
  }

  async #read(): Promise<Held> {
    if (this.#stopped) throw new Error('the snapshot store was stopped');
    try {
      const { snapshot, cubes } = await this.#runWorker();
      const held = { snapshot, cubes, edits: null, editState: snapshot.state.edits };
      this.#held = held;
      this.#readAt = Date.now();
      return held;
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.#failedAt = Date.now();
      if (!this.#stopped) this.#options.onFailure?.(error);
      throw error;
    }
  }

  #runWorker(): Promise<ReadSnapshot> {
    const { databaseUrl, worker: program = new URL('./snapshot-worker.ts', import.meta.url) } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<ReadSnapshot>();
    const worker = new Worker(program, { workerData: { databaseUrl } });
    this.#worker = worker;
    worker.on('message', (message: unknown) => {
      try {
        resolve(receiveSnapshot(message));
      } catch (error) {
        reject(error);
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the worker that reads devices ended (${code})`)));
    return promise;
  }
}
