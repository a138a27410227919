import { describe, expect, it } from 'vitest';
import { type Spot, stepThrough, toReadingOrder } from '#components/map/spots.ts';

const spot = (id: string, lon: number, lat: number): Spot => ({
  id,
  lon,
  lat,
  count: 1,
  cell: null,
  technology: null,
  status: null,
  radius: 8,
});

describe('spots in view', () => {
  const spots = [spot('south', 5, 40), spot('east', 9, 50.2), spot('west', 1, 50.1)];

  it('are read from north to south and, within a band, from west to east', () => {
    expect(toReadingOrder(spots, 1).map(({ id }) => id)).toEqual(['west', 'east', 'south']);
  });

  it('are gone through in a circle, both ways', () => {
    const ordered = toReadingOrder(spots, 1);
    const [west, east, south] = ordered;
    expect(stepThrough(ordered, null, 1)).toBe(west);
    expect(stepThrough(ordered, null, -1)).toBe(south);
    expect(stepThrough(ordered, west ?? null, 1)).toBe(east);
    expect(stepThrough(ordered, south ?? null, 1)).toBe(west);
    expect(stepThrough(ordered, west ?? null, -1)).toBe(south);
  });

  it('begin anew where the present one is no longer in view', () => {
    expect(stepThrough(toReadingOrder(spots, 1), spot('gone', 0, 0), 1)?.id).toBe('west');
    expect(stepThrough([], spots[0] ?? null, 1)).toBeNull();
  });
});
