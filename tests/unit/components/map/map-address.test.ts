import { describe, expect, it } from 'vitest';
import { firstScene, readScene, toMapHref } from '#components/map/map-address.ts';
import { noFilter } from '#lib/devices/filter.ts';

describe('the address of the map', () => {
  it('is short where nothing was chosen, and reads back what was', () => {
    expect(toMapHref(noFilter, null)).toBe('/map');
    const scene = { view: 'coverage', date: '2019-05-01', measure: 'laws' } as const;
    const extent = { west: 2.1972656, south: 48.7779129, east: 2.5048827, north: 48.9405432 };
    const href = toMapHref({ ...noFilter, technologies: ['vehicle.alpr'] }, extent, scene);
    expect(href).toContain('bbox=2.1972656,48.7779129,2.5048827,48.9405432');
    expect(readScene(new URL(href, 'http://site.invalid').searchParams)).toEqual({ scene, problems: [] });
  });

  it('names what makes no sense and keeps the rest', () => {
    const query = new URLSearchParams('view=moon&date=2019-02-30&measure=laws');
    const { scene, problems } = readScene(query);
    expect(scene).toEqual({ ...firstScene, measure: 'laws' });
    expect(problems).toEqual([
      'view: must be one of devices, coverage, flows',
      'date: must be a day such as 2020-06-30',
    ]);
  });
});
