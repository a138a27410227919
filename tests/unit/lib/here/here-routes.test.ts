import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeBoundaryTile } from '#lib/here/boundary-tile.ts';
import { readBoundaryVersion } from '#lib/here/cut-boundaries.ts';
import { getHereSources } from '#lib/here/describe-files.ts';
import { findJurisdictions } from '#lib/here/find-jurisdictions.ts';
import { HereRoutes } from '#lib/here/here-routes.ts';
import { SourceReader } from '#lib/here/read-sources.ts';
import { countColumns, rowCount, toTileId } from '#lib/here/tile-grid.ts';

const routes = new HereRoutes();
afterAll(() => routes.stop());

const tileAt = (row: number, column: number, version = readBoundaryVersion()) =>
  routes.get(`/boundaries/${version}/${row}/${column}.bin`);

describe('the files of the look-up', () => {
  test('a tile is sent under its version for good, and what it holds answers', async () => {
    const id = toTileId(114.17, 22.3);
    const reply = await tileAt(id.row, id.column);
    expect(reply.status).toBe(200);
    expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(gunzipSync(reply.gzip ?? '')).toEqual(Buffer.from(reply.body));
    const tile = decodeBoundaryTile(id, reply.body);
    expect(findJurisdictions(tile, 114.17, 22.3).sides[0]?.code).toBe('HK');
  });

  test('the ends of each row are there, and nothing beyond them', async () => {
    for (let row = 0; row < rowCount; row += 5) {
      expect((await tileAt(row, countColumns(row) - 1)).status, `row ${row}`).toBe(200);
      expect((await tileAt(row, countColumns(row))).status, `row ${row}`).toBe(404);
    }
    expect((await tileAt(rowCount, 0)).status).toBe(404);
  });

  test('under another version what is held now is answered, and not to be kept', async () => {
    const reply = await tileAt(28, 23, '000000000000-1');
    expect(reply.status).toBe(200);
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  test.each([
    '/boundaries/',
    '/boundaries/x/1/1.bin',
    `/boundaries/${readBoundaryVersion()}/../secret.txt`,
    `/boundaries/${readBoundaryVersion()}/1/1.txt`,
    '/town-names/000000000000-1/nothing.txt',
  ])('%s is not found', async (path) => {
    expect(routes.owns(path)).toBe(true);
    expect((await routes.get(path)).status).toBe(404);
  });

  test('other paths are not theirs', () => {
    for (const path of ['/', '/here', '/here/US', '/boundaries', '/tiles/x'])
      expect(routes.owns(path)).toBe(false);
  });
});

describe('reading them in the browser', () => {
  const asked: string[] = [];
  const ask = async (address: string) => {
    asked.push(address);
    const { status, body } = await routes.get(address);
    return new Response(Uint8Array.from(body), { status });
  };

  test('asks once for each file, and by nothing that tells the position or the name', async () => {
    const reader = new SourceReader(getHereSources(), ask);
    const position = { lat: 39.4707, lon: 75.9895 };
    const [first, second] = await Promise.all([reader.getTile(position), reader.getTile(position)]);
    expect(first).toBe(second);
    await Promise.all([reader.loadTowns(), reader.loadTowns(), reader.getRegionNames()]);
    expect(reader.search('Kashgar', 1)[0]?.area).toBe('CN-XJ');
    expect(asked.map((address) => address.split('/').slice(3).join('/')).sort()).toEqual(
      ['25/45.bin', 'lists.json', 'main.txt', 'regions.txt'].map((name) =>
        expect.stringMatching(name.replace(/^\d+\/\d+/, String.raw`^\d+\/\d+`)),
      ),
    );
  });

  test('a file that failed is asked for again', async () => {
    let failing = true;
    const reader = new SourceReader(getHereSources(), (address) =>
      failing ? Promise.resolve(new Response('busy', { status: 503 })) : ask(address),
    );
    await expect(reader.getTile({ lat: 0, lon: 0 })).rejects.toThrow('503');
    failing = false;
    await expect(reader.getTile({ lat: 0, lon: 0 })).resolves.toMatchObject({ faces: [] });
  });
});
