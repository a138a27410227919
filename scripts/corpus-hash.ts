import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles } from './hash-files.ts';

/**
 * What the loaded corpus depends on: the records, the code that turns them into rows, and the private texts of works
 * (their presence decides whether passages are verified or not checkable). sha256 in hex.
 */
export function hashCorpus(seedFolder: string): string {
  const seeds = existsSync(seedFolder)
    ? readdirSync(seedFolder)
        .sort()
        .map((name) => join(seedFolder, name))
    : [];
  return hashFiles([
    'data',
    'lib/claims',
    'lib/captures',
    'lib/datasets',
    'lib/entities',
    'lib/places',
    'lib/search',
    'lib/technologies',
    'lib/works',
    'prisma/migrations',
    ...seeds,
  ]);
}
