import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePmtiles } from '#lib/tiles/pmtiles-writer.ts';
import { StreetBasemap } from '#lib/tiles/street-basemap.ts';

const tile = Buffer.from('a tile of streets');
const archive = Buffer.from(
  writePmtiles({
    tiles: [
      { z: 0, x: 0, y: 0, bytes: gzipSync(tile) },
      { z: 3, x: 4, y: 2, bytes: gzipSync('another') },
    ],
    minZoom: 0,
    maxZoom: 3,
    bounds: [-10, 35, 30, 60],
    metadata: {
      attribution: '<a href="https://osm.example">&copy; OpenStreetMap</a>',
      vector_layers: [{ id: 'roads', fields: { kind: 'String' } }],
    },
  }),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-basemap-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function open<T>(
  bytes: Uint8Array,
  use: (street: StreetBasemap, lines: string[]) => Promise<T>,
): Promise<T> {
  files += 1;
  const path = join(folder, `${files}.pmtiles`);
  writeFileSync(path, bytes);
  const lines: string[] = [];
  const street = new StreetBasemap(path, (line) => lines.push(line));
  try {
    return await use(street, lines);
  } finally {
    await street.close();
  }
}

const changed = (change: (copy: Buffer) => void) => {
  const copy = Buffer.from(archive);
  change(copy);
  return copy;
};

describe('a street-level base map', () => {
  it('gives its tiles, and describes itself in its own words without markup', async () => {
    await open(archive, async (street, lines) => {
      const described = await street.describe();
      expect(described).toMatchObject({
        minzoom: 0,
        maxzoom: 3,
        bounds: [-10, 35, 30, 60],
        attribution: '© OpenStreetMap',
      });
      expect(described?.vector_layers).toEqual([{ id: 'roads', fields: { kind: 'String' } }]);
      const bytes = await street.getTile({ z: 0, x: 0, y: 0 });
      expect(bytes === null ? '' : gunzipSync(bytes).toString()).toBe(tile.toString());
      expect(await street.getTile({ z: 1, x: 0, y: 0 })).toBeNull();
      expect(lines).toEqual([]);
    });
  });

  it('is left out, with one line that says why, when the file cannot be used', async () => {
    const wrong: [Uint8Array, RegExp][] = [
      [Buffer.from('GIF89a, which is no map'), /it is no PMTiles archive|outside|bounds/i],
      [Buffer.alloc(0), /PMTILES/],
      [archive.subarray(0, 60), /PMTILES/],
      [archive.subarray(0, archive.length - 5), /cut off/],
      [changed((copy) => copy.writeUInt8(2, 7)), /version 2/],
      [changed((copy) => copy.writeUInt8(2, 99)), /pictures/],
      [changed((copy) => copy.writeUInt8(3, 98)), /other than gzip/],
      [changed((copy) => copy.writeUInt8(4, 97)), /gzip|Compression/i],
      [changed((copy) => copy.writeUInt8(9, 100)), /zoom/],
      [changed((copy) => copy.writeBigUInt64LE(2n ** 60n, 24)), /outside|safe|PMTILES/],
      [changed((copy) => copy.fill(0xff, 127, 160)), /PMTILES/],
    ];
    for (const [bytes, reason] of wrong) {
      await open(bytes, async (street, lines) => {
        expect(await street.describe()).toBeNull();
        expect(await street.getTile({ z: 0, x: 0, y: 0 })).toBeNull();
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(reason);
        expect(lines[0]).not.toContain('\n');
      });
    }
    const lines: string[] = [];
    const missing = new StreetBasemap(join(folder, 'none.pmtiles'), (line) => lines.push(line));
    expect(await missing.describe()).toBeNull();
    expect(lines[0]).toContain('there is no such file');
  });

  it('never throws and never hangs, whatever is damaged', async () => {
    const damage = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(archive.length), async (bytes, length) => {
        const copy = changed((target) => {
          for (const [at, value] of bytes) target[at] = value;
        });
        await open(length < archive.length / 2 ? copy.subarray(0, length) : copy, async (street, lines) => {
          await street.describe();
          await street.getTile({ z: 0, x: 0, y: 0 });
          await street.getTile({ z: 3, x: 4, y: 2 });
          expect(lines.length).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 200 },
    );
  });
});
