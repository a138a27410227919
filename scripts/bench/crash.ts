import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { verifyDatasets } from '#lib/log/verify-datasets.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import type { Benchmark } from './benchmark.ts';

export interface CrashResult {
  kills: number;
  /** Stage that the run had reached when it was killed → how often. */
  stages: Record<string, number>;
  /** Runs that ended after their kills, each with exactly the state that an unharmed run leaves. */
  runs: number;
}

/** As many rows as the real list of the dataset, which its checks expect. */
const size = 163;
/** Kills before a run is left alone. */
const killsARun = 5;
const root = resolve(import.meta.dirname, '../..');

/**
 * Kills (SIGKILL) the command `scrape run` at random moments of its life, lets the next call go on, and compares what is published with what an unharmed run
 * leaves. Two lists take turns, so that every run has something to change.
 *
 * @param databaseUrl a migrated, empty database
 * @param random in [0, 1)
 * @throws Error at the first difference, with the seed's position
 */
export async function runCrashTrials(input: {
  databaseUrl: string;
  kills: number;
  random: () => number;
  report?: (line: string) => void;
}): Promise<CrashResult> {
  const { databaseUrl, kills, random, report } = input;
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  const dataDir = join(folder, 'data');
  const lists = [join(folder, 'a'), join(folder, 'b')];
  lists.forEach((list, turn) => {
    writeList(list, turn);
  });
  const result: CrashResult = { kills: 0, stages: {}, runs: 0 };
  try {
    const expected: string[] = [];
    let longest = 0;
    // Twice: from the second round on, each list meets the records that only the other one has, as missing.
    for (const [turn, list] of [...lists, ...lists].entries()) {
      const started = performance.now();
      await runToEnd(databaseUrl, dataDir, list);
      longest = performance.now() - started;
      expected[turn % 2] = await readState(databaseUrl);
    }
    let entries = await countEntries(databaseUrl);
    for (let turn = 0; result.kills < kills; turn += 1) {
      const list = lists[turn % 2] ?? folder;
      let ended = false;
      for (let kill = 0; kill < killsARun && result.kills < kills && !ended; kill += 1) {
        ended = await runAndKill(databaseUrl, dataDir, list, random() * longest);
        if (ended) break;
        result.kills += 1;
        const stage = await readStage(databaseUrl);
        result.stages[stage] = (result.stages[stage] ?? 0) + 1;
        if (result.kills % 10 === 0) report?.(`${result.kills} kills`);
      }
      if (!ended) await runToEnd(databaseUrl, dataDir, list);
      result.runs += 1;
      await check(databaseUrl, dataDir, expected[turn % 2] ?? '', entries + 1, `after kill ${result.kills}`);
      entries = await countEntries(databaseUrl);
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An invented list; in the second one every seventh camera stands a few meters further north, and the last three are others. */
function writeList(folder: string, turn: number): void {
  mkdirSync(join(folder, 'city/trafford'), { recursive: true });
  const rows = Array.from({ length: size }, (_, index) => {
    const id = turn === 1 && index >= size - 3 ? index + 1000 : index;
    const lat = 53.40013 + (index % 50) * 0.001 + (turn === 1 && index % 7 === 0 ? 0.0001 : 0);
    const lon = -2.34017 + Math.floor(index / 50) * 0.001;
    return `${id},Street,Ward,E05000000,${lon.toFixed(6)},${lat.toFixed(6)}`;
  });
  writeFileSync(
    join(folder, 'city/trafford/trafford_cctv_cameras.csv'),
    `camera_id,location,area_name,area_code,lon,lat\n${rows.join('\n')}\n`,
  );
  const features = rows.map((row) => {
    const [id, , , , lon, lat] = row.split(',');
    return {
      type: 'Feature',
      properties: { camera_id: Number(id), location: 'Street', area_name: 'Ward', area_code: 'E05000000' },
      geometry: { type: 'Point', coordinates: [Number(lon), Number(lat)] },
    };
  });
  writeFileSync(
    join(folder, 'city/trafford/trafford_cctv_cameras.geojson'),
    JSON.stringify({ type: 'FeatureCollection', features }),
  );
}

function start(databaseUrl: string, dataDir: string, list: string) {
  return spawn(
    process.execPath,
    [join(root, 'scrapers/cli.ts'), 'run', 'city-trafford', '--input', list, '--quiet', '--json'],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

async function runToEnd(databaseUrl: string, dataDir: string, list: string): Promise<void> {
  const child = start(databaseUrl, dataDir, list);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) throw new Error(`a run ended with ${code}: ${said.slice(0, 2000)}`);
}

/** True when the run ended before it could be killed. */
async function runAndKill(databaseUrl: string, dataDir: string, list: string, ms: number): Promise<boolean> {
  const child = start(databaseUrl, dataDir, list);
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) =>
    child.on('close', (...how) => done(how)),
  );
  clearTimeout(timer);
  if (signal === null && code !== 0) throw new Error(`a run that was not killed ended with ${code}`);
  return signal === null;
}

/** Everything that readers see of the dataset, and nothing that tells when it was written. */
function readState(databaseUrl: string): Promise<string> {
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `SELECT (to_jsonb(r) - 'first_seen' - 'last_seen' - 'missing_since' || jsonb_build_object('device', to_jsonb(d)))::text AS line
         FROM dataset_record r LEFT JOIN device d ON d.record_id = r.id ORDER BY r.id COLLATE "C"`,
    );
    return rows.map(({ line }) => line).join('\n');
  });
}

function readStage(databaseUrl: string): Promise<string> {
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ stage: string | null }>(
      `SELECT stage FROM scrape_run WHERE state = 'running'`,
    );
    return rows.length === 0 ? 'outside a run' : `after ${rows[0]?.stage ?? 'the beginning'}`;
  });
}

function countEntries(databaseUrl: string): Promise<number> {
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM log_entry');
    return rows[0]?.n ?? 0;
  });
}

async function check(
  databaseUrl: string,
  dataDir: string,
  expected: string,
  entries: number,
  when: string,
): Promise<void> {
  if ((await readState(databaseUrl)) !== expected) throw new Error(`${when} the published rows differ`);
  if ((await countEntries(databaseUrl)) !== entries)
    throw new Error(`${when} the ledger has not exactly one entry more`);
  await withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query(`SELECT id FROM scrape_run WHERE state = 'running'`);
    if (rows.length > 0) throw new Error(`${when} a run has not ended`);
    const { problem } = await verifyDatasets(client);
    if (problem !== undefined) throw new Error(`${when} ${problem.id}: ${problem.what}`);
  });
  for (const file of globSync('snapshots/[0-9a-f][0-9a-f]/*', { cwd: dataDir })) {
    const bytes = readFileSync(join(dataDir, file));
    if (createHash('sha256').update(bytes).digest('hex') !== basename(file))
      throw new Error(`${when} ${file} is not what its name says`);
  }
}

/** A repeatable sequence (mulberry32), so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** 200 kills at random points of runs; the number that matters is that none of them changes the outcome. */
export const crashBenchmark: Benchmark = {
  name: 'crash',
  about: 'crash: 200 kills at random points of a scraper run, each with the final state of an unharmed one',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'crash-postgres-'));
    const server = await startEmbeddedPostgres({ folder, throwAway: true });
    try {
      await migrateToHead(server.url);
      const started = performance.now();
      const result = await runCrashTrials({
        databaseUrl: server.url,
        kills: 200,
        random: seeded(20261126),
        report,
      });
      const ours = (performance.now() - started) / result.runs;
      report(`kills by stage: ${JSON.stringify(result.stages)}`);
      const unharmed = await measureUnharmed(server.url);
      return [
        {
          what: `a run with up to ${killsARun} kills, until it is done`,
          ours,
          peer: { name: 'an unharmed run', ms: unharmed },
          note: `${result.kills} kills over ${result.runs} runs, no difference in what was published; stages ${JSON.stringify(result.stages)}`,
        },
      ];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measureUnharmed(databaseUrl: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  try {
    writeList(folder, 0);
    const started = performance.now();
    await runToEnd(databaseUrl, join(folder, 'data'), folder);
    return performance.now() - started;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
