import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import type { Snapshot } from './source.ts';

/** A file of a plan as an absolute path below the input folder; a plan cannot name anything outside of it. */
export function toInputPath(input: string, file: string): string {
  const path = resolve(join(input, file));
  if (relative(resolve(input), path).startsWith('..')) {
    throw new DossierError('invalid_input', {
      what: `"${file}" leads out of the input folder`,
      mend: 'Name files relative to --input, without "..".',
    });
  }
  if (!existsSync(path)) {
    throw new DossierError('not_found', {
      what: 'An input file is missing',
      where: path,
      mend: 'docs/sources/ says where it comes from; point --input at the folder that holds it.',
    });
  }
  return path;
}

/** A saved file as a snapshot that stays where it is; `scrape run` keeps a copy of its own instead. */
export async function toFileSnapshot(path: string): Promise<Snapshot> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const { size, mtime } = statSync(path);
  return {
    sha256: hash.digest('hex'),
    path,
    bytes: size,
    mediaType: 'application/octet-stream',
    name: basename(path),
    fetchedAt: mtime.toISOString(),
  };
}
