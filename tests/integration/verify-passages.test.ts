import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { SiteState } from '#lib/site/site-state.ts';
import { findVerification } from '#lib/works/verification.ts';
import { verifyAllPassages } from '#lib/works/verify-all.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const work = 'harbor-gazette-2024-05-06-lamps';
const copy = readFileSync('tests/fixtures/captures/harbor-cameras.txt', 'utf8');

let database: TestDatabase;
let pool: Pool;
let folders: { seedDir: string; dataDir: string };

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  const folder = mkdtempSync(join(tmpdir(), 'dossier-verify-'));
  folders = { seedDir: join(folder, 'seed'), dataDir: join(folder, 'data') };
  mkdirSync(folders.seedDir);
  hold(copy);
  const options = { ...folders, dataFolder: join(fixtures, 'data') };
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, options);
  const [report] = await ingestFiles(pool, [join(fixtures, 'works', `${work}.yaml`)], options);
  expect(report).toMatchObject({ ok: true, lost: [] });
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(join(folders.seedDir, '..'), { recursive: true });
});

function hold(text: string): void {
  writeFileSync(join(folders.seedDir, 'harbor-cameras.txt'), text);
}

const verify = () => verifyAllPassages(pool, folders, 'command');
const readAnchors = async () =>
  (await pool.query('select id, start, "end", exact_sha256, occurrence from passage order by id')).rows;

describe('verify:passages', () => {
  it('finds every passage, and says since when and in which copy', async () => {
    const { counts, lost } = await verify();
    expect(lost).toEqual([]);
    expect(counts.verified).toBeGreaterThan(3);
    expect(counts).toMatchObject({ verified_normalized: 0, lost: 0, not_checkable: 0 });
    const { rows } = await pool.query(
      'select count(*)::int as n, count(copy_sha256)::int as held, count(reason)::int as reasons from passage_check',
    );
    expect(rows).toEqual([{ n: counts.verified, held: counts.verified, reasons: 0 }]);
  });

  it('says which passages an altered copy lost, why, and which claims stand alone then; the anchors stay', async () => {
    const before = await readAnchors();
    const passages = await pool.query<{ id: string; start: number; end: number }>(
      `select p.id, p.start, p."end" from passage p join claim_passage cp on cp.passage_id = p.id and cp.role = 'statement'
        where p.occurrences = 1 order by p."end" - p.start limit 1`,
    );
    const [target] = passages.rows;
    if (target === undefined) throw new Error('the fixture has no such passage');
    const points = [...copy];
    hold([...points.slice(0, target.start), 'Zq', ...points.slice(target.start + 1)].join(''));
    const state = new SiteState(pool, 'test');
    const key = (await state.get()).key;

    const { counts, lost } = await verify();

    expect(lost.map(({ id }) => id)).toContain(target.id);
    expect(lost.every(({ reason }) => reason === 'absent')).toBe(true);
    expect(counts.lost).toBe(lost.length);
    expect(await readAnchors()).toEqual(before);
    expect((await new SiteState(pool, 'test').get()).key).not.toBe(key);
    const shown = await findVerification();
    expect(shown.counts).toEqual(counts);
    expect(shown.lost.map(({ id }) => id)).toEqual(lost.map(({ id }) => id));
    const alone = shown.lost.flatMap(({ claims }) => claims.filter((claim) => claim.alone));
    expect(alone.length).toBe(lost.reduce((sum, entry) => sum + entry.claims.length, 0));
  });

  it('says that nothing can be checked where the copy is gone, or cannot be decoded', async () => {
    hold('');
    writeFileSync(join(folders.seedDir, 'harbor-cameras.txt'), Buffer.from([0x61, 0xff, 0xfe, 0x62]));
    expect((await verify()).unchecked.map(({ reason }) => reason)).toEqual(['not_decodable']);
    rmSync(join(folders.seedDir, 'harbor-cameras.txt'));
    const { counts, unchecked } = await verify();
    expect(unchecked).toEqual([{ reason: 'no_copy', count: counts.not_checkable }]);
    expect(counts).toMatchObject({ verified: 0, lost: 0 });
  });

  it('never calls a passage lost because the normalizer is another one', async () => {
    hold(copy.replaceAll("'", '’').replaceAll('\n', ' '));
    const now = await verify();
    expect(now.counts.verified_normalized).toBeGreaterThan(0);
    await pool.query(`update capture set normalizer_version = 'pd-text@0'`);
    const { counts, unchecked } = await verify();
    expect(counts.lost).toBe(0);
    expect(counts.verified).toBe(now.counts.verified);
    expect(unchecked).toEqual([{ reason: 'other_normalizer', count: now.counts.verified_normalized }]);
  });

  it('keeps the totals of each look', async () => {
    const { runs } = await findVerification();
    expect(runs.length).toBe(6);
    expect(runs.map(({ cause }) => cause)).toEqual(Array(6).fill('command'));
  });
});
