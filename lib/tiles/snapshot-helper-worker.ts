import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { actAs } from '#lib/postgres/act-as.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { type CubeInput, type CubeShare, makeCubes } from './cube-store.ts';
import { toBuffers, type UnsortedDevices } from './device-columns.ts';
import { readParts, type TablePart } from './read-devices.ts';

/** Thread of snapshot-helper.ts: a job in; `{ wants: 'part' }`, `{ devices }` or `{ cubes }` out. */
const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);
const partSchema = z.object({
  part: z.object({ from: z.int(), to: z.int().nullable() }).nullable(),
});
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const jobSchema = z.union([
  z.object({ snapshotId: z.string().regex(/^[0-9A-F-]+$/) }),
  // Made by our own thread a moment ago; its million numbers are not looked at again.
  z.object({ input: z.custom<CubeInput>(isObject), share: z.custom<CubeShare>(isObject) }),
]);
const port = parentPort;
if (port === null) throw new Error('this program is a thread of snapshot-helper.ts');

for (;;) {
  const [message] = await once(port, 'message');
  const job = jobSchema.parse(message);
  if ('snapshotId' in job) {
    const devices = await read(job.snapshotId);
    port.postMessage({ devices }, toBuffers(devices));
  } else {
    const cubes = makeCubes(job.input, job.share);
    port.postMessage({ cubes }, [cubes.bytes.buffer]);
  }
}

function read(snapshotId: string): Promise<UnsortedDevices> {
  return withConnection(databaseUrl, async (client) => {
    await actAs(client, 'site');
    await client.query('begin isolation level repeatable read read only');
    try {
      await client.query(`set transaction snapshot '${snapshotId}'`);
      await client.query('set local statement_timeout = 0');
      return await readParts(client, askForPart);
    } finally {
      await client.query('rollback').catch(() => {});
    }
  });
}

async function askForPart(): Promise<TablePart | null> {
  if (port === null) return null;
  const answer = once(port, 'message');
  port.postMessage({ wants: 'part' });
  const [message] = await answer;
  return partSchema.parse(message).part;
}
