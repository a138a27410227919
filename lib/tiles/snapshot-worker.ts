import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { actAs } from '#lib/postgres/act-as.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { makeAllCubes } from './make-all-cubes.ts';
import { readSnapshot } from './read-snapshot.ts';
import { sendSnapshot } from './snapshot-transfer.ts';

/** Worker thread of snapshot-store.ts: reads every device, makes every cube, hands both over, and ends. */
const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);

const snapshot = await withConnection(databaseUrl, async (client) => {
  await actAs(client, 'site');
  return readSnapshot(client);
});
const cubes = await makeAllCubes(snapshot);
if (parentPort !== null) await sendSnapshot(parentPort, { snapshot, cubes });
