import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { CubeInput, CubeShare, CubeStore } from './cube-store.ts';
import type { UnsortedDevices } from './device-columns.ts';
import type { TablePart } from './read-devices.ts';
import type { Snapshot } from './snapshot.ts';

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
/** Made by our own thread a moment ago: a million numbers are not looked at again. */
const answerSchema = z.union([
  z.object({ wants: z.literal('part') }),
  z.object({ devices: z.custom<UnsortedDevices>(isObject) }),
  z.object({ cubes: z.custom<CubeStore>(isObject) }),
]);

/** A thread beside the one that makes a snapshot: reads parts of the table, then makes a share of the cubes. */
export class SnapshotHelper {
  #databaseUrl: string;
  #worker: Worker | undefined;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  /**
   * @param snapshotId of the transaction in which the devices are seen (`pg_export_snapshot`)
   * @param next the part that nobody reads yet, null when there is none
   * @throws Error when the thread fails
   */
  async read(snapshotId: string, next: () => TablePart | null): Promise<UnsortedDevices> {
    const answer = await this.#ask({ snapshotId }, next);
    if (!('devices' in answer)) throw new Error('the thread beside gave no devices');
    return answer.devices;
  }

  /** @throws Error when the thread fails */
  async makeCubes(snapshot: Snapshot, share: CubeShare): Promise<CubeStore> {
    const { version, rawZoom, count, cells, attributeIndexes, situationIndexes } = snapshot;
    const { keys, countries, dictionary } = snapshot;
    const columns = { cells, attributeIndexes, situationIndexes, keys, countries };
    const input: CubeInput = { version, rawZoom, count, dictionary, ...columns };
    const answer = await this.#ask({ input, share }, () => null);
    if (!('cubes' in answer)) throw new Error('the thread beside gave no cubes');
    return answer.cubes;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #ask(job: object, next: () => TablePart | null): Promise<z.infer<typeof answerSchema>> {
    const program = new URL('./snapshot-helper-worker.ts', import.meta.url);
    const worker = this.#worker ?? new Worker(program, { workerData: { databaseUrl: this.#databaseUrl } });
    this.#worker = worker;
    const { promise, resolve, reject } = Promise.withResolvers<z.infer<typeof answerSchema>>();
    const listen = (message: unknown) => {
      const answer = answerSchema.safeParse(message);
      if (!answer.success) reject(new Error('the thread beside sent something else'));
      else if ('wants' in answer.data) worker.postMessage({ part: next() });
      else resolve(answer.data);
    };
    const end = (code: number) => reject(new Error(`the thread beside ended (${code})`));
    worker.on('message', listen).on('error', reject).on('exit', end);
    worker.postMessage(job);
    try {
      return await promise;
    } finally {
      worker.off('message', listen).off('error', reject).off('exit', end);
    }
  }
}
