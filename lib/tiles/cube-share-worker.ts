import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { type CubeInput, makeCubes } from './cube-store.ts';

/** Worker thread of snapshot-worker.ts: makes its share of the cubes from arrays that both threads see, and ends. */
const { input, part, parts, least } = z
  .object({
    // Made by our own thread a moment ago; its million numbers are not looked at again.
    input: z.custom<CubeInput>((value) => typeof value === 'object' && value !== null),
    part: z.number(),
    parts: z.number(),
    least: z.number(),
  })
  .parse(workerData);

const cubes = makeCubes(input, { part, parts, least });
parentPort?.postMessage(cubes, [cubes.bytes.buffer]);
