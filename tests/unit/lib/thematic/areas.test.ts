import { describe, expect, it } from 'vitest';
import { authalicRadiusKm, toAreaKm2, toMiddle } from '#lib/thematic/areas.ts';
import { getOutlines } from '#lib/thematic/outlines.ts';

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('toAreaKm2', () => {
  it('measures a zone between parallels exactly: 2πR²(sin φ₂ − sin φ₁)', () => {
    const zone = [
      [-180, 0],
      [180, 0],
      [180, 30],
      [-180, 30],
      [-180, 0],
    ];
    expect(toAreaKm2([[zone]])).toBeCloseTo(2 * Math.PI * authalicRadiusKm ** 2 * 0.5, 3);
  });

  it('takes holes out, adds parts, and does not mind the winding', () => {
    const outline = square(10, 10, 4);
    const hole = square(11, 11, 1);
    const whole = toAreaKm2([[outline]]);
    expect(toAreaKm2([[outline, hole]])).toBeCloseTo(whole - toAreaKm2([[hole]]), 6);
    expect(toAreaKm2([[outline], [square(50, 0, 1)]])).toBeCloseTo(
      whole + toAreaKm2([[square(50, 0, 1)]]),
      6,
    );
    expect(toAreaKm2([[[...outline].reverse()]])).toBeCloseTo(whole, 6);
  });

  it('is nothing for nothing', () => {
    expect(toAreaKm2([])).toBe(0);
    expect(toAreaKm2([[]])).toBe(0);
    expect(toMiddle([[]])).toBeNull();
  });

  it('puts the middle into the largest part', () => {
    const middle = toMiddle([[square(-100, 0, 1)], [square(10, 20, 6)]]);
    expect(middle?.lon).toBeCloseTo(13, 6);
    expect(middle?.lat).toBeCloseTo(23, 6);
  });
});

describe('the packed outlines', () => {
  it('are within 3 % of the area that geographers give for countries of every latitude', async () => {
    const outlines = await getOutlines();
    // Square kilometers including inland water, as an order to hold the formula against: a degree-based area would be
    // off by half in the north.
    const about = { IS: 102_000, KE: 581_000, AU: 7_690_000, LS: 30_400, FI: 335_000 };
    for (const [code, area] of Object.entries(about)) {
      const measured = outlines.get(code)?.areaKm2 ?? 0;
      expect(Math.abs(measured / area - 1), code).toBeLessThan(0.03);
    }
  });
});
