import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles, type Source } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRange } from '#lib/site/file-reply.ts';
import { exportMap } from '#lib/tiles/export-map.ts';
import { MapFileRoutes } from '#lib/tiles/map-file-routes.ts';
import { toCell } from '#lib/tiles/morton.ts';
import { SnapshotBuilder } from '#lib/tiles/snapshot-builder.ts';

const datasets = [
  { id: 'osm', license: 'ODbL-1.0', attribution: '© OpenStreetMap contributors.' },
  { id: 'city', license: 'OGL-UK-3.0', attribution: 'City.' },
];
const count = 3000;
let folder: string;

beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'export-map-')), 'map');
  const builder = new SnapshotBuilder();
  for (let i = 0; i < count; i += 1) {
    const [lon, lat] = [-170 + ((i * 37) % 340), -60 + ((i * 91) % 120) + i / 1e5];
    builder.add({
      ...{ cell: toCell(lon, lat), technologies: ['video.camera'], status: 'present', year: 2020 },
      ...{ dataset: i % 10 === 0 ? 'city' : 'osm', operator: 'unknown' },
      ...{ country: 'FR', region: null, town: null, vendor: null },
      ...{ bearings: [i % 360], fieldOfView: null, precision: null },
    });
  }
  const state = { loads: '', edits: '' };
  const head = {
    version: '0123456789ab',
    state,
    takenAt: '2026-11-26T00:00:00.000Z',
    xmin: '1',
    reach: new Map(),
  };
  const snapshot = builder.build({ ...head, grades: new Map() });
  exportMap({
    snapshot,
    datasets,
    folder,
    findLicenseText: (id) => (id === 'osm' ? 'The ODbL.' : undefined),
  });
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

describe('the map as files', () => {
  it('are archives that the PMTiles reader opens, one a license, with every device once in each zoom', async () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'map.json'), 'utf8'));
    expect(manifest.files.map((file: { name: string }) => file.name)).toEqual([
      'devices-odbl-1.0.pmtiles',
      'devices-ogl-uk-3.0.pmtiles',
    ]);
    for (const [name, dataset, expected] of [
      ['devices-odbl-1.0.pmtiles', 'osm', count - count / 10],
      ['devices-ogl-uk-3.0.pmtiles', 'city', count / 10],
    ] as const) {
      const bytes = readFileSync(join(folder, name));
      const source: Source = {
        getKey: () => name,
        getBytes: async (offset, length) => ({
          data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer,
        }),
      };
      const archive = new PMTiles(source);
      const header = await archive.getHeader();
      expect([header.specVersion, header.minZoom, header.maxZoom, header.clustered]).toEqual([
        3,
        0,
        13,
        true,
      ]);
      expect(header.tileDataOffset + (header.tileDataLength ?? 0)).toBe(bytes.length);
      expect(await archive.getMetadata()).toMatchObject({
        attribution: datasets.find(({ id }) => id === dataset)?.attribution,
      });
      for (const zoom of [0, 4]) {
        let found = 0;
        for (let x = 0; x < 2 ** zoom; x += 1) {
          for (let y = 0; y < 2 ** zoom; y += 1) {
            const tile = await archive.getZxy(zoom, x, y);
            if (tile === undefined) continue;
            const layer = new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers.devices;
            for (let i = 0; i < (layer?.length ?? 0); i += 1) {
              expect(layer?.feature(i).properties.d).toBe(dataset);
              found += 1;
            }
          }
        }
        expect(found).toBe(expected);
      }
    }
    expect(readFileSync(join(folder, 'devices-odbl-1.0.LICENSE.txt'), 'utf8')).toContain('The ODbL.');
  });

  it('are served by the names in the manifest and by no other', () => {
    const routes = new MapFileRoutes(folder);
    const file = routes.get('/tiles/map/devices-odbl-1.0.pmtiles');
    expect('file' in file && existsSync(file.file)).toBe(true);
    for (const path of [
      '/tiles/map/map.json',
      '/tiles/map/../map.json',
      '/tiles/map/',
      '/tiles/map/x.pmtiles',
    ]) {
      expect(routes.get(path)).toMatchObject({ status: 404 });
    }
    expect(routes.get('/tiles/map.json')).toMatchObject({ status: 200 });
    expect(new MapFileRoutes(join(folder, 'elsewhere')).get('/tiles/map.json')).toMatchObject({
      status: 404,
    });
  });

  it('are sent by byte ranges', () => {
    expect(parseRange('bytes=0-99', 1000)).toEqual({ start: 0, end: 99 });
    expect(parseRange('bytes=900-', 1000)).toEqual({ start: 900, end: 999 });
    expect(parseRange('bytes=-100', 1000)).toEqual({ start: 900, end: 999 });
    expect(parseRange('bytes=0-9999', 1000)).toEqual({ start: 0, end: 999 });
    expect(parseRange('bytes=1000-', 1000)).toBe('unsatisfiable');
    expect(parseRange('bytes=-0', 1000)).toBe('unsatisfiable');
    for (const text of [undefined, '', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-9', 'items=0-1', 'bytes=a-b']) {
      expect(parseRange(text, 1000)).toBe('whole');
    }
  });
});
