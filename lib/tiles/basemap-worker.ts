import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { Basemap } from './basemap-tiles.ts';

/** Worker thread of basemap-service.ts: `{ id, tile }` in, `{ id, bytes }` or `{ id, error }` out. */
const requestSchema = z.object({
  id: z.number(),
  tile: z.object({ z: z.number(), x: z.number(), y: z.number() }),
});

const basemap = new Basemap();

parentPort?.on('message', (message: unknown) => {
  const { id, tile } = requestSchema.parse(message);
  basemap.getTile(tile).then(
    (bytes) => parentPort?.postMessage({ id, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  );
});
