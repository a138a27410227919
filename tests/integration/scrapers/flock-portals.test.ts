import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { prepareCapture } from '#scrapers/core/engine/prepared.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { registry } from '#scrapers/registry.ts';
import { type FakeFlock, type FlockMode, portalPath, startFakeFlock } from '../../fakes/flock.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let dataDir: string;
let fake: FakeFlock;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  dataDir = mkdtempSync(join(tmpdir(), 'portals-'));
  fake = await startFakeFlock();
});

afterEach(async () => {
  await fake.close();
  await pool.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The real source and settings, with the fake host and a list of slugs that a person would have curated. */
async function openPortals(slugs: readonly string[]): Promise<OpenSource> {
  const real = await registry.open('flock-portals');
  return {
    ...real,
    scrape: {
      ...real.scrape,
      hosts: [...real.scrape.hosts, { host: '127.0.0.1', minIntervalMs: 1 }],
      options: { portals: slugs.map((slug) => `${fake.origin}/${slug}`) },
    },
  };
}

async function runNetwork(slugs: readonly string[]) {
  const open = await openPortals(slugs);
  return runDataset({
    pool,
    open: {
      ...open,
      source: { ...open.source, plan: async () => ({ coverage: 'incremental', units: slugs.map(toUnit) }) },
    },
    packs: packsRoot,
    dataDir,
    openHttp: () =>
      createSourceHttp({
        pool,
        datasetId: 'flock-portals',
        scrape: open.scrape,
        dataDir,
        userAgent: 'PublicDossier/0.0.0 (test; desk@dossier.example)',
        loopbackPorts: fake.ports,
        sleep: async () => {},
      }),
  });
}

/** Loopback has no certificate, and the curated list takes https alone. */
const toUnit = (slug: string) => ({
  key: `portal:${slug}`,
  from: { request: { url: `${fake.origin}/${slug}` } },
});

async function importPage(mode: FlockMode, slug: string) {
  const open = await registry.open('flock-portals');
  const url = `https://transparency.flocksafety.com/${slug}`;
  const prepared = await prepareCapture(pool, {
    datasetId: 'flock-portals',
    dataDir,
    path: portalPath(mode),
    url,
    now: new Date(),
  });
  return runDataset({
    pool,
    open,
    packs: packsRoot,
    dataDir,
    prepared,
    openHttp: () => {
      throw new Error('a saved page needs no network');
    },
  });
}

const countAll = async () => {
  const { rows } = await pool.query(
    `select (select count(*) from data_flow)::int as flows, (select count(*) from program)::int as programs,
            (select count(*) from entity where declared_by = 'flock-portals')::int as bodies`,
  );
  return rows[0];
};

test('a saved page is read and counted, and nothing of it is published, because no license is stated', async () => {
  const result = await importPage('attributes', 'larkfield-oh-pd');
  expect(result.coverage).toBe('incremental');
  expect(result.report.published).toBe(0);
  expect(result.report.units[0]).toMatchObject({ seen: 7, refused: { vendor_account: 1 } });
  expect(await countAll()).toEqual({ flows: 0, programs: 0, bodies: 0 });
});

test('a saved challenge gives nothing and says why', async () => {
  const result = await importPage('challenge', 'larkfield-oh-pd');
  expect(JSON.stringify(result.report)).toMatch(/Blocked: this is a test for browsers/);
  expect(result.report.published).toBe(0);
});

test('a host that wants no programs is blocked, asked once, and not evaded', async () => {
  fake.serve('larkfield-oh-pd', 'challenge');
  fake.serve('quarry-hills-oh-pd', 'forbidden');
  const result = await runNetwork(['larkfield-oh-pd', 'quarry-hills-oh-pd']);
  expect(result.state).toBe('blocked');
  expect(fake.asked.filter((slug) => slug === 'larkfield-oh-pd')).toHaveLength(1);
});

test('only curated addresses are asked for, and bytes of another host are not read as a portal', async () => {
  fake.serve('larkfield-oh-pd', 'attributes');
  fake.serve('quarry-hills-oh-pd', 'labels');
  const { report } = await runNetwork(['larkfield-oh-pd']);
  expect(new Set(fake.asked)).toEqual(new Set(['larkfield-oh-pd']));
  // The process that parses reads dataset.yaml itself, and loopback is no host of it.
  expect(JSON.stringify(report)).toMatch(/not that of a portal/);
});

test('the same page imported twice is held twice and published never', async () => {
  await importPage('labels', 'quarry-hills-oh-pd');
  const second = await importPage('labels', 'quarry-hills-oh-pd');
  expect(second.report.published).toBe(0);
  expect(await countAll()).toEqual({ flows: 0, programs: 0, bodies: 0 });
});

test('the curated list is empty, so nobody is asked unless an operator says so', async () => {
  const { source, scrape, dataset } = await registry.open('flock-portals');
  const http = { request: () => Promise.reject(new Error('nobody may be asked')) };
  const plan = await source.plan?.({ dataset, scrape, http, cursor: {}, now: new Date(0) });
  expect(plan).toEqual({ coverage: 'incremental', units: [] });
});
