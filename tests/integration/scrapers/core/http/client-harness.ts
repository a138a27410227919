import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openPool } from '#lib/db.ts';
import { createSourceHttp, type SourceHttpOptions } from '#scrapers/core/http/client.ts';
import type { HttpAnswer, SourceHttp } from '#scrapers/core/source.ts';
import { type GenericSite, startGenericSite } from '../../../../fakes/generic-site.ts';
import { createTestDatabase, type TestDatabase } from '../../../../setup/database.ts';

export interface ClientHarness {
  readonly pool: pg.Pool;
  readonly dataDir: string;
  readonly fake: GenericSite;
  /** A clock that only moves when somebody sleeps, or a test sets it. */
  clock: Date;
  /** Milliseconds of each sleep. */
  slept: number[];
  /** A client of its own, as another process would have it. */
  connect: (options?: Partial<SourceHttpOptions>) => SourceHttp;
  /** GET of a path of the fake by a new client. */
  get: (path: string, options?: Parameters<SourceHttp['request']>[1]) => Promise<HttpAnswer>;
}

/** A client, a fake site, and empty tables for each test of a file. */
export function setUpClient(): ClientHarness {
  let database: TestDatabase;
  let pool: pg.Pool;
  let dataDir: string;
  let fake: GenericSite;
  const connect: ClientHarness['connect'] = (options = {}) =>
    createSourceHttp({
      pool,
      datasetId: 'test-set',
      scrape: { hosts: [] },
      dataDir,
      userAgent: 'PublicDossier/0.0.0 (test; desk@dossier.example)',
      loopbackPorts: fake.ports,
      now: () => harness.clock,
      sleep: async (ms) => {
        harness.slept.push(ms);
        harness.clock = new Date(harness.clock.getTime() + ms);
      },
      random: () => 1,
      ...options,
    });
  const harness: ClientHarness = {
    get pool() {
      return pool;
    },
    get dataDir() {
      return dataDir;
    },
    get fake() {
      return fake;
    },
    clock: new Date(0),
    slept: [],
    connect,
    get: (path, options) => connect().request({ url: fake.origin + path }, options),
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, 'ingest');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-http-'));
    fake = await startGenericSite();
    harness.clock = new Date('2026-11-26T10:00:00Z');
    harness.slept = [];
    for (const table of ['snapshot_fetch', 'host_budget', 'quota_use'])
      await pool.query(`delete from ${table}`);
  });
  afterEach(async () => {
    await fake.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return harness;
}

/** The kept bytes of an answer. */
export function bytesOf(answer: HttpAnswer): Buffer {
  if (answer.kind !== 'answer') throw new Error(`Not an answer: ${JSON.stringify(answer)}`);
  return readFileSync(answer.snapshot.path);
}
