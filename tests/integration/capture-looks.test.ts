import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { findVerification } from '#lib/works/verification.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const work = 'harbor-gazette-2024-05-06-lamps';

let database: TestDatabase;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  folder = mkdtempSync(join(tmpdir(), 'dossier-capture-looks-'));
  for (const name of ['seed', 'data']) mkdirSync(join(folder, name));
  const options = {
    seedDir: join(folder, 'seed'),
    dataDir: join(folder, 'data'),
    dataFolder: join(fixtures, 'data'),
  };
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, options);
  await ingestFiles(pool, [join(fixtures, 'works', `${work}.yaml`)], options);
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

test('a capture makes the installation look for the passages again: those that had no copy are verified', async () => {
  const before = await findVerification();
  expect(before.counts).toMatchObject({ verified: 0, lost: 0 });
  expect(before.counts.not_checkable).toBeGreaterThan(0);

  const source = join(folder, 'harbor-cameras.txt');
  cpSync('tests/fixtures/captures/harbor-cameras.txt', source);
  const { status, stderr } = spawnSync(
    process.execPath,
    ['scripts/capture.ts', source, '--work', `work.${work}`],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        SEED_DIR: join(folder, 'seed'),
        DATA_DIR: join(folder, 'data'),
        TSA_URL: '',
      },
    },
  );

  expect(status, stderr).toBe(0);
  const after = await findVerification();
  expect(after.counts).toEqual({
    verified: before.counts.not_checkable,
    verified_normalized: 0,
    lost: 0,
    not_checkable: 0,
  });
  expect(after.runs[0]?.cause).toBe('capture');
});
