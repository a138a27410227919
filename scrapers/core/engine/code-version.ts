import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scrapers = fileURLToPath(new URL('../../', import.meta.url));
let known: string | undefined;

/** Fingerprint of the scrapers' code and settings: tells whether two runs were made by the same program. */
export function codeVersion(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const file of globSync('**/*.{ts,yaml}', { cwd: scrapers }).sort())
    hash.update(`${file}\n`).update(readFileSync(join(scrapers, file)));
  known = hash.digest('hex').slice(0, 16);
  return known;
}
