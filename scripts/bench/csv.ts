import { spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import { registry } from '#scrapers/registry.ts';
import type { Benchmark } from './benchmark.ts';

const rows = 100_000;
const file = 'city/trafford/trafford_cctv_cameras.csv';

/** Rows of a city's list, from the saved file to published devices with their ledger entry, beside a bare copy of the same file into a table. */
export const csvBenchmark: Benchmark = {
  name: 'csv',
  about: `csv: ${rows.toLocaleString('en')} rows of a city list to published devices, against psql \\copy`,
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'csv-bench-'));
    const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), throwAway: true });
    const pool = openPool(server.url, 'ingest');
    try {
      await migrateToHead(server.url);
      writeList(folder);
      const real = await registry.open('city-trafford');
      const open = {
        ...real,
        dataset: { ...real.dataset, expect: {} },
        scrape: { ...real.scrape, files: [file], sameAs: {} },
      };
      report('run');
      const started = performance.now();
      const result = await runDataset({
        pool,
        open,
        packs: packsRoot,
        dataDir: join(folder, 'data'),
        input: folder,
        openHttp: () => {
          throw new Error('saved files need no network');
        },
      });
      const ours = performance.now() - started;
      if (result.report.published !== rows)
        throw new Error(`${result.report.published} of ${rows} rows were published`);
      const memory = Math.round(process.resourceUsage().maxRSS / 1024);
      report('copy');
      const peer = await copy(server.url, join(folder, file));
      const stages = result.report.stages.map(({ stage, seconds }) => `${stage} ${seconds} s`).join(', ');
      return [
        {
          what: `${rows.toLocaleString('en')} rows`,
          ours,
          peer,
          note: `${Math.round((rows / ours) * 1000).toLocaleString('en')} rows/s against ${Math.round((rows / peer.ms) * 1000).toLocaleString('en')}; ours also keeps the bytes, checks, places, compares, publishes and logs; peak ${memory} MB besides the parser's process; ${stages}`,
        },
      ];
    } finally {
      await pool.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function writeList(folder: string): void {
  mkdirSync(join(folder, 'city/trafford'), { recursive: true });
  const lines = Array.from({ length: rows }, (_, id) => {
    const lat = (53.36013 + (id % 500) * 0.0002).toFixed(6);
    const lon = (-2.40017 + Math.floor(id / 500) * 0.0008).toFixed(6);
    return `${id},Street ${id},Ward,E05000000,${lon},${lat}`;
  });
  writeFileSync(join(folder, file), `camera_id,location,area_name,area_code,lon,lat\n${lines.join('\n')}\n`);
}

/** psql where it is installed, else the same COPY through a driver. */
async function copy(url: string, path: string): Promise<{ name: string; ms: number }> {
  await withConnection(url, (client) =>
    client.query(
      'create table bare (camera_id text primary key, location text, area_name text, area_code text, lon float8, lat float8)',
    ),
  );
  const started = performance.now();
  const psql = spawnSync('psql', [url, '-qc', `\\copy bare from '${path}' with (format csv, header)`], {
    encoding: 'utf8',
  });
  if (psql.error === undefined && psql.status === 0)
    return { name: 'psql \\copy into a bare table', ms: performance.now() - started };
  const again = performance.now();
  await withConnection(url, async (client) => {
    await pipeline(
      createReadStream(path),
      client.query(copyFrom('copy bare from stdin with (format csv, header)')),
    );
  });
  return { name: 'COPY through a driver into a bare table (no psql here)', ms: performance.now() - again };
}
