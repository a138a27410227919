import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { verifyDatasets } from '#lib/log/verify-datasets.ts';
import { prepareReparse } from '#scrapers/core/engine/prepared.ts';
import { acceptProposals, findWaiting, rejectProposals } from '#scrapers/core/engine/review.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import type { RunInput, RunResult } from '#scrapers/core/engine/run-input.ts';
import { createRun, findRunningRun } from '#scrapers/core/engine/run-store.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { registry } from '#scrapers/registry.ts';
import { makeCameras, writeCameraList } from '../../factories/camera-list.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let folder: string;
let open: OpenSource;

beforeAll(async () => {
  const real = await registry.open('city-trafford');
  // The list alone, without its copy and without the number of the real cameras.
  open = {
    ...real,
    dataset: { ...real.dataset, expect: {} },
    scrape: { ...real.scrape, sameAs: {}, bounds: { bbox: [-2.55, 53.3, -2.2, 53.7] } },
  };
});

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  return async () => {
    await pool.end();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
});

afterAll(() => expect(open).toBeDefined());

function run(options: Partial<RunInput> = {}): Promise<RunResult> {
  return runDataset({
    pool,
    open,
    packs: packsRoot,
    dataDir: join(folder, 'data'),
    input: folder,
    openHttp: () => {
      throw new Error('saved files need no network');
    },
    ...options,
  });
}

const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;
const count = async (sql: string) => Number((await rows(`select count(*)::int as n from ${sql}`))[0]?.n);

describe('a run', () => {
  test('publishes a first list with one entry of the ledger, and a second run of the same bytes changes nothing', async () => {
    writeCameraList(folder, makeCameras(1, 300));
    const first = await run();
    expect(first).toMatchObject({ state: 'published', coverage: 'full', report: { published: 300 } });
    expect(first.report.units[0]).toMatchObject({ seen: 300, rows: 300, merged: 0, refused: {} });
    expect(await count('device')).toBe(300);
    expect(await count('log_entry')).toBe(1);
    expect((await verifyDatasets(pool)).problem).toBeUndefined();

    const before = await rows('select id, xmin::text from device order by id');
    const second = await run();
    expect(second).toMatchObject({
      state: 'unchanged',
      report: { published: 0, changes: { unchanged: 300 } },
    });
    expect(await rows('select id, xmin::text from device order by id')).toEqual(before);
    expect(await count('log_entry')).toBe(1);
  });

  test('verifying notices a line that was changed behind the ledger', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    await run();
    await pool.query(
      `update dataset_record set row = replace(row, '"lat":53', '"lat":54') where external_id = '7'`,
    );
    expect((await verifyDatasets(pool)).problem).toMatchObject({
      id: 'city-trafford',
      what: expect.stringContaining('city-trafford:7'),
    });
  });

  test('keeps the bytes that it saw, by their hash', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    const { report } = await run();
    const [fetched] = await rows('select sha256, method, bytes::int from snapshot_fetch');
    expect(fetched).toMatchObject({ method: 'file', sha256: report.units[0]?.sha256[0] });
  });

  test('updates what changed, and lets a person look at what moved far', async () => {
    writeCameraList(folder, makeCameras(1, 100));
    await run();
    const [near, far, ...rest] = makeCameras(1, 100);
    if (near === undefined || far === undefined) throw new Error('no cameras');
    writeCameraList(folder, [{ ...near, lat: near.lat + 0.0002 }, { ...far, lat: far.lat + 0.01 }, ...rest]);
    const result = await run();
    expect(result).toMatchObject({
      state: 'published',
      report: { published: 1, changes: { update: 1, move: 1 } },
    });
    expect(result.report.held).toEqual({ official_move_needs_review: 1 });
    const [moved] = await rows(`select lat from device where id = 'city-trafford:1'`);
    expect(moved?.lat).toBeCloseTo(near.lat + 0.0002, 9);
    const [unmoved] = await rows(`select lat from device where id = 'city-trafford:2'`);
    expect(unmoved?.lat).toBeCloseTo(far.lat, 9);
  });

  test('finds missing what is absent, deletes nothing, and takes it back when it reappears', async () => {
    writeCameraList(folder, makeCameras(1, 100));
    await run();
    writeCameraList(folder, makeCameras(1, 98));
    expect(await run()).toMatchObject({ state: 'published', report: { changes: { missing: 2 } } });
    expect(await count('device')).toBe(100);
    expect(
      await rows(
        `select external_id, state, missing_since from dataset_record where state <> 'present' order by 1`,
      ),
    ).toEqual([
      { external_id: '100', state: 'missing', missing_since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      { external_id: '99', state: 'missing', missing_since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ]);
    expect((await verifyDatasets(pool)).problem).toBeUndefined();
    writeCameraList(folder, makeCameras(1, 100));
    expect(await run()).toMatchObject({ state: 'published', report: { changes: { reappear: 2 } } });
    expect(await count(`dataset_record where state <> 'present'`)).toBe(0);
  });

  test('a list with 60 % of its rows gone makes nothing vanish', async () => {
    writeCameraList(folder, makeCameras(1, 500));
    await run();
    writeCameraList(folder, makeCameras(1, 200));
    const result = await run();
    expect(result.state).toBe('quarantined');
    expect(result.report.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([
      'vanished_records',
      'seen_of_accepted',
    ]);
    expect(await count(`dataset_record where state = 'present'`)).toBe(500);
    expect(await count('log_entry')).toBe(1);
  });

  test('a limited run never finds anything missing', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    await run();
    expect(await run({ limit: 10 })).toMatchObject({
      state: 'unchanged',
      report: { changes: { missing: 0 } },
    });
  });

  test('a burst of invented cameras is held, and the rest of the run goes on', async () => {
    writeCameraList(folder, makeCameras(1, 100));
    await run();
    const [first, ...rest] = makeCameras(1, 700);
    if (first === undefined) throw new Error('no cameras');
    writeCameraList(folder, [{ ...first, lat: first.lat + 0.0001 }, ...rest]);
    const result = await run();
    expect(result).toMatchObject({
      state: 'quarantined',
      report: { published: 1, changes: { create: 600, update: 1 } },
    });
    expect(result.report.held).toEqual({ 'check_failed: new_records': 600 });
    expect(await count('device')).toBe(100);
  });

  test('a small burst in one town waits for a person as well', async () => {
    writeCameraList(folder, makeCameras(1, 12));
    await run();
    const list = makeCameras(1, 60);
    writeCameraList(
      folder,
      list.map((camera) => (camera.id <= 12 ? camera : { ...camera, lon: -2.300457, lat: 53.420391 })),
    );
    const result = await run();
    expect(await count('device')).toBe(12);
    expect(Object.keys(result.report.held)).toEqual([expect.stringMatching(/^finding: burst_in_one_area/)]);
  });

  test('what a person rejected is not asked again; what a person accepts is published, once', async () => {
    writeCameraList(folder, makeCameras(1, 100));
    await run();
    writeCameraList(folder, makeCameras(1, 700));
    const { id } = await run();
    const waiting = await findWaiting(pool, id, 1000);
    expect(waiting).toHaveLength(600);
    const verdict = { runId: id, by: 'editor:test', reason: 'looked at on site' };
    await rejectProposals(pool, open.dataset.id, { ...verdict, keys: ['101', '102'] }, new Date());
    expect(await acceptProposals(pool, open.dataset, verdict, new Date())).toBe(598);
    expect(await count('device')).toBe(698);
    await expect(acceptProposals(pool, open.dataset, verdict, new Date())).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await run()).toMatchObject({ state: 'unchanged' });
    expect((await verifyDatasets(pool)).problem).toBeUndefined();
  });

  test('a proposal about a record that has changed since is refused', async () => {
    writeCameraList(folder, makeCameras(1, 100));
    await run();
    const far = makeCameras(1, 100).map((camera) =>
      camera.id === 5 ? { ...camera, lat: camera.lat + 0.02 } : camera,
    );
    writeCameraList(folder, far);
    const { id } = await run();
    await pool.query(
      `update dataset_record set row = replace(row, '"id":"5"', '"id":"5" ') where external_id = '5'`,
    );
    await expect(
      acceptProposals(pool, open.dataset, { runId: id, by: 'editor:test', reason: 'x' }, new Date()),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a dataset that is held is read and counted, and nothing of it reaches a public table or a proposal', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    const held = { ...open, scrape: { ...open.scrape, hold: 'its license is not stated' } };
    const result = await run({ open: held });
    expect(result).toMatchObject({
      state: 'held',
      report: { published: 0, reason: 'its license is not stated' },
    });
    expect(result.report.units[0]).toMatchObject({ seen: 60, rows: 60 });
    for (const table of ['dataset', 'dataset_record', 'device', 'proposed_change', 'log_entry'])
      expect(await count(table)).toBe(0);
  });

  test('a file that cannot be trusted fails the run with its reason, and nothing is written', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    await run();
    writeFileSync(
      join(folder, 'city/trafford/trafford_cctv_cameras.csv'),
      '<!doctype html><title>502 Bad Gateway</title>',
    );
    const result = await run();
    expect(result.state).toBe('failed');
    expect(result.report.units[0]?.outcome).toBe('failed');
    expect(result.report.units[0]?.reason).toMatch(/HTML/);
    expect(await count(`dataset_record where state = 'present'`)).toBe(60);
  });

  test('a trial leaves nothing behind', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    expect(await run({ dryRun: true })).toMatchObject({ state: 'published', report: { published: 60 } });
    for (const table of ['scrape_run', 'device', 'proposed_change', 'log_entry'])
      expect(await count(table)).toBe(0);
  });

  test('kept bytes are read again without the file', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    await run();
    rmSync(join(folder, 'city'), { recursive: true });
    const prepared = await prepareReparse(pool, open.dataset.id);
    expect(await run({ input: undefined, prepared })).toMatchObject({ state: 'unchanged', coverage: 'full' });
  });

  test('a living worker keeps its run; one that stopped renewing its lease loses it', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    const begun = await createRun(pool, {
      datasetId: open.dataset.id,
      input: 'files',
      worker: 'another-machine:1',
      codeVersion: 'x',
      settingsSha256: 'x',
      options: { input: folder },
      now: new Date(),
    });
    await expect(run()).rejects.toMatchObject({ code: 'conflict' });
    await pool.query(`update scrape_run set leased_until = now() - interval '1 second'`);
    const result = await run();
    expect(result).toMatchObject({ id: begun.id, state: 'published' });
    expect(await findRunningRun(pool, open.dataset.id)).toBeUndefined();
  });

  test('a run that was left behind is given up when other files or limits are asked for', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    const left = await createRun(pool, {
      datasetId: open.dataset.id,
      input: 'files',
      worker: 'another-machine:1',
      codeVersion: 'x',
      settingsSha256: 'x',
      options: { input: '/somewhere/else' },
      now: new Date(),
    });
    await pool.query(`update scrape_run set leased_until = now() - interval '1 second'`);
    const result = await run();
    expect(result).toMatchObject({ state: 'published', report: { published: 60 } });
    expect(result.id).not.toBe(left.id);
    expect(await rows(`select state from scrape_run where id = '${left.id}'`)).toEqual([{ state: 'failed' }]);
  });

  test('the site may read reports, and neither details nor proposals', async () => {
    writeCameraList(folder, makeCameras(1, 60));
    await run();
    const site = openPool(database.url, 'site');
    try {
      expect((await site.query('select state, report from scrape_run')).rows).toHaveLength(1);
      for (const secret of [
        'details from scrape_run',
        '* from proposed_change',
        '* from snapshot_fetch',
        '* from scrape_unit',
      ])
        await expect(site.query(`select ${secret}`)).rejects.toThrow(/permission denied/);
    } finally {
      await site.end();
    }
  });
});
