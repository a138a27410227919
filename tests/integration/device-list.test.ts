import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPool } from '#lib/db.ts';
import { toDownloadHref } from '#lib/devices/download/download-request.ts';
import { DownloadRoutes } from '#lib/devices/download/download-routes.ts';
import { wholeWorld } from '#lib/devices/extent.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { firstOrder, listColumns } from '#lib/devices/list-order.ts';
import { getDeviceList } from '#lib/devices/queries.ts';
import { send } from '#lib/site/reply.ts';
import { sendStream } from '#lib/site/stream-reply.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let server: Server;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'owner');
  await insertDevices();
  const routes = new DownloadRoutes(pool);
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.invalid');
    routes
      .get(pathname, searchParams)
      .then((reply) =>
        'chunks' in reply ? sendStream(request, response, reply) : send(request, response, reply),
      )
      .catch(() => response.writeHead(503).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
  await database.drop();
});

describe('the list of devices', () => {
  it.each(listColumns)('gives every device once over its pages, ordered by %s', async (column) => {
    for (const descending of [false, true]) {
      const seen: string[] = [];
      for (let page = 1; page <= 3; page += 1) {
        const list = await getDeviceList({ filter: noFilter, extent: wholeWorld }, pool, {
          column,
          descending,
          page,
        });
        expect([list.page, list.pages, list.total]).toEqual([page, 3, 120]);
        seen.push(...list.devices.map((device) => device.id));
      }
      expect(new Set(seen).size).toBe(120);
    }
  });

  it('orders by what the reader sees, and puts what is not known last either way', async () => {
    const years = async (descending: boolean) => {
      const order = { column: 'confirmed', descending, page: 1 } as const;
      const list = await getDeviceList({ filter: noFilter, extent: wholeWorld }, pool, order);
      return list.devices.map((device) => device.lastConfirmed);
    };
    const up = await years(false);
    expect(up.slice(0, 4)).toEqual(['2001', '2001', '2001', '2002']);
    expect(up).toEqual(up.toSorted());
    expect((await years(true)).slice(0, 2)).toEqual(['2039', '2039']);
    const last = await getDeviceList({ filter: noFilter, extent: wholeWorld }, pool, {
      column: 'confirmed',
      descending: true,
      page: 3,
    });
    expect(last.devices.at(-1)?.lastConfirmed).toBeNull();
  });

  it('shows the last page for a page past the end', async () => {
    const order = { ...firstOrder, page: 999 };
    const list = await getDeviceList({ filter: noFilter, extent: wholeWorld }, pool, order);
    expect([list.page, list.devices.length]).toEqual([3, 20]);
    const none = { ...noFilter, statuses: ['removed' as const] };
    expect(await getDeviceList({ filter: none, extent: wholeWorld }, pool, order)).toMatchObject({
      page: 1,
      pages: 1,
      total: 0,
      devices: [],
    });
  });
});

describe('a download', () => {
  it('holds every device of one license and no other, as CSV with the credit in each row', async () => {
    const response = await fetch(base + toDownloadHref('csv', 'ODbL-1.0', noFilter, null));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="public-dossier-devices-odbl-1\.0-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(rows).toHaveLength(80);
    expect(new Set(rows.map((row) => row.license))).toEqual(new Set(['ODbL-1.0']));
    expect(rows[0]).toMatchObject({ dataset: 'osm', attribution: '© mappers', technologies: 'video.camera' });
    // What a spreadsheet would run is kept from running.
    expect(rows.find((row) => row.id === 'd-001')?.mount).toBe(`'=1+1`);
  });

  it('is one GeoJSON collection that names license, datasets and question', async () => {
    const filter = { ...noFilter, datasets: ['city'] };
    const response = await fetch(base + toDownloadHref('geojson', 'CC-BY-4.0', filter, null));
    const collection = z
      .object({
        type: z.literal('FeatureCollection'),
        license: z.literal('CC-BY-4.0'),
        query: z.literal('dataset=city'),
        datasets: z.array(z.object({ id: z.string(), attribution: z.string() })),
        features: z.array(
          z.object({
            geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
            properties: z.record(z.string(), z.unknown()),
          }),
        ),
      })
      .parse(await response.json());
    expect(collection.features).toHaveLength(40);
    expect(collection.datasets).toEqual([{ id: 'city', attribution: 'City of Test' }]);
    expect(Object.values(collection.features[0]?.properties ?? {})).not.toContain(null);
  });

  it('keeps to filter and extent, as the list does', async () => {
    const extent = { west: 0, south: 0, east: 5.5, north: 60 };
    const { total } = await getDeviceList({ filter: noFilter, extent }, pool);
    expect(total).toBeGreaterThan(0);
    let rows = 0;
    for (const license of ['ODbL-1.0', 'CC-BY-4.0']) {
      const response = await fetch(base + toDownloadHref('csv', license, noFilter, extent));
      rows += parse(await response.text(), { columns: true }).length;
    }
    expect(rows).toBe(total);
  });

  it('asks which license, and says what is wrong with a question', async () => {
    const ask = async (path: string) => {
      const response = await fetch(base + path);
      return [response.status, await response.text()];
    };
    expect(await ask('/map/devices.csv')).toEqual([400, expect.stringContaining('CC-BY-4.0, ODbL-1.0')]);
    expect(await ask('/map/devices.csv?license=MIT')).toEqual([400, expect.stringContaining('ODbL-1.0')]);
    expect(await ask('/map/devices.csv?bbox=NaN,1,2,3')).toEqual([400, expect.stringContaining('bbox')]);
    expect(await ask('/map/devices.geojson?from=abc')).toEqual([400, expect.stringContaining('from')]);
    expect(await ask('/map/devices.csv?status=removed')).toEqual([404, expect.stringContaining('No device')]);
    // Where only one license is in view, it need not be named.
    expect((await ask('/map/devices.csv?dataset=city'))[0]).toBe(200);
  });

  it('answers HEAD without reading, and compresses where the reader takes it', async () => {
    const href = base + toDownloadHref('csv', 'ODbL-1.0', noFilter, null);
    const head = await fetch(href, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const { request } = await import('node:http');
    const bytes = await new Promise<Buffer>((resolve, reject) => {
      const parts: Buffer[] = [];
      request(href, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => resolve(Buffer.concat(parts)));
      })
        .on('error', reject)
        .end();
    });
    expect(gunzipSync(bytes).toString().split('\r\n')).toHaveLength(82);
  });

  it('lets go of its connection when the reader leaves', async () => {
    const abort = new AbortController();
    const response = await fetch(base + toDownloadHref('csv', 'ODbL-1.0', noFilter, null), {
      signal: abort.signal,
    });
    abort.abort();
    await response.text().catch(() => '');
    await expect.poll(() => pool.totalCount - pool.idleCount, { timeout: 10_000 }).toBe(0);
  });
});

/** 80 devices of volunteers and 40 of a city, on a line eastward; one in four without a year. */
async function insertDevices(): Promise<void> {
  const statements = [
    `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ('osm', 'Devices', 'Mappers', 'ODbL-1.0', '© mappers', 'mapped by volunteers, unverified', 'community', '2026', '1', 'x', 80),
              ('city', 'Cameras', 'City', 'CC-BY-4.0', 'City of Test', 'listed by the city', 'own', '2026', '1', 'x', 40)`,
    `insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
       select 'r-' || n, case when n <= 80 then 'osm' else 'city' end, 'x/' || n, '1', 'h', '2026', '2026' from generate_series(1, 120) as n`,
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_id, technology_ids, bearings, mount, status, last_confirmed, cell)
       select 'd-' || lpad(n::text, 3, '0'), case when n <= 80 then 'ODbL-1.0' else 'CC-BY-4.0' end,
              case when n <= 80 then 'osm' else 'city' end, 'r-' || n, n / 10.0, 51.5, 'tech.video.camera', '{tech.video.camera}', '{}',
              case n when 1 then '=1+1' end, 'present', case when n % 4 > 0 then (2000 + n % 40)::text end, n
         from generate_series(1, 120) as n`,
  ];
  for (const statement of statements) await pool.query(statement);
  const { toCell } = await import('#lib/tiles/morton.ts');
  const { rows } = await pool.query<{ id: string; lon: number; lat: number }>(
    'select id, lon, lat from device',
  );
  for (const { id, lon, lat } of rows)
    await pool.query('update device set cell = $2 where id = $1', [id, toCell(lon, lat)]);
}
