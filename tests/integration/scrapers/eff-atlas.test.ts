import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPacks } from '#lib/datasets/load.ts';
import { openPool } from '#lib/db.ts';
import { type PackFile, readDataset } from '#scrapers/core/dataset.ts';
import { acceptProposals } from '#scrapers/core/engine/review.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import type { RunResult } from '#scrapers/core/engine/run-input.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import { writePack } from '#scrapers/core/pack-writer.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { type EffMode, type FakeEff, makeExport, startFakeEff } from '../../fakes/eff.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

const rowCount = 120;
let database: TestDatabase;
let pool: pg.Pool;
let site: FakeEff;
let folder: string;
let open: OpenSource;

function pack(id: string, files: Record<string, unknown[]>): void {
  const list = Object.entries(files).map(([name, rows]): PackFile => ({ name, kind: 'rows', rows }));
  const dataset = { ...readDataset(id), version: '1', expect: {} };
  writePack(join(folder, 'packs'), dataset, { files: list, inputs: [], report: {}, counts: {} });
}

const area = (code: string, level: string, parent: string | null) => ({
  code,
  level,
  parent,
  inherits: true,
  label: code,
  names: {},
  bbox: [0, 0, 1, 1],
});

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  folder = mkdtempSync(join(tmpdir(), 'eff-run-'));
  site = await startFakeEff();
  pack('natural-earth', { 'places.jsonl.gz': [area('US', 'country', null), area('US-VA', 'region', 'US')] });
  for (const [id, file] of [
    ['unicode-cldr', 'countries.jsonl.gz'],
    ['geonames-cities', 'towns.jsonl.gz'],
    ['wikidata-agencies', 'agencies.jsonl.gz'],
    ['eff-atlas-2020', 'agencies.jsonl.gz'],
  ] as const)
    pack(id, { [file]: [] });
  await loadPacks({ pool, packs: join(folder, 'packs'), at: new Date('2026-01-02T03:04:05Z') });
  const { source, dataset, scrape } = await openRowSource('eff-atlas');
  open = {
    source,
    // The real export has thousands of rows.
    dataset: { ...dataset, expect: {} },
    scrape: { ...scrape, hosts: [{ host: '127.0.0.1', minIntervalMs: 1 }], options: { url: site.url } },
  };
});

afterAll(async () => {
  await site.close();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function run(mode: EffMode): Promise<RunResult> {
  site.serve(mode, makeExport(rowCount));
  const dataDir = join(folder, 'data');
  return runDataset({
    pool,
    open,
    packs: join(folder, 'packs'),
    dataDir,
    openHttp: () =>
      createSourceHttp({
        pool,
        datasetId: open.dataset.id,
        scrape: open.scrape,
        dataDir,
        userAgent: 'PublicDossier/test (test@example.org)',
        loopbackPorts: site.ports,
        sleep: async () => {},
      }),
  });
}

async function countStates(): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ state: string; n: number }>(
    `SELECT state::text, count(*)::int AS n FROM dataset_record WHERE dataset_id = 'eff-atlas' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

// One story: each run stands on what the one before left.
describe.sequential('runs of the Atlas against its fake', () => {
  const total = 2 * rowCount;

  test('new rows of a press source wait for a person, who lets them out', async () => {
    const { report, id } = await run('ok');
    expect(report.changes.create).toBe(total);
    expect(report.published).toBe(0);
    expect(report.held).toEqual({ press_create_needs_review: total });
    const verdict = { runId: id, by: 'editor:tester', reason: 'read' };
    expect(await acceptProposals(pool, open.dataset, verdict, new Date())).toBe(total);
    expect(await countStates()).toEqual({ present: total });
    expect(site.requests[0]?.['user-agent']).toBe('PublicDossier/test (test@example.org)');
  });

  test('the same export again changes nothing', async () => {
    const { report } = await run('ok');
    expect(report.changes).toMatchObject({ create: 0, update: 0, missing: 0, gone: 0, unchanged: total });
  });

  test.each<[EffMode, RegExp]>([
    ['html', /HTML page/],
    ['renamed_column', /header changed/],
    ['duplicate_key', /stands on two rows/],
  ])('%s: the run says why and nothing vanishes', async (mode, reason) => {
    const { report } = await run(mode);
    expect(JSON.stringify(report)).toMatch(reason);
    expect(report.published).toBe(0);
    expect(await countStates()).toEqual({ present: total });
  });

  test('with 60 % of the rows gone nothing vanishes', async () => {
    const { report } = await run('most_rows_gone');
    expect(report.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('seen_of_accepted');
    expect(report.published).toBe(0);
    expect(await countStates()).toEqual({ present: total });
  });

  test('a number that disappears is gone upstream, and its record and rows stay', async () => {
    const { report } = await run('one_row_gone');
    expect(report.changes).toMatchObject({ gone: 2, missing: 0 });
    expect(report.published).toBe(2);
    expect(await countStates()).toEqual({ present: total - 2, gone_upstream: 2 });
    const { rows } = await pool.query(
      `SELECT 1 FROM program WHERE entity_id LIKE 'program.eff-atlas-aos000001'`,
    );
    expect(rows).toHaveLength(1);
  });
});
