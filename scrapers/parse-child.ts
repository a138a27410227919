import { createInterface } from 'node:readline';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import type { Snapshot, WorkUnit } from './core/source.ts';
import { openRowSource } from './registry.ts';

// The process that core/parse-process.ts starts: one job a line on stdin, one parsed record a line on stdout. It may read files of the project
// and the one folder with the bytes, and nothing else; whatever a hostile file does to it ends here.

const jobSchema = z.object({
  dataset: z.string(),
  /** Our own process wrote these two; their shape is that of source.ts. */
  unit: z.custom<WorkUnit>((value) => typeof value === 'object' && value !== null),
  snapshot: z.custom<Snapshot>((value) => typeof value === 'object' && value !== null),
  limit: z.number().int().positive().optional(),
});

/** Written in blocks: a write for each of 200,000 records costs more than parsing them. */
const blockSize = 64 * 1024;
let block = '';

async function write(line: string, now = false): Promise<void> {
  block += `${line}\n`;
  if (block.length < blockSize && !now) return;
  const text = block;
  block = '';
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { dataset: id, unit, snapshot, limit } = jobSchema.parse(JSON.parse(line));
    const { source, dataset, scrape } = await openRowSource(id);
    let count = 0;
    for await (const parsed of source.parse(snapshot, { dataset, scrape, unit })) {
      await write(JSON.stringify(parsed));
      count += 1;
      if (count === limit) break;
    }
    await write('{"end":true}', true);
  } catch (error) {
    const problem =
      error instanceof DossierError
        ? { what: error.what, where: error.where, mend: error.mend }
        : { what: error instanceof Error ? error.message : String(error) };
    await write(JSON.stringify({ problem }), true);
  }
}
