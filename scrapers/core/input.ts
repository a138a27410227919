import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Text of an input file, unzipped when its name ends in .gz. Throws with the mend when it is absent. */
export function readInput(path: string): string {
  if (!existsSync(path))
    throw new Error(
      `${path} is missing. docs/data-packs.md says where the input files come from; point --input at their folder.`,
    );
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
