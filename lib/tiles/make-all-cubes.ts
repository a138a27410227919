import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type CubeStore, joinCubes, makeCubes } from './cube-store.ts';
import type { Snapshot } from './snapshot.ts';

/** Devices up to which starting a second thread takes longer than it saves. */
const fewDevices = 100_000;
const parts = 2;
/** Cubes of fewer devices are made when somebody asks for them. */
const least = 50_000;
const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** Every cube that takes long to make, made by this thread and, where there are many devices, by one beside it. @throws Error when that one ends */
export async function makeAllCubes(snapshot: Snapshot): Promise<CubeStore> {
  if (snapshot.count <= fewDevices) return makeCubes(snapshot, { part: 0, parts: 1, least });
  const { version, rawZoom, count, cells, attributeIndexes, situationIndexes } = snapshot;
  const { keys, countries, dictionary } = snapshot;
  const columns = { cells, attributeIndexes, situationIndexes, keys, countries };
  const input = { version, rawZoom, count, dictionary, ...columns };
  const program = new URL('./cube-share-worker.ts', import.meta.url);
  const worker = new Worker(program, { workerData: { input, part: 1, parts, least } });
  const { promise: theirs, resolve, reject } = Promise.withResolvers<CubeStore>();
  const schema = z.custom<CubeStore>(isObject);
  worker.on('message', (message: unknown) => resolve(schema.parse(message)));
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`the thread that makes cubes ended (${code})`)));
  // It may fail while this thread is busy, and is waited for only then.
  theirs.catch(() => {});
  return joinCubes([makeCubes(snapshot, { part: 0, parts, least }), await theirs]);
}
