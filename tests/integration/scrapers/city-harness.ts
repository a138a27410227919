import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { citySource } from '#scrapers/core/adapters/city-source.ts';
import { readDataset } from '#scrapers/core/dataset.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import { type ScrapeSettings, scrapeSettingsSchema } from '#scrapers/core/scrape-settings.ts';
import type { Draft, FetchOutcome, Located, Plan, Refusal, SourceHttp } from '#scrapers/core/source.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

export interface CityRun {
  plan: Plan;
  outcome: FetchOutcome;
  drafts: Draft[];
  refused: Refusal[];
  unmatched: string[];
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
    const scrape = toSettings(settings);
    const dataset = readDataset('city-trafford');
    const source = citySource('city-test', scrape);
    const context = { dataset, scrape, http: connect(), cursor, now: clock, onProgress: () => {} };
    if (!source.plan || !source.fetch) throw new Error('The source has no network.');
    const plan = await source.plan(context);
    const [unit] = plan.units;
    if (!unit) throw new Error('The plan is empty.');
    const outcome = await source.fetch(unit, context);
    const records: Located<unknown>[] = [];
    const refused: Refusal[] = [];
    const unmatched: string[] = [];
    for (const [page, snapshot] of ('snapshots' in outcome ? outcome.snapshots : []).entries()) {
      for await (const parsed of source.parse(snapshot, { dataset, scrape, unit })) {
        if ('reason' in parsed) refused.push(parsed);
        else records.push({ unit: unit.key, at: `page ${page + 1}, ${parsed.at}`, raw: parsed.raw });
      }
    }
    const { drafts } = await source.normalize(records, {
      dataset,
      scrape,
      packs: packsRoot,
      units: new Map([[unit.key, unit]]),
      notes: {
        refuse: (_, refusal) => refused.push(refusal),
        unmatched: (field, value) => unmatched.push(`${field}: ${value}`),
        count: () => {},
      },
    });
    return { plan, outcome, drafts, refused, unmatched };
  }
  return harness;
}

const toSettings = (settings: object): ScrapeSettings =>
  scrapeSettingsSchema.parse({
    keyStability: 'publisher',
    bounds: { bbox: [-2.55, 53.3, -2.2, 53.52] },
    ...settings,
  });

export const keysOf = ({ drafts }: CityRun) => drafts.map(({ key }) => key);
export const reasonsOf = ({ refused }: CityRun) => refused.map(({ reason }) => reason).sort();
