import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureMeters, toBoxOf } from '#components/map/distance.ts';
import { contains } from '#lib/devices/extent.ts';

describe('distances', () => {
  it('knows a quarter of a meridian and a degree of the equator', () => {
    expect(measureMeters({ lon: 0, lat: 0 }, { lon: 0, lat: 90 })).toBeCloseTo(10_007_557, -1);
    expect(measureMeters({ lon: 179.5, lat: 0 }, { lon: -179.5, lat: 0 })).toBeCloseTo(111_195, -1);
  });

  it('holds whatever is nearer than the box is wide, across the antimeridian too', () => {
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    const lat = fc.double({ min: -80, max: 80, noNaN: true });
    fc.assert(
      fc.property(lon, lat, fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (x, y, angle) => {
        const center = { lon: x, lat: y };
        const far = 15_000;
        const north = (Math.cos(angle) * far) / 111_195;
        const east = (Math.sin(angle) * far) / (111_195 * Math.cos((y * Math.PI) / 180));
        const moved = x + east;
        const there = { lon: moved > 180 ? moved - 360 : moved < -180 ? moved + 360 : moved, lat: y + north };
        fc.pre(measureMeters(center, there) < 15_900);
        expect(contains(toBoxOf(center, 16_000), there.lon, there.lat)).toBe(true);
      }),
    );
  });
});
