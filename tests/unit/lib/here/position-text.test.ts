import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains } from '#lib/devices/extent.ts';
import { toMapBox } from '#lib/here/map-box.ts';
import { formatPosition, parsePosition } from '#lib/here/position-text.ts';

describe('a typed position', () => {
  test.each([
    ['52.52, 13.405', 52.52, 13.405],
    ['52.52 13.405', 52.52, 13.405],
    ['-33.86;151.21', -33.86, 151.21],
    ['−33.86, −70.5', -33.86, -70.5],
    ['52.5N 13.4E', 52.5, 13.4],
    ['33.9 S, 18.4 W', -33.9, -18.4],
    ['52°30′N 13°24′E', 52.5, 13.4],
    ['33°51\'36"S, 151°12\'36"E', -33.86, 151.21],
    ['0, 180', 0, 180],
  ])('%s', (text, lat, lon) => {
    const found = parsePosition(text);
    expect(found?.lat).toBeCloseTo(lat, 6);
    expect(found?.lon).toBeCloseTo(lon, 6);
  });

  test.each(['', 'Oakland', '52.52', '91, 0', '0, 181', '-5N 3E', '52°61′N 13°E', '1,2,3', 'NaN, 1'])(
    '%s is none',
    (text) => {
      expect(parsePosition(text)).toBeUndefined();
    },
  );

  test('any text is read or refused, and what is shown can be read again', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePosition(text)));
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (lat, lon) => {
          const again = parsePosition(formatPosition({ lat, lon }));
          expect(again?.lat).toBeCloseTo(lat, 2);
          expect(again?.lon).toBeCloseTo(lon, 2);
        },
      ),
    );
  });
});

describe('the part of the map that is opened for a spot', () => {
  const lat = fc.double({ min: -80, max: 80, noNaN: true });
  const lon = fc.double({ min: -179.9, max: 179.9, noNaN: true });

  test('holds the spot', () => {
    fc.assert(
      fc.property(lat, lon, (a, o) => {
        expect(contains(toMapBox({ lat: a, lon: o }), o, a)).toBe(true);
      }),
    );
  });

  test('is the same for every spot of one cell: it does not tell which', () => {
    const box = toMapBox({ lat: 37.8044, lon: -122.2711 });
    expect(toMapBox({ lat: 37.8999, lon: -122.2711 })).toEqual(box);
    expect(toMapBox({ lat: 37.8044, lon: -122.2722 })).toEqual(box);
  });
});
