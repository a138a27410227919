import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OsmEntry } from '#scrapers/core/formats/osm-entry.ts';
import { readOsmPbf } from '#scrapers/core/formats/osm-pbf.ts';
import {
  block,
  bytesField,
  dataFrame,
  frame,
  headerFrame,
  numberField,
  rawBlob,
  varint,
  zlibBlob,
} from '../../../../factories/write-osm-pbf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pbf-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...parts: Buffer[]) => {
  const path = join(folder, 'a.osm.pbf');
  writeFileSync(path, Buffer.concat(parts));
  return path;
};
const read = async (...parts: Buffer[]) => {
  const entries: OsmEntry[] = [];
  for await (const entry of readOsmPbf(write(...parts), 'a.osm.pbf')) entries.push(entry);
  return entries;
};
const camera = { man_made: 'surveillance', 'surveillance:type': 'camera' };

describe('objects', () => {
  test('nodes with tags and version, from among others', async () => {
    const plain = Array.from({ length: 300 }, (_, id) => ({ id: id + 1, lon: id / 100, lat: -id / 100 }));
    const entries = await read(
      headerFrame(),
      dataFrame(plain),
      dataFrame([
        { id: 401, lon: 24.9387946, lat: 60.1693678, tags: camera, version: 3 },
        { id: 402, lon: 1, lat: 2, tags: { surveillance: 'outdoor', amenity: 'bicycle_parking' } },
        { id: 403, lon: -179.9999999, lat: -89.5, tags: { 'disused:man_made': 'surveillance' } },
      ]),
    );
    expect(entries).toMatchObject([
      { kind: 'object', id: 'node/401', lon: 24.9387946, lat: 60.1693678, tags: camera, version: 3 },
      { kind: 'object', id: 'node/403', lon: -179.9999999, lat: -89.5 },
    ]);
  });

  test('a way stands at the mean of its different nodes, wherever in the file they are', async () => {
    const corners = [
      { id: 1, lon: 0, lat: 0 },
      { id: 2, lon: 2, lat: 0 },
      { id: 3, lon: 2, lat: 3 },
      { id: 4, lon: 0, lat: 3 },
    ];
    const entries = await read(
      headerFrame(),
      dataFrame([], [{ id: 5, refs: [1, 2, 3, 4, 1], tags: camera }]),
      dataFrame(corners),
    );
    expect(entries).toMatchObject([{ kind: 'object', id: 'way/5', lon: 1, lat: 1.5 }]);
  });

  test('a way whose nodes are all outside of the extract has no point', async () => {
    const entries = await read(headerFrame(), dataFrame([], [{ id: 5, refs: [9], tags: camera }]));
    expect(entries).toMatchObject([{ kind: 'unreadable', reason: 'no_point', detail: 'way/5' }]);
  });

  test('raw blobs are read like packed ones', async () => {
    const entries = await read(
      headerFrame(),
      frame('OSMData', rawBlob(block([{ id: 1, lon: 1, lat: 1, tags: camera }]))),
    );
    expect(entries).toHaveLength(1);
  });

  test('an id that stands twice is given twice, at two places', async () => {
    const twice = [
      { id: 7, lon: 1, lat: 1, tags: camera },
      { id: 7, lon: 1, lat: 1, tags: camera },
    ];
    const entries = await read(headerFrame(), dataFrame(twice));
    expect(new Set(entries.map(({ at }) => at)).size).toBe(2);
  });
});

describe('what is refused', () => {
  test('a blob of more than 32 MiB, before it is read', async () => {
    await expect(read(frame('OSMHeader', Buffer.alloc(0), 33 * 1024 * 1024))).rejects.toThrow(
      /at byte 0 has 34603008 bytes; fewer than 33554432/,
    );
  });

  test('a header of 64 KiB and more', async () => {
    await expect(read(Buffer.from([0, 1, 0, 0]))).rejects.toThrow(/header at byte 0 has 65536 bytes/);
  });

  test('a file that is cut off', async () => {
    await expect(read(headerFrame().subarray(0, -1))).rejects.toThrow(/cut off/);
    await expect(read(headerFrame(), Buffer.from([0, 0]))).rejects.toThrow(/cut off/);
    await expect(read()).rejects.toThrow(/empty/);
  });

  test.each([
    [4, 'LZMA'],
    [6, 'LZ4'],
    [7, 'Zstandard'],
  ])('packing %i, by its name %s', async (field, name) => {
    await expect(read(frame('OSMHeader', bytesField(field, 'x')))).rejects.toThrow(name);
  });

  test('features that the reader does not know', async () => {
    await expect(
      read(headerFrame(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation'])),
    ).rejects.toThrow(/needs HistoricalInformation/);
  });

  test('a file that begins with data, or with something else', async () => {
    await expect(read(dataFrame([{ id: 1, lon: 1, lat: 1, tags: camera }]))).rejects.toThrow(/OSMHeader/);
  });

  test('a block whose fields lead out of it', async () => {
    const broken = Buffer.concat([
      bytesField(1, bytesField(1, 'surveillance')),
      varint(18),
      varint(1_000_000),
    ]);
    await expect(read(headerFrame(), frame('OSMData', zlibBlob(broken)))).rejects.toThrow(
      /a field is cut off/,
    );
  });

  test('dense lists that do not fit together', async () => {
    const table = bytesField(
      1,
      Buffer.concat(['', 'man_made', 'surveillance'].map((text) => bytesField(1, text))),
    );
    const dense = (...fields: Buffer[]) => bytesField(2, bytesField(2, Buffer.concat(fields)));
    const tags = bytesField(10, Buffer.from([1, 2, 0]));
    const one = Buffer.from([2]);
    const of = (...fields: Buffer[]) =>
      read(headerFrame(), frame('OSMData', zlibBlob(Buffer.concat([table, dense(...fields)]))));
    expect(await of(bytesField(1, one), bytesField(8, one), bytesField(9, one), tags)).toHaveLength(1);
    await expect(of(bytesField(1, one), bytesField(8, one), tags)).rejects.toThrow(/cut off/);
    await expect(
      of(bytesField(1, one), bytesField(8, Buffer.from([2, 2])), bytesField(9, one), tags),
    ).rejects.toThrow(/differ in length/);
    const astray = bytesField(10, Buffer.from([9, 2, 0]));
    await expect(of(bytesField(1, one), bytesField(8, one), bytesField(9, one), astray)).rejects.toThrow(
      /names no string/,
    );
  });

  test('zlib data that are none', async () => {
    await expect(read(frame('OSMHeader', bytesField(3, 'no zlib')))).rejects.toThrow(/cannot be unpacked/);
  });

  test('a block with more objects, strings or numbers than any writer puts into one', async () => {
    const strings = (count: number) => bytesField(1, Buffer.alloc(count * 2, Buffer.from([10, 0])));
    const named = bytesField(1, bytesField(1, 'surveillance'));
    const plain = bytesField(2, Buffer.alloc(1_500_000, Buffer.from([10, 3, 26, 1, 0])));
    const numbers = bytesField(
      2,
      bytesField(3, Buffer.concat([bytesField(3, Buffer.from([0])), bytesField(8, Buffer.alloc(9_000_000))])),
    );
    const of = (...parts: Buffer[]) => frame('OSMData', zlibBlob(Buffer.concat(parts)));
    await expect(read(headerFrame(), of(named, plain))).rejects.toThrow(/more than 200000 such objects/);
    await expect(read(headerFrame(), of(named, strings(1_100_000)))).rejects.toThrow(/holds more than/);
    await expect(read(headerFrame(), of(named, numbers))).rejects.toThrow(/holds \d+ numbers/);
  });
});

test('a megabyte that unpacks to a gigabyte is refused without holding the gigabyte', () => {
  // A full flush makes parts that can follow one another any number of times.
  const part = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_FULL_FLUSH });
  const bomb = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: 1_000 }, () => part)]);
  const path = write(frame('OSMHeader', Buffer.concat([numberField(2, 100), bytesField(3, bomb)])));
  const script = `
    import { readOsmPbf } from '#scrapers/core/formats/osm-pbf.ts';
    const before = process.resourceUsage().maxRSS;
    let message = 'not refused';
    try { for await (const _ of readOsmPbf(process.argv[1], 'bomb')); } catch (error) { message = error.message; }
    console.log(JSON.stringify({ message, grown: process.resourceUsage().maxRSS - before }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script, path], {
    encoding: 'utf8',
  });
  const { message, grown } = JSON.parse(output) as { message: string; grown: number };
  expect(message).toMatch(/unpacks to more than 33554432 bytes/);
  // Kilobytes: the 32 MiB that are allowed, the packed megabyte, and the parts of the output before they are joined.
  expect(grown).toBeLessThan(150_000);
}, 30_000);
