import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDatasetFile } from '#scrapers/core/dataset.ts';
import { toFileSnapshot } from '#scrapers/core/file-snapshot.ts';
import type { Parsed, WorkUnit } from '#scrapers/core/source.ts';
import { osmSurveillance } from '#scrapers/osm-surveillance/source.ts';
import { dataFrame, headerFrame } from '../../../factories/write-osm-pbf.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/scrapers/osm-surveillance');
const { dataset, scrape: settings } = readDatasetFile('osm-surveillance');
if (!settings) throw new Error('osm-surveillance has no part "scrape"');
const scrape = settings;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'osm-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function parse(path: string, unit: WorkUnit): Promise<Parsed<unknown>[]> {
  const snapshot = { ...(await toFileSnapshot(path)), fetchedAt: '2026-08-20T12:00:00.000Z' };
  const all: Parsed<unknown>[] = [];
  for await (const parsed of osmSurveillance.parse(snapshot, { dataset, scrape, unit }))
    all.push(JSON.parse(JSON.stringify(parsed)));
  return all;
}
const plain: WorkUnit = { key: 'file:x', from: { file: 'x' } };
const write = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('golden files', () => {
  const names = readdirSync(fixtures).filter((name) => !name.endsWith('.expected.json'));

  test.each(names)('%s', async (name) => {
    const expected = join(fixtures, `${name}.expected.json`);
    const parsed = await parse(join(fixtures, name), plain);
    if (process.env.ACCEPT_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(parsed, null, 1)}\n`);
    expect(existsSync(expected)).toBe(true);
    expect(parsed).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  test.each(names)('%s: no user, name, note or description is kept, and no place twice', async (name) => {
    const parsed = await parse(join(fixtures, name), plain);
    expect(JSON.stringify(parsed)).not.toMatch(/Somebody|Jane|A name|"uid"|"user"|caméra/);
    expect(new Set(parsed.map(({ at }) => at)).size).toBe(parsed.length);
  });

  test.each(names)(
    '%s is recognized by what stands in it, zipped or not, whatever its name',
    async (name) => {
      const bytes = readFileSync(join(fixtures, name));
      const parsed = await parse(write('a.csv', gzipSync(bytes)), plain);
      expect(parsed).toEqual(await parse(join(fixtures, name), plain));
    },
  );
});

test('a selection without a type column means what the settings say of the file', async () => {
  const [first, second] = await parse(join(fixtures, 'selection.json'), {
    key: 'file:osm/cameras-us.json.gz',
    from: { file: 'osm/cameras-us.json.gz' },
  });
  expect(first).toMatchObject({ raw: { id: 'node/201', t: ['vehicle.alpr'], b: [270] } });
  expect(second).toMatchObject({ raw: { id: 'way/202', t: ['vehicle.alpr'], b: [12.5] } });
});

test('an unknown column of the selection stops the file', async () => {
  const path = write('odd.json', '[{"osmId":1,"osmType":"node","lat":1,"lon":1,"speedLimit":30}]');
  await expect(parse(path, plain)).rejects.toThrow(/differs from the columns that are known/);
});

test('an extract gives its surveillance objects, with versions', async () => {
  const tags = { man_made: 'surveillance', 'surveillance:type': 'camera', 'camera:direction': '90' };
  const path = write(
    'a.osm.pbf',
    Buffer.concat([
      headerFrame(),
      dataFrame([
        { id: 1, lon: 4, lat: 52 },
        { id: 2, lon: 4.5, lat: 52.5, tags, version: 8 },
      ]),
    ]),
  );
  expect(await parse(path, plain)).toEqual([
    {
      at: 'block 2, node 2',
      raw: { id: 'node/2', lon: 4.5, lat: 52.5, t: ['video.camera'], b: [90], v: 8 },
    },
  ]);
});

describe('what is no map data', () => {
  test.each([
    ['HTML', '<!DOCTYPE html><html><title>Just a moment...</title></html>', /HTML page/],
    [
      'a Git LFS pointer',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
      /LFS pointer/,
    ],
    ['nothing', '', /empty/],
    ['other JSON', '{"hello": 1}', /none of the forms/],
    ['full OpenStreetMap XML', '<?xml version="1.0"?><osm version="0.6"></osm>', /osmium cat/],
    ['a list of numbers', '[1, 2]', /no object/],
    ['bytes that are no UTF-8', Buffer.from([0x5b, 0x7b, 0xff, 0xfe, 0x7d, 0x5d]), /UTF-8/],
    [
      'cut off gzip',
      gzipSync(readFileSync(join(fixtures, 'selection.json'))).subarray(0, -30),
      /damaged or cut off/,
    ],
  ])('%s is refused as a whole, with what it is', async (_, content, message) => {
    await expect(parse(write('b', content), plain)).rejects.toThrow(message);
  });

  test('comments without end before a tag take no time', async () => {
    const started = performance.now();
    await expect(parse(write('c', `${'<!---->'.repeat(500)}<x>`), plain)).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('gzip that unzips to hundreds of times its size is refused', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('['), Buffer.alloc(60_000_000, 0x20)]), { level: 9 });
    await expect(parse(write('d', bomb), plain)).rejects.toThrow(/200 times its size/);
  });
});
