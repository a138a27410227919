import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { openPool } from '#lib/db.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { toPointTile } from '#lib/tiles/device-tiles.ts';
import type { Held } from '#lib/tiles/memory-tiles.ts';
import { SnapshotStore } from '#lib/tiles/snapshot-store.ts';
import type { TileAddress } from '#lib/tiles/tile-address.ts';
import type { Benchmark, Comparison } from './benchmark.ts';
import { findFreePort, type RunningServer, startServer } from './map/child-server.ts';
import { drawTiles, measureCurve } from './map/cost-curve.ts';
import { startNextHandler, startNginx, type TileFiles } from './map/file-peers.ts';
import { hasWrk, type Load, measureLoad, toMedians } from './map/http-load.ts';
import { loadSyntheticDevices } from './map/load-devices.ts';
import { watchTurns } from './map/longest-turn.ts';
import { startPostgis } from './map/postgis-peer.ts';

/** Devices that the servers are compared with, and those of the cost curve. */
const served = 1_000_000;
const curve = [100_000, 1_000_000, 10_000_000];
const rounds = 3;
const secondsEach = 5;
/** Before the first round, of each: what Node compiles and Postgres reads for the first time is not what is compared. */
const secondsToWarm = 5;
/** Zooms of single devices that the load asks for, as many tiles each. */
const tilesPerZoom = 200;

type Report = (line: string) => void;

/** The server side of the map; each comparison is between servers that ran in turns on this machine. */
export const mapBenchmark: Benchmark = {
  name: 'map',
  about: `tiles of ${served.toLocaleString('en')} synthetic devices beside PostGIS, nginx and a Next route handler; cost up to ten million`,
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'map-bench-'));
    const database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), throwAway: true });
    try {
      report(`loading ${served} devices (load ${toLoad()})`);
      await migrateToHead(database.url);
      await loadSyntheticDevices(database.url, served);
      const { held, comparison } = await compareRefresh(database.url, report);
      const comparisons = [
        comparison,
        ...(await compareServers({ url: database.url, held, folder }, report)),
      ];
      for (const count of curve) {
        report(`cost of ${count} devices (load ${toLoad()})`);
        report(await measureCurve(count));
      }
      return comparisons;
    } finally {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Reading everything, beside what the database alone needs to hand the rows out. */
async function compareRefresh(url: string, report: Report): Promise<{ held: Held; comparison: Comparison }> {
  const pool = openPool(url, 'site');
  const store = new SnapshotStore({ client: pool, databaseUrl: url });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let turn = 0;
  try {
    const times: number[] = [];
    let held: Held | undefined;
    for (let round = 0; round < rounds; round += 1) {
      report(`refresh ${round + 1} of ${rounds} (load ${toLoad()})`);
      delay.enable();
      const turns = watchTurns();
      const processor = process.cpuUsage();
      const started = performance.now();
      held = await store.refresh();
      const ms = performance.now() - started;
      const { user, system } = process.cpuUsage(processor);
      delay.disable();
      turn = Math.max(turn, turns.stop());
      times.push(ms);
      report(`${ms.toFixed(0)} ms, ${((user + system) / 1000).toFixed(0)} ms of processor in all threads`);
    }
    if (held === undefined) throw new Error('nothing was read');
    const client = new pg.Client(url);
    await client.connect();
    const started = performance.now();
    await client.query(
      `select count(cell), count(technology_ids), count(country_id) from (select * from device offset 0) d`,
    );
    const peer = performance.now() - started;
    await client.end();
    const longest = (delay.max / 1e6).toFixed(0);
    const note = `reading and the ${held.cubes.ranges.size} cubes of many devices (${toMegabytes(held.cubes.bytes.length)}) in threads of their own; longest run of the main thread ${turn.toFixed(0)} ms of processor, longest wait ${longest} ms; load ${toLoad()}`;
    const ms = Math.min(...times);
    const comparison = {
      what: `refresh of ${served} devices`,
      ours: ms,
      peer: { name: 'one scan of the table in Postgres', ms: peer },
      note,
    };
    return { held, comparison };
  } finally {
    await store.stop();
    await pool.end();
  }
}

type Served = { url: string; held: Held; folder: string };

async function compareServers({ url, held, folder }: Served, report: Report): Promise<Comparison[]> {
  if (!(await hasWrk())) {
    report('absent: wrk, so that no server is put under load');
    return [];
  }
  const { version, rawZoom } = held.snapshot;
  const zooms = Array.from({ length: 15 - rawZoom }, (_, index) => rawZoom + index);
  const addresses = zooms.flatMap((z) => drawTiles(held.snapshot, z, tilesPerZoom));
  const paths = addresses.map((tile) => `${toPath(tile)}?v=${version}`);
  const comparisons: Comparison[] = [];
  report(`${addresses.length} tiles of zoom ${rawZoom} to 14`);

  const startOurs = async (cacheBytes: number) => {
    const port = await findFreePort();
    const program = join(import.meta.dirname, 'map/our-server.ts');
    const args = [...process.execArgv, program, url, String(port), String(cacheBytes)];
    return startServer(process.execPath, args, { port, path: '/tiles/devices.json' });
  };
  const uncached = await startOurs(0);
  const postgis = await startPostgis(served).catch((error: unknown) => {
    report(`absent: PostGIS could not be started (${String(error).split('\n')[0]})`);
    return null;
  });
  try {
    if (postgis === null)
      report('absent: Postgres with PostGIS, so that tiles are not compared with ST_AsMVT');
    else {
      const port = await findFreePort();
      const program = join(import.meta.dirname, 'map/postgis-server.ts');
      const args = [...process.execArgv, program, postgis.url, String(port)];
      const peer = await startServer(process.execPath, args, { port, path: toPath(addresses[0] ?? zero) });
      const bytes = await Promise.all([uncached, peer].map((server) => countBytes(server, paths)));
      report(`each tile once: ${bytes.map(toMegabytes).join(' (ours) and ')} (peer) of gzip`);
      const runs = await alternate(
        {
          ours: toTarget(uncached, paths),
          peer: { ...toTarget(peer, paths), pids: [peer.pid, postgis.pid] },
        },
        report,
      );
      await peer.stop();
      comparisons.push(
        ...toComparisons('tiles of single devices, nothing cached', runs, 'PostGIS ST_AsMVT behind Node'),
      );
    }
  } finally {
    await uncached.stop();
    await postgis?.stop();
  }

  const files = await collectFiles(held, addresses);
  const filePaths = [...files.keys()];
  const cached = await startOurs(512 * 2 ** 20);
  try {
    // Each once, so that everything is cached.
    for (const path of paths) await (await fetch(`${cached.origin}${path}`)).arrayBuffer();
    const nginx = await startNginx(join(folder, 'nginx'), files);
    if (nginx === null) report('absent: nginx, so that cached tiles are not compared with files');
    else {
      const runs = await alternate(
        { ours: toTarget(cached, paths), peer: toTarget(nginx, filePaths) },
        report,
      );
      await nginx.stop();
      comparisons.push(...toComparisons('the same tiles, cached', runs, 'nginx sending files'));
    }
    const next = await startNextHandler(folder, files).catch((error: unknown) => {
      report(`absent: the Next route handler could not be built (${String(error).split('\n')[0]})`);
      return null;
    });
    if (next !== null) {
      const runs = await alternate(
        { ours: toTarget(cached, paths), peer: toTarget(next, filePaths) },
        report,
      );
      await next.stop();
      comparisons.push(
        ...toComparisons('the same tiles, cached', runs, 'a Next route handler with the same bytes'),
      );
    }
  } finally {
    await cached.stop();
  }
  return comparisons;
}

const zero: TileAddress = { z: 0, x: 0, y: 0 };
const toPath = ({ z, x, y }: TileAddress) => `/tiles/devices/${z}/${x}/${y}.mvt`;

/** Of the bodies on the wire. */
async function countBytes({ origin }: RunningServer, paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    const answer = await fetch(`${origin}${path}`, { headers: { 'accept-encoding': 'gzip' } });
    await answer.arrayBuffer();
    bytes += Number(answer.headers.get('content-length') ?? 0);
  }
  return bytes;
}

async function collectFiles({ snapshot }: Held, addresses: readonly TileAddress[]): Promise<TileFiles> {
  const { gzipSync } = await import('node:zlib');
  const files = new Map<string, Uint8Array>();
  for (const tile of addresses)
    files.set(toPath(tile), gzipSync(toPointTile(snapshot, noFilter, tile), { level: 1 }));
  return files;
}

type Target = { origin: string; paths: readonly string[]; pids: readonly number[] };
type Runs = { ours: Load; peer: Load };

const toTarget = ({ origin, pid }: RunningServer, paths: readonly string[]): Target => ({
  origin,
  paths,
  pids: [pid],
});

/** Both in turns, so that what else the machine does falls on both. */
async function alternate(targets: { ours: Target; peer: Target }, report: Report): Promise<Runs> {
  const runs: { ours: Load[]; peer: Load[] } = { ours: [], peer: [] };
  for (const target of Object.values(targets)) await measureLoad(target, secondsToWarm);
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ['ours', 'peer'] as const) {
      const load = await measureLoad(targets[side], secondsEach);
      runs[side].push(load);
      const { requestsPerSecond, p99Ms, failed, processorMs } = load;
      report(
        `${side}: ${requestsPerSecond.toFixed(0)} requests/s, p99 ${p99Ms.toFixed(1)} ms, ${processorMs?.toFixed(0) ?? '?'} ms of processor a thousand, ${failed} failed (load ${toLoad()})`,
      );
    }
  }
  return { ours: toMedians(runs.ours), peer: toMedians(runs.peer) };
}

function toComparisons(what: string, { ours, peer }: Runs, name: string): Comparison[] {
  const perThousand = ({ requestsPerSecond }: Load) => 1_000_000 / Math.max(1e-9, requestsPerSecond);
  const rates = `${ours.requestsPerSecond.toFixed(0)} and ${peer.requestsPerSecond.toFixed(0)} requests/s`;
  const note = `${rates}, 16 connections, medians of ${rounds} runs in turns; ${ours.failed} and ${peer.failed} failed; load ${toLoad()}`;
  return [
    {
      what: `a thousand requests for ${what}`,
      ours: perThousand(ours),
      peer: { name, ms: perThousand(peer) },
      note,
    },
    ...toProcessorComparison(what, { ours, peer }, name),
    {
      what: `slowest hundredth of ${what}`,
      ours: ours.p99Ms,
      peer: { name, ms: peer.p99Ms },
      note: 'p99 of the same runs',
    },
  ];
}

/** It says more than requests a second on a machine that others use. */
function toProcessorComparison(what: string, { ours, peer }: Runs, name: string): Comparison[] {
  if (ours.processorMs === null || peer.processorMs === null) return [];
  const note = 'user and system, of all processes of each server';
  const measured = { ours: ours.processorMs, peer: { name, ms: peer.processorMs } };
  return [{ what: `processor time of a thousand requests for ${what}`, ...measured, note }];
}

function toLoad(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
