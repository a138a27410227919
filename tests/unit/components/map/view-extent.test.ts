import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holds,
  settleExtent,
  toCameraBounds,
  toCellBox,
  toExtent,
  toFinestDepth,
} from '#components/map/view-extent.ts';
import { contains, parseExtent } from '#lib/devices/extent.ts';
import { toColumn, toRow } from '#lib/tiles/morton.ts';

const view = fc
  .record({
    lon: fc.double({ min: -540, max: 540, noNaN: true }),
    lat: fc.double({ min: -80, max: 80, noNaN: true }),
    zoom: fc.double({ min: -1, max: 18.5, noNaN: true }),
    width: fc.integer({ min: 320, max: 1900 }),
    height: fc.integer({ min: 300, max: 1100 }),
    coarser: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ lon, lat, zoom, width, height, coarser }) => {
    const perPixel = 360 / (512 * 2 ** zoom);
    const tall = perPixel * Math.cos((lat * Math.PI) / 180);
    return {
      depth: toFinestDepth(zoom) - coarser,
      bounds: {
        west: lon - (width / 2) * perPixel,
        east: lon + (width / 2) * perPixel,
        south: Math.max(-85, lat - (height / 2) * tall),
        north: Math.min(85, lat + (height / 2) * tall),
      },
    };
  });

/** A position with the seven decimals that sources give. */
const position = fc.record({
  lon: fc.integer({ min: -1_800_000_000, max: 1_799_999_999 }).map((value) => value / 1e7),
  lat: fc.integer({ min: -850_000_000, max: 850_000_000 }).map((value) => value / 1e7),
});

describe('the box of cells of a view', () => {
  it('counts a device exactly when the server, which compares degrees, does', () => {
    fc.assert(
      fc.property(view, position, ({ depth, bounds }, { lon, lat }) => {
        const box = toCellBox(bounds, depth);
        expect(holds(box, toColumn(lon), toRow(lat))).toBe(contains(toExtent(box), lon, lat));
      }),
      { numRuns: 3000 },
    );
  });

  it('counts devices beside its edges as the server does', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -20, max: 20 }), ({ depth, bounds }, tenMillionths) => {
        const box = toCellBox(bounds, depth);
        const extent = toExtent(box);
        const lat = (extent.south + extent.north) / 2;
        for (const edge of [extent.west, extent.east]) {
          const lon = Number((edge + tenMillionths * 1e-7).toFixed(7));
          // Within a hundredth of a millimeter of an edge, rounding decides, on either side.
          if (Math.abs(tenMillionths) <= 1 || lon < -180 || lon >= 180) continue;
          expect(holds(box, toColumn(lon), toRow(lat))).toBe(contains(extent, lon, lat));
        }
      }),
    );
  });

  it('holds the whole view', () => {
    fc.assert(
      fc.property(view, ({ depth, bounds }) => {
        const extent = toExtent(toCellBox(bounds, depth));
        const lat = (bounds.south + bounds.north) / 2;
        const lon = (bounds.west + bounds.east) / 2;
        const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
        expect(contains(extent, wrapped, lat)).toBe(true);
      }),
    );
  });

  it('survives the address: the text of an extent reads back as the same extent', () => {
    fc.assert(
      fc.property(view, ({ depth, bounds }) => {
        const extent = toExtent(toCellBox(bounds, depth));
        const text = [extent.west, extent.south, extent.east, extent.north].join(',');
        expect(parseExtent(text)).toEqual(extent);
      }),
    );
  });
});

describe('an extent of the address', () => {
  it('is kept after a reload in the same window, however often', () => {
    for (const coarser of [0, 1, 2, 3]) {
      const width = 1000;
      const bounds = { west: 2.2, south: 48.8, east: 2.5, north: 48.92 };
      const depthOf = ({ west, east }: { west: number; east: number }) =>
        toFinestDepth(Math.log2((width * 360) / (512 * (east - west)))) - coarser;
      const first = toExtent(toCellBox(bounds, depthOf(bounds)));
      const [west, south, east, north] = toCameraBounds(first, width);
      const again = { west, south, east, north };
      expect(toExtent(settleExtent(first, again, depthOf(again)))).toEqual(first);
    }
  });

  it('gives way to the view where it was made by hand', () => {
    const held = { west: 2.2, south: 48.8, east: 2.5, north: 48.92 };
    const bounds = { west: 2.1, south: 48.79, east: 2.6, north: 48.93 };
    expect(settleExtent(held, bounds, 15)).toEqual(toCellBox(bounds, 15));
  });
});
