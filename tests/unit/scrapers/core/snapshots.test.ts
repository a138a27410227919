import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  makeIncomingFolder,
  removeStalePartials,
  stageBytes,
  storeFile,
  toSnapshotPath,
} from '#scrapers/core/snapshots.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-snapshots-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

/** sha256 of "abc", as FIPS 180 prints it. */
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

it('gives bytes their place only when they are kept', async () => {
  const staged = await stageBytes(dataDir, pieces('a', 'bc'));
  expect(staged).toMatchObject({ sha256: abc, bytes: 3 });
  expect(new TextDecoder().decode(staged.head)).toBe('abc');
  expect(existsSync(toSnapshotPath(dataDir, abc))).toBe(false);
  const path = await staged.keep();
  expect(path).toBe(join(dataDir, 'snapshots', 'ba', abc));
  expect(readFileSync(path, 'utf8')).toBe('abc');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await (await stageBytes(dataDir, pieces('abc'))).keep()).toBe(path);
  expect(readdirSync(makeIncomingFolder(dataDir))).toEqual([]);
});

it('leaves nothing of what was discarded or broke off', async () => {
  await (await stageBytes(dataDir, pieces('abc'))).discard();
  const broken = async function* () {
    yield Buffer.from('half');
    throw new Error('broke off');
  };
  await expect(stageBytes(dataDir, broken())).rejects.toThrow('broke off');
  expect(readdirSync(makeIncomingFolder(dataDir))).toEqual([]);
  expect(readdirSync(join(dataDir, 'snapshots'))).toEqual(['incoming']);
});

it('keeps a copy of a saved file that outlives it, once', async () => {
  const path = join(dataDir, 'Cameras.csv');
  writeFileSync(path, 'abc');
  utimesSync(path, new Date(0), new Date('2026-01-02T03:04:05Z'));
  const file = { dataDir, path, name: 'city/Cameras.csv' };
  const snapshot = await storeFile(file);
  expect(snapshot).toEqual({
    sha256: abc,
    path: toSnapshotPath(dataDir, abc),
    bytes: 3,
    mediaType: 'application/octet-stream',
    name: 'Cameras.csv',
    fetchedAt: '2026-01-02T03:04:05.000Z',
  });
  expect(await storeFile(file)).toEqual(snapshot);
  rmSync(path);
  expect(readFileSync(snapshot.path, 'utf8')).toBe('abc');
});

it('sweeps what dead processes left a day ago, and nothing that is being written', async () => {
  const folder = makeIncomingFolder(dataDir);
  for (const name of ['old.partial', 'new.partial']) writeFileSync(join(folder, name), 'x');
  utimesSync(join(folder, 'old.partial'), new Date('2026-11-24'), new Date('2026-11-24'));
  utimesSync(join(folder, 'new.partial'), new Date('2026-11-26'), new Date('2026-11-26'));
  await removeStalePartials(dataDir, new Date('2026-11-26T01:00:00Z'));
  expect(readdirSync(folder)).toEqual(['new.partial']);
});
