import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { actAs } from '#lib/postgres/act-as.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { makeEagerCubes } from './eager-cubes.ts';
import { readSnapshot } from './read-snapshot.ts';
import { SnapshotHelper } from './snapshot-helper.ts';
import { sendSnapshot } from './snapshot-transfer.ts';

/** Worker thread of snapshot-store.ts: reads every device, makes the cubes of many devices, hands both over, and ends. */
const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);

const helper = new SnapshotHelper(databaseUrl);
try {
  const snapshot = await withConnection(databaseUrl, async (client) => {
    await actAs(client, 'site');
    return readSnapshot(client, helper);
  });
  const cubes = await makeEagerCubes(snapshot, helper);
  if (parentPort !== null) sendSnapshot(parentPort, { snapshot, cubes });
} finally {
  await helper.stop();
}
