import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openPool } from '#lib/db.ts';
import { citySource } from '#scrapers/core/adapters/city-source.ts';
import { readDataset } from '#scrapers/core/dataset.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import type { FetchOutcome, Plan, SourceHttp } from '#scrapers/core/source.ts';
import { type CityRows, readCityUnits, toCitySettings } from '../../factories/city.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

export interface CityRun extends CityRows {
  plan: Plan;
  outcome: FetchOutcome;
}

export interface Harness {
  /** Ports of the fakes that the client may ask. */
  ports: Set<number>;
  /** Milliseconds that the client waited, by a clock that only moves when it waits. */
  slept: number[];
  /** Plans, fetches with the real client, and reads what came, whatever the outcome says. */
  run: (settings: object, cursor?: Record<string, string>) => Promise<CityRun>;
}

/** The real client over a database of its own, for the tests of one file. */
export function setUpHarness(): Harness {
  let database: TestDatabase;
  let pool: pg.Pool;
  let dataDir: string;
  let clock: Date;
  const harness: Harness = { ports: new Set(), slept: [], run };

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, 'ingest');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-city-'));
    clock = new Date('2026-11-26T10:00:00Z');
    harness.ports.clear();
    harness.slept.length = 0;
    await pool.query('delete from snapshot_fetch');
    await pool.query('delete from host_budget');
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const connect = (): SourceHttp =>
    createSourceHttp({
      pool,
      datasetId: 'test-city',
      scrape: { hosts: [] },
      dataDir,
      userAgent: 'PublicDossier/0.0.0 (test; desk@dossier.example)',
      loopbackPorts: harness.ports,
      secrets: (variable) => (variable === 'CITY_TOKEN' ? 's3cret' : undefined),
      now: () => clock,
      sleep: async (ms) => {
        harness.slept.push(ms);
        clock = new Date(clock.getTime() + ms);
      },
      random: () => 1,
    });

  async function run(settings: object, cursor: Record<string, string> = {}): Promise<CityRun> {
    const scrape = toCitySettings(settings);
    const dataset = readDataset('city-trafford');
    const source = citySource('city-test', scrape);
    const context = { dataset, scrape, http: connect(), cursor, now: clock, onProgress: () => {} };
    if (!source.plan || !source.fetch) throw new Error('The source has no network.');
    const plan = await source.plan(context);
    const [unit] = plan.units;
    if (!unit) throw new Error('The plan is empty.');
    const outcome = await source.fetch(unit, context);
    const snapshots = 'snapshots' in outcome ? outcome.snapshots : [];
    return { plan, outcome, ...(await readCityUnits(source, scrape, [{ unit, snapshots }])) };
  }
  return harness;
}

export const keysOf = ({ drafts }: CityRun) => drafts.map(({ key }) => key);
export const reasonsOf = ({ refused }: CityRun) => refused.map(({ reason }) => reason).sort();
