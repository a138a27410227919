import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let source: TestDatabase;
let target: TestDatabase;
let folder: string;
const files = {
  'captures/aa': 'copy',
  'review/w.json': '{}',
  'snapshots/aa/aab': 'seen',
  'warc/link-watch/1.warc.gz': 'warc',
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'public-dossier-backup-folders-'));
  source = await createTestDatabase();
  target = await createBareDatabase();
  for (const [name, text] of Object.entries({ ...files, 'snapshots/incoming/1.partial': 'half' })) {
    mkdirSync(dirname(join(folder, 'data', name)), { recursive: true });
    writeFileSync(join(folder, 'data', name), text);
  }
});
afterEach(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true });
});

function run(script: string, url: string, dataDir: string, ...args: string[]): string {
  const env = { ...process.env, DATABASE_URL: url, DATA_DIR: join(folder, dataDir) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

test('snapshots are backed up when asked for, and restored; what is still being written is left out', () => {
  const backup = join(folder, 'backup');
  run('scripts/db-backup.ts', source.url, 'data', backup, '--snapshots');
  run('scripts/db-restore.ts', target.url, 'restored', backup);
  for (const [name, text] of Object.entries(files))
    expect(readFileSync(join(folder, 'restored', name), 'utf8'), name).toBe(text);
  expect(existsSync(join(folder, 'restored/snapshots/incoming/1.partial'))).toBe(false);
});

test('without being asked the backup holds captures and reviews, and the command says what it left out', () => {
  const backup = join(folder, 'backup');
  expect(run('scripts/db-backup.ts', source.url, 'data', backup)).toContain('--snapshots');
  expect(existsSync(join(backup, 'captures/aa'))).toBe(true);
  expect(existsSync(join(backup, 'review/w.json'))).toBe(true);
  expect(existsSync(join(backup, 'snapshots'))).toBe(false);
});
