import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { startSite } from '../site-server.ts';
import type { Benchmark, Comparison } from './benchmark.ts';
import { type BrowserView, measureInBrowser } from './map/browser.ts';
import { findFreePort, startServer } from './map/child-server.ts';
import { loadSyntheticDevices } from './map/load-devices.ts';
import { makeDevices, type SyntheticDevice } from './map/synthetic-devices.ts';

/** Devices of the site whose pages are shown around the map. */
const sampled = 20_000;
const count = Number(process.env.BENCH_DEVICES ?? 1_000_000);
/** Above it a browser cannot hold the peer's document. */
const mostForPeer = 1_000_000;

/** The browser's side of the map: a filter over a million devices beside MapLibre's own clusters of the same devices. */
export const mapBrowserBenchmark: Benchmark = {
  name: 'map-browser',
  about: `the same filters over ${count.toLocaleString('en')} synthetic devices in Chromium beside a clustered GeoJSON; bytes of the first view, runs of script`,
  async run(report) {
    if (!existsSync('.next/BUILD_ID')) {
      throw new DossierError('build', {
        what: 'The site that is to be measured is not built',
        mend: 'Run `npm run build` first.',
      });
    }
    const folder = mkdtempSync(join(tmpdir(), 'map-browser-bench-'));
    const database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), throwAway: true });
    try {
      report(`loading ${count} devices (load ${toLoad()})`);
      await migrateToHead(database.url);
      await loadSyntheticDevices(database.url, count);
      const devices: SyntheticDevice[] = [];
      if (count <= mostForPeer) for await (const device of makeDevices(count)) devices.push(device);
      const tiles = await startTiles(database.url);
      // Pages count devices in the database, which is not what is measured: theirs holds a sample.
      const sample = await startEmbeddedPostgres({ folder: join(folder, 'sample'), throwAway: true });
      await migrateToHead(sample.url);
      await loadSyntheticDevices(sample.url, sampled);
      const site = await startSite({
        databaseUrl: sample.url,
        host: '127.0.0.1',
        port: await findFreePort(),
        mode: 'production',
        environment: { DATA_DIR: join(folder, 'data') },
      });
      const front = await serveBoth(site.url, tiles.origin);
      try {
        await waitForDevices(front.url);
        const figures = await measureInBrowser(front.url, devices.length > 0 ? devices : null, report);
        for (const view of figures.views) console.log(`  ${toText(view)}`);
        const { peer } = figures;
        if (peer === null) return [];
        console.log(
          `  the peer: loaded in ${peer.loadMs.toFixed(0)} ms, filtered in ${peer.filterMs.map((ms) => ms.toFixed(0)).join(', ')} ms`,
        );
        return figures.views.map((view) => toComparison(view, peer.filterMs));
      } finally {
        front.server.close();
        await Promise.allSettled([site.stop(), tiles.stop()]);
        await sample.stop();
      }
    } finally {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function startTiles(databaseUrl: string): ReturnType<typeof startServer> {
  const port = await findFreePort();
  const program = join(import.meta.dirname, 'map/our-server.ts');
  const args = [...process.execArgv, program, databaseUrl, String(port), String(64 * 2 ** 20)];
  return startServer(process.execPath, args, { port, path: '/tiles/devices.json' });
}

/** One origin for both: device tiles from one server, everything else from the other. */
async function serveBoth(site: string, tiles: string): Promise<{ url: string; server: Server }> {
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '/';
    const to = new URL(path, path.startsWith('/tiles/') ? tiles : site);
    const { host: _, ...headers } = incoming.headers;
    const outgoing = request(to, { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.writeHead(502).end());
    outgoing.end();
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}`, server };
}

/** Until the site has read the devices: a reader who comes before that is answered by the database. */
async function waitForDevices(url: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const answer = await fetch(new URL('/tiles/devices.json', url)).catch(() => null);
    if (answer?.ok === true && (await answer.text()).includes('"source":"memory"')) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('the devices were not read within four minutes');
}

function toText(view: BrowserView): string {
  const { name, tiles, tileBytes, filterMs, filterRequests, longestTaskMs, longestScriptMs, longestFrameMs } =
    view;
  const times = filterMs.map((ms) => ms.toFixed(0)).join(', ');
  return `${name}: ${tiles} tiles, ${(tileBytes / 1000).toFixed(0)} kB; filters laid out after ${times} ms with ${filterRequests} requests; longest task ${longestTaskMs.toFixed(0)} ms of processor, longest script ${longestScriptMs.toFixed(0)} ms, longest drawing ${longestFrameMs.toFixed(0)} ms`;
}

function toComparison(view: BrowserView, peerMs: readonly number[]): Comparison {
  return {
    what: `another filter, ${view.name}, to data laid out`,
    ours: toMedian(view.filterMs),
    peer: { name: 'a clustered GeoJSON of the same devices', ms: toMedian(peerMs) },
    note: `medians of the same ${view.filters.length} changes; ${view.filterRequests} requests; ${(view.tileBytes / 1000).toFixed(0)} kB of devices in the first view; load ${toLoad()}`,
  };
}

function toMedian(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function toLoad(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
