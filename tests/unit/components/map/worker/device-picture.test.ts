import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { holds } from '#components/map/view-extent.ts';
import { DevicePictures } from '#components/map/worker/device-picture.ts';
import type { DevicePicture, View } from '#components/map/worker/protocol.ts';
import { type DeviceFilter, matches, noFilter } from '#lib/devices/filter.ts';
import { countKeys } from '#lib/tiles/cube-dictionary.ts';
import { encodeCube } from '#lib/tiles/cube-format.ts';
import { cubeGrains, toCubeOfRows } from '#lib/tiles/cube-tiles.ts';
import type { DeviceRow } from '#lib/tiles/device-columns.ts';
import { toPointTile } from '#lib/tiles/device-tiles.ts';
import type { DeviceTileset } from '#lib/tiles/device-tileset.ts';
import { deinterleave, toCell, toPosition, toTileRange } from '#lib/tiles/morton.ts';
import { type Snapshot, toMask, toPlaces, toRowRange } from '#lib/tiles/snapshot.ts';
import { SnapshotBuilder } from '#lib/tiles/snapshot-builder.ts';

type GradedRow = DeviceRow & { grade: string };

const technologies = [['video.camera'], ['vehicle.alpr'], [], ['vehicle.alpr', 'video.camera']];
const device: fc.Arbitrary<GradedRow> = fc
  .record({
    lon: fc.double({ min: 2, max: 2.6, noNaN: true }),
    lat: fc.double({ min: 48.6, max: 49, noNaN: true }),
    technologies: fc.constantFrom(...technologies),
    status: fc.constantFrom('present', 'removed', 'planned'),
    dataset: fc.constantFrom('one', 'two'),
    operator: fc.constantFrom('unknown', 'law_enforcement', 'company'),
    year: fc.constantFrom(null, 2015, 2020, 2024),
    country: fc.constantFrom('FR', 'BE', null),
  })
  .map(({ lon, lat, ...rest }) => ({
    ...rest,
    cell: toCell(lon, lat),
    grade: rest.dataset === 'one' ? 'community' : 'official',
    region: null,
    town: null,
    vendor: null,
    bearings: [],
    fieldOfView: null,
    precision: null,
  }));

const filter: fc.Arbitrary<DeviceFilter> = fc.record({
  technologies: fc.subarray(['unknown', 'vehicle.alpr', 'video.camera']),
  statuses: fc.subarray(['present', 'removed', 'planned']),
  datasets: fc.subarray(['one', 'two']),
  operatorKinds: fc.subarray(['unknown', 'law_enforcement']),
  grades: fc.subarray(['community', 'official']),
  from: fc.constantFrom(undefined, 2016),
  to: fc.constantFrom(undefined, 2020),
  place: fc.constantFrom(undefined, 'FR'),
});

const view = fc.record({
  west: fc.double({ min: 1.8, max: 2.5, noNaN: true }),
  south: fc.double({ min: 48.5, max: 48.9, noNaN: true }),
  zoom: fc.double({ min: 0, max: 16, noNaN: true }),
});

/** Devices as the server would send them: cubes below zoom 10, of a grain that differs by tile. */
function serve(rows: readonly GradedRow[]): { tileset: DeviceTileset; requests: string[] } {
  const builder = new SnapshotBuilder();
  for (const row of rows) builder.add(row);
  const snapshot: Snapshot = {
    ...builder.build({
      version: '0123456789ab',
      state: { loads: '', edits: '' },
      takenAt: '2026-01-01T00:00:00.000Z',
      xmin: '1',
      reach: new Map(),
      grades: new Map([
        ['one', 'community'],
        ['two', 'official'],
      ]),
    }),
    rawZoom: 10,
  };
  const requests: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    requests.push(address);
    const [, kind = '', z = 0, x = 0, y = 0] =
      /(cubes|devices)\/(\d+)\/(\d+)\/(\d+)/
        .exec(address)
        ?.map((part, index) => (index < 2 ? part : Number(part))) ?? [];
    const tile = { z: Number(z), x: Number(x), y: Number(y) };
    const bytes = kind === 'cubes' ? toCube(snapshot, tile) : toPointTile(snapshot, noFilter, tile);
    return bytes === null || bytes.length === 0
      ? new Response(null, { status: 204 })
      : new Response(Uint8Array.from(bytes));
  });
  return {
    requests,
    tileset: {
      tilejson: '3.0.0',
      name: 'Devices',
      tiles: ['/tiles/devices/{z}/{x}/{y}.mvt?v=0123456789ab'],
      minzoom: 10,
      maxzoom: 14,
      rawZoom: 10,
      version: '0123456789ab',
      count: rows.length,
      cubes: { tiles: ['/tiles/cubes/{z}/{x}/{y}?v=0123456789ab'], dictionary: snapshot.dictionary },
      snapshotAt: snapshot.takenAt,
      waitingEdits: 0,
      source: 'memory',
    },
  };
}

function toCube(snapshot: Snapshot, { z, x, y }: { z: number; x: number; y: number }): Uint8Array | null {
  const { start, end } = toRowRange(snapshot, toTileRange(z, x, y));
  const grain = cubeGrains[(x + y) % cubeGrains.length];
  if (start === end || grain === undefined) return null;
  const cube = toCubeOfRows(snapshot, toMask(snapshot, noFilter), { ...grain, z, start, end });
  return cube === null ? null : encodeCube(cube, countKeys(snapshot.dictionary));
}

/** The picture when every tile has come. */
async function drawWhole(pictures: DevicePictures, asked: View): Promise<DevicePicture> {
  for (;;) {
    const { picture, loading } = pictures.draw(asked);
    if (loading === 0) return picture;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

afterEach(() => vi.unstubAllGlobals());

describe('the picture of a view', () => {
  it('counts what passes the filter in its box, at every zoom, whatever the grain of the cubes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(device, { maxLength: 60 }),
        filter,
        view,
        async (rows, by, { west, south, zoom }) => {
          const { tileset } = serve(rows);
          const pictures = new DevicePictures(tileset, 'http://site.invalid', {
            changed() {},
            outdated() {},
          });
          const bounds = { west, south, east: west + 0.4, north: south + 0.3 };
          const picture = await drawWhole(pictures, { filter: by, bounds, zoom, held: null });
          const { box, tally } = picture;
          if (box === null || tally === null) throw new Error('the picture is not whole');
          const inside = rows.filter((row) => {
            const { column, row: line } = deinterleave(row.cell);
            return holds(box, column, line);
          });
          const passing = inside.filter((row) => matches(by, { ...row, places: toPlaces(row) }));
          expect(tally.total).toBe(passing.length);
          for (const status of ['present', 'removed'] as const) {
            const alone = inside.filter((row) =>
              matches({ ...by, statuses: [status] }, { ...row, places: toPlaces(row) }),
            );
            expect(tally.statuses[status] ?? 0).toBe(alone.length);
          }
          for (const code of ['vehicle.alpr', 'unknown']) {
            const alone = inside.filter((row) =>
              matches({ ...by, technologies: [code] }, { ...row, places: toPlaces(row) }),
            );
            expect(tally.technologies[code] ?? 0).toBe(alone.length);
          }
          expect(picture.isRaw).toBe(Math.floor(zoom) >= 10);
          const drawn = (picture.cells?.features ?? []).reduce(
            (sum, { properties }) => sum + properties.n,
            0,
          );
          if (!picture.isRaw) expect(drawn).toBeGreaterThanOrEqual(passing.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('asks for nothing when only the filter changes', async () => {
    const rows = fc.sample(device, { numRuns: 50, seed: 7 });
    const { tileset, requests } = serve(rows);
    const pictures = new DevicePictures(tileset, 'http://site.invalid', { changed() {}, outdated() {} });
    for (const zoom of [6, 12]) {
      const asked = { bounds: { west: 2.1, south: 48.7, east: 2.5, north: 48.9 }, zoom, held: null };
      await drawWhole(pictures, { ...asked, filter: noFilter });
      const before = requests.length;
      expect(before).toBeGreaterThan(0);
      const few = { ...noFilter, technologies: ['vehicle.alpr'], place: 'FR', from: 2016 };
      await drawWhole(pictures, { ...asked, filter: few });
      expect(requests.length).toBe(before);
    }
  });

  it('asks the server again for what only it can answer', async () => {
    const { tileset, requests } = serve(fc.sample(device, { numRuns: 5, seed: 7 }));
    const pictures = new DevicePictures(tileset, 'http://site.invalid', { changed() {}, outdated() {} });
    const asked = { bounds: { west: 2.1, south: 48.7, east: 2.5, north: 48.9 }, zoom: 6, held: null };
    await drawWhole(pictures, { ...asked, filter: { ...noFilter, law: 'some-law', statuses: ['present'] } });
    expect(new Set(requests.map((address) => address.split('?')[1]))).toEqual(
      new Set(['v=0123456789ab&law=some-law']),
    );
  });

  it('tells how many tiles are missing, and asks for them again when told to', async () => {
    const { tileset } = serve(fc.sample(device, { numRuns: 5, seed: 7 }));
    const served = globalThis.fetch;
    vi.stubGlobal('fetch', async () => new Response('away', { status: 503 }));
    const pictures = new DevicePictures(tileset, 'http://site.invalid', { changed() {}, outdated() {} });
    const asked = {
      bounds: { west: 1, south: 48, east: 4, north: 50 },
      zoom: 6,
      held: null,
      filter: noFilter,
    };
    const broken = await drawWhole(pictures, asked);
    expect(broken.missing).toBeGreaterThan(0);
    expect(broken.tally).toBeNull();
    vi.stubGlobal('fetch', served);
    pictures.forgetFailed();
    const whole = await drawWhole(pictures, asked);
    expect(whole.missing).toBe(0);
    expect(whole.tally?.total).toBe(5);
  });

  it('says when tiles are of another snapshot', async () => {
    const { tileset } = serve(fc.sample(device, { numRuns: 5, seed: 7 }));
    const outdated = vi.fn();
    const older = {
      ...tileset,
      cubes: { ...tileset.cubes, dictionary: { ...tileset.cubes.dictionary, version: 'ba9876543210' } },
    };
    const pictures = new DevicePictures(older, 'http://site.invalid', { changed() {}, outdated });
    const bounds = { west: 2.1, south: 48.7, east: 2.5, north: 48.9 };
    await drawWhole(pictures, { bounds, zoom: 6, held: null, filter: noFilter });
    expect(outdated).toHaveBeenCalled();
  });

  it('gives single devices as spots, one a place, with their number', async () => {
    const [first] = fc.sample(device, { numRuns: 1, seed: 7 });
    if (first === undefined) throw new Error('no device');
    const { tileset } = serve([first, first, { ...first, cell: first.cell + 4000 }]);
    const pictures = new DevicePictures(tileset, 'http://site.invalid', { changed() {}, outdated() {} });
    const { column, row } = deinterleave(first.cell);
    const { lon, lat } = toPosition(column, row);
    const bounds = { west: lon - 0.01, south: lat - 0.01, east: lon + 0.01, north: lat + 0.01 };
    const { spots, isRaw } = await drawWhole(pictures, { bounds, zoom: 15, held: null, filter: noFilter });
    expect(isRaw).toBe(true);
    expect(spots.map(({ count }) => count).sort()).toEqual([1, 2]);
  });
});
