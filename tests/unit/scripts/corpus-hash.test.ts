import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashCorpus } from '../../../scripts/corpus-hash.ts';

const root = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'public-dossier-corpus-'));
  mkdirSync(join(folder, 'lib'));
  cpSync(join(root, 'lib/captures'), join(folder, 'lib/captures'), { recursive: true });
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

test.each(['normalize.ts', 'extractor-versions.ts', 'verify.ts'])(
  'a change of %s makes the next start load the corpus and look for every passage again',
  (name) => {
    const before = hashCorpus('seed');
    expect(hashCorpus('seed')).toBe(before);
    appendFileSync(join('lib/captures', name), '\n');
    expect(hashCorpus('seed')).not.toBe(before);
  },
);
