import { featureFilter } from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceFilter, deviceGrades, deviceStatuses, matches, noFilter } from '#lib/devices/filter.ts';
import { type CubeDictionary, countKeys, toKey } from '#lib/tiles/cube-dictionary.ts';
import { type Cube, CubeError, decodeCube, encodeCube } from '#lib/tiles/cube-format.ts';
import { toFeatureFilter } from '#lib/tiles/feature-filter.ts';
import { featureProperties } from '#lib/tiles/feature-properties.ts';
import { countCube, mergeGroups, toCountedGroups, toCubeTest } from '#lib/tiles/filter-cube.ts';
import { interleave } from '#lib/tiles/morton.ts';

const dictionary: CubeDictionary = {
  version: '0123456789ab',
  technologySets: [[], ['video.camera'], ['vehicle.alpr', 'video.camera'], ['vehicle.alpr']],
  operators: ['unknown', 'other', 'law_enforcement'],
  statuses: ['present', 'disused'],
  datasets: [
    { id: 'osm-surveillance', grade: 'community' },
    { id: 'city-toronto', grade: 'official' },
  ],
  years: [null, 2019, 2020, 2024],
  countries: [null, 'DE', 'FR', 'US'],
};

const keyCount = countKeys(dictionary);

/** One device as a cube can hold it: cell, attributes, 256ths of a cell. */
const devices = fc.record({
  column: fc.integer({ min: 0, max: 31 }),
  row: fc.integer({ min: 0, max: 31 }),
  country: fc.integer({ min: 0, max: 3 }),
  set: fc.integer({ min: 0, max: 3 }),
  operator: fc.integer({ min: 0, max: 2 }),
  status: fc.integer({ min: 0, max: 1 }),
  dataset: fc.integer({ min: 0, max: 1 }),
  year: fc.integer({ min: 0, max: 3 }),
  x: fc.integer({ min: 0, max: 15 }),
  y: fc.integer({ min: 0, max: 15 }),
});
type Device = typeof devices extends fc.Arbitrary<infer T> ? T : never;

const filters: fc.Arbitrary<DeviceFilter> = fc.record({
  technologies: fc.subarray(['unknown', 'video.camera', 'vehicle.alpr', 'audio.gunshot']),
  statuses: fc.subarray([...deviceStatuses]),
  datasets: fc.subarray(['osm-surveillance', 'city-toronto', 'elsewhere']),
  operator: fc.option(fc.constantFrom('known' as const, 'unknown' as const), { nil: undefined }),
  operatorKinds: fc.subarray(['unknown', 'other', 'law_enforcement', 'military']),
  grades: fc.subarray([...deviceGrades]),
  from: fc.option(fc.integer({ min: 2018, max: 2020 }), { nil: undefined }),
  to: fc.option(fc.integer({ min: 2020, max: 2025 }), { nil: undefined }),
  place: fc.option(fc.constantFrom('DE', 'US'), { nil: undefined }),
});

describe('a cube tile', () => {
  it('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(fc.array(devices, { maxLength: 60 }), fc.boolean(), (held, spotsByRow) => {
        const cube = toCube(held, spotsByRow);
        expect(decodeCube(encodeCube(cube, keyCount), dictionary)).toEqual(cube);
      }),
    );
  });

  it('is refused when it is cut off, continued, or of another snapshot', () => {
    fc.assert(
      fc.property(
        fc.array(devices, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 1 }),
        (held, part) => {
          const bytes = encodeCube(toCube(held, true), keyCount);
          const cut = bytes.subarray(0, Math.min(bytes.length - 1, Math.floor(part * bytes.length)));
          expect(() => decodeCube(cut, dictionary)).toThrow(CubeError);
          expect(() => decodeCube(new Uint8Array([...bytes, 0]), dictionary)).toThrow(CubeError);
        },
      ),
    );
    const bytes = encodeCube(toCube([], true), keyCount);
    const other = { ...dictionary, version: 'ffffffffffff' };
    expect(() => decodeCube(bytes, other)).toThrow(expect.objectContaining({ otherVersion: true }));
  });

  it('never does anything but throw its own error for bytes that mean nothing', () => {
    const header = [0x50, 0x44, 0x43, 2, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab];
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((rest) => new Uint8Array([...header, 5, 1, ...rest])),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        try {
          const cube = decodeCube(bytes, dictionary);
          // What passes is a cube: it encodes to something that decodes to the same.
          expect(decodeCube(encodeCube(cube, keyCount), dictionary)).toEqual(cube);
        } catch (error) {
          expect(error).toBeInstanceOf(CubeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('counts exactly what passes, under any filter, and loses nothing when cells are merged', () => {
    fc.assert(
      fc.property(
        fc.array(devices, { maxLength: 80 }),
        filters,
        fc.integer({ min: 0, max: 5 }),
        (held, filter, bits) => {
          const cube = toCube(held, true);
          const test = toCubeTest(dictionary, filter);
          const expected = held.filter((device) => matches(filter, toAttributes(device)));
          expect(countCube(cube, test)).toBe(expected.length);
          const cells = mergeGroups(toCountedGroups(cube, test), cube, bits);
          expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
          for (const { x, y, count } of cells) {
            expect(count).toBeGreaterThan(0);
            expect(x >= 0 && x < 1 && y >= 0 && y < 1).toBe(true);
          }
        },
      ),
    );
  });

  it('places a counted cell at the mean of what passes, within a sixteenth of a cell', () => {
    fc.assert(
      fc.property(fc.array(devices, { minLength: 1, maxLength: 40 }), filters, (held, filter) => {
        const passing = held.filter((device) => matches(filter, toAttributes(device)));
        const cube = toCube(held, true);
        const [cell] = mergeGroups(toCountedGroups(cube, toCubeTest(dictionary, filter)), cube, 0);
        expect(cell === undefined).toBe(passing.length === 0);
        if (cell === undefined) return;
        const mean = (of: (device: Device) => number) =>
          passing.reduce((sum, device) => sum + of(device), 0) / passing.length / 32;
        const tolerance = 1 / 16 / 32 + 1e-9;
        expect(Math.abs(cell.x - mean((d) => d.column + (d.x + 0.5) / 16))).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(cell.y - mean((d) => d.row + (d.y + 0.5) / 16))).toBeLessThanOrEqual(tolerance);
      }),
    );
  });
});

describe('the filter of the map engine', () => {
  it('passes the same devices as ours', () => {
    fc.assert(
      fc.property(devices, filters, (device, filter) => {
        const attributes = toAttributes(device);
        const names = featureProperties;
        const properties = {
          [names.technology]: attributes.technologies[0] ?? 'unknown',
          ...(attributes.technologies.length > 1 && {
            [names.technologies]: `,${attributes.technologies.join()},`,
          }),
          [names.status]: attributes.status,
          ...(attributes.operator !== 'unknown' && { [names.operator]: attributes.operator }),
          [names.dataset]: attributes.dataset,
          [names.grade]: attributes.grade,
          ...(attributes.year !== null && { [names.year]: attributes.year }),
          ...(attributes.places[0] !== undefined && { [names.country]: attributes.places[0] }),
        };
        const test = featureFilter(toFeatureFilter(filter) as Parameters<typeof featureFilter>[0], 'filter');
        const passes = test.filter({ zoom: 12 }, { type: 1, properties, geometry: [] });
        expect(passes).toBe(matches(filter, attributes));
      }),
      { numRuns: 500 },
    );
    expect(toFeatureFilter(noFilter)).toEqual(['all']);
  });
});

function toAttributes(device: Device) {
  const dataset = dictionary.datasets[device.dataset];
  const country = dictionary.countries[device.country] ?? null;
  return {
    technologies: dictionary.technologySets[device.set] ?? [],
    status: dictionary.statuses[device.status] ?? '',
    dataset: dataset?.id ?? '',
    grade: dataset?.grade ?? '',
    operator: dictionary.operators[device.operator] ?? '',
    year: dictionary.years[device.year] ?? null,
    places: country === null ? [] : [country],
    vendor: null,
  };
}

/** A cube made as plainly as possible. */
function toCube(held: readonly Device[], spotsByRow: boolean): Cube {
  const rows = new Map<string, { cell: number; country: number; key: number; held: Device[] }>();
  for (const device of held) {
    const cell = interleave(device.column, device.row);
    const key = toKey(dictionary, device);
    expect(key).toBeLessThan(countKeys(dictionary));
    const id = `${cell}|${device.country}|${key}`;
    const row = rows.get(id) ?? { cell, country: device.country, key, held: [] };
    row.held.push(device);
    rows.set(id, row);
  }
  const sorted = [...rows.values()].sort((a, b) => a.cell - b.cell || a.country - b.country || a.key - b.key);
  const starts = sorted.flatMap((row, i) => {
    const before = sorted[i - 1];
    return before?.cell === row.cell && before.country === row.country ? [] : [i];
  });
  const spot = (of: readonly Device[], axis: 'x' | 'y') =>
    (Math.floor(of.reduce((sum, device) => sum + device[axis] + 0.5, 0) / of.length) << 4) | 8;
  const group = (i: number) =>
    sorted.filter((row) => row.cell === sorted[i]?.cell && row.country === sorted[i]?.country);
  const spots = (axis: 'x' | 'y') =>
    Uint8Array.from(sorted, (row, i) =>
      spot(spotsByRow ? row.held : group(i).flatMap((of) => of.held), axis),
    );
  return {
    version: dictionary.version,
    gridBits: 5,
    spotsByRow,
    cells: Uint16Array.from(starts, (i) => sorted[i]?.cell ?? 0),
    countries: Uint16Array.from(starts, (i) => sorted[i]?.country ?? 0),
    starts: Uint32Array.from([...starts, sorted.length]),
    keys: Uint32Array.from(sorted, (row) => row.key),
    counts: Uint32Array.from(sorted, (row) => row.held.length),
    xs: spots('x'),
    ys: spots('y'),
  };
}
