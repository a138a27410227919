import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { actAs } from '#lib/postgres/act-as.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { makeCubes } from './cube-store.ts';
import { readSnapshot } from './read-snapshot.ts';

/** Worker thread of snapshot-store.ts: reads every device, makes every cube, hands both over, and ends. */
const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);

const snapshot = await withConnection(databaseUrl, async (client) => {
  await actAs(client, 'site');
  return readSnapshot(client);
});
const cubes = makeCubes(snapshot);
parentPort?.postMessage({ snapshot, cubes }, [cubes.bytes.buffer]);
