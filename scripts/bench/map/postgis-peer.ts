import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { toColumn, toRow } from '#lib/tiles/morton.ts';
import { findFreePort } from './child-server.ts';
import { makeDevices, operatorKinds, syntheticDatasets } from './synthetic-devices.ts';

const run = promisify(execFile);
const root = '/usr/lib/postgresql';
/** Nobody: Postgres refuses to run as root. */
const nobody = 65_534;

/** The newest Postgres of the system that has PostGIS, or null. */
function findInstallation(): string | null {
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  const found = versions.find(
    (version) =>
      existsSync(join(root, version, 'bin/initdb')) &&
      existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`),
  );
  return found === undefined ? null : join(root, found, 'bin');
}

export type PostgisPeer = { url: string; pid: number; stop(): Promise<void> };

/** A throw-away Postgres with PostGIS and the synthetic devices, or null where the system has none. */
export async function startPostgis(count: number): Promise<PostgisPeer | null> {
  const bin = findInstallation();
  if (bin === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'map-bench-postgis-'));
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: nobody, gid: nobody } : {};
  if (isRoot) chownSync(folder, nobody, nobody);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const port = await findFreePort();
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c fsync=off`;
  const control = (...args: string[]) =>
    run(join(bin, 'pg_ctl'), ['-D', data, ...args], { ...as, cwd: folder });
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'bench', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
    {
      ...as,
      cwd: folder,
    },
  );
  await control('-o', settings, '-l', join(folder, 'log'), '-w', 'start');
  const url = `postgresql://bench@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await control('-m', 'immediate', 'stop').catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await load(url, count);
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return { url, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function load(url: string, count: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`create extension postgis;
      create table device (geom geometry(Point, 3857), id bigint, t text, ts text, s text, o text, d text, g text, y int, c text, b int)`);
    const stream = client.query(copyFrom('copy device from stdin'));
    // Half the circumference in Web Mercator meters (EPSG:3857).
    const half = 20_037_508.342_789_244;
    const toMeters = (value: number) => ((value + 0.5) / 2 ** 26) * 2 * half - half;
    let text = '';
    for await (const device of makeDevices(count)) {
      const { technologies, bearing } = device;
      const dataset = syntheticDatasets[device.dataset];
      const point = `SRID=3857;POINT(${toMeters(toColumn(device.lon))} ${-toMeters(toRow(device.lat))})`;
      const all = technologies.length > 1 ? `,${technologies.join()},` : '\\N';
      const operator = device.operator === null ? '\\N' : operatorKinds[device.operator];
      text += `${[point, device.cell, technologies[0], all, device.status, operator, dataset?.id, dataset?.tier, device.year, device.country, bearing ?? '\\N'].join('\t')}\n`;
      if (text.length < 1_000_000) continue;
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
    stream.end(text);
    await finished(stream);
    await client.query('create index on device using gist (geom)');
    await client.query('vacuum analyze device');
  } finally {
    await client.end();
  }
}
