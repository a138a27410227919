import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toAddressKey } from './address.ts';

const card = z.looseObject({ work: z.looseObject({ url: z.url() }), places: z.array(z.string()) });

/** Addresses of the source cards that lie beside the project, with their places; undefined where the folder is absent. */
export function readCardAddresses(folder: string): Map<string, string[]> | undefined {
  if (!existsSync(folder)) return undefined;
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { work, places } = card.parse(JSON.parse(line));
      return [toAddressKey(work.url), places];
    }),
  );
}
