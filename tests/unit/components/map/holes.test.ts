import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { toHoleOverlay } from '#components/map/layers/holes.ts';
import { noOverlay } from '#components/map/overlay.ts';
import { palettes } from '#components/map/palette.ts';

const toHole = (reason: string) => ({ dataset: 'd', label: 'somewhere', reason });

describe('known holes', () => {
  it('are hatched where the reason names their square', () => {
    const { sources, areas } = toHoleOverlay([toHole('the world file has no tile 6/33/21')], palettes.light);
    expect(validateStyleMin({ version: 8, sources, layers: areas })).toEqual([]);
    const [west, south, east, north] = readBox(JSON.stringify(sources));
    // Column 33 of 64 begins at 33 / 64 × 360° − 180°; Cologne lies in it.
    expect(west).toBeCloseTo(5.625, 5);
    expect(east).toBeCloseTo(11.25, 5);
    expect(south).toBeLessThan(50.94);
    expect(north).toBeGreaterThan(50.94);
    expect(north - south).toBeLessThan(5.625);
  });

  it('are not drawn where the reason names none, or one that there is not', () => {
    for (const reason of ['nobody has looked', 'no tile 6/64/0', 'no tile 40/1/1', 'since 2024/05'])
      expect(toHoleOverlay([toHole(reason)], palettes.dark)).toBe(noOverlay);
  });
});

/** West, south, east, north of the ring in a text of GeoJSON. */
function readBox(text: string): [number, number, number, number] {
  const points = [...text.matchAll(/\[(-?[\d.]+),(-?[\d.]+)\]/g)].map(([, lon, lat]) => [
    Number(lon),
    Number(lat),
  ]);
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
