import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashFiles } from '../../../scripts/hash-files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'public-dossier-hash-'));
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a/one.txt'), '1');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the hash of files depends on names and contents, not on times', () => {
  const before = hashFiles([folder]);
  utimesSync(join(folder, 'a/one.txt'), 1, 1);
  expect(hashFiles([folder])).toBe(before);
  writeFileSync(join(folder, 'a/one.txt'), '2');
  expect(hashFiles([folder])).not.toBe(before);
});

test('a file that appears changes the hash, a skipped one does not', () => {
  const missing = join(folder, 'b');
  const before = hashFiles([join(folder, 'a'), missing]);
  writeFileSync(missing, '');
  expect(hashFiles([join(folder, 'a'), missing])).not.toBe(before);
  expect(hashFiles([join(folder, 'a'), missing], (path) => path === missing)).toBe(before);
});
