import { expect, test } from 'vitest';
import { findPoint } from '#scrapers/core/formats/points.ts';

const found = { lon: '-79.36', lat: '43.65' };

test.each([
  ['POINT (-79.36 43.65)'],
  ['POINT(-79.36 43.65)'],
  ['point z ( -79.36   43.65 12.5 )'],
  ['SRID=4326;POINT(-79.36 43.65)'],
  ['MULTIPOINT (-79.36 43.65)'],
  ['MULTIPOINT ((-79.36 43.65))'],
  ['(43.65, -79.36)'],
  ['1 Example Road\nToronto, ON\n(43.65, -79.36)'],
])('%s: longitude and latitude as they are written', (text) => {
  expect(findPoint(text)).toEqual(found);
});

test.each([
  [{ type: 'Point', coordinates: [-79.36, 43.65] }],
  [{ type: 'Point', coordinates: [-79.36, 43.65, 100] }],
  [{ type: 'MultiPoint', coordinates: [[-79.36, 43.65]] }],
  [{ x: -79.36, y: 43.65 }],
  [{ points: [[-79.36, 43.65]] }],
  ['{"type":"Point","coordinates":[-79.36,43.65]}'],
])('%o', (value) => {
  expect(findPoint(value)).toEqual({ lon: -79.36, lat: 43.65 });
});

test('a location of Socrata: numbers as strings, the address unread', () => {
  expect(
    findPoint({ latitude: '43.65', longitude: '-79.36', human_address: '{"address":"1 Example Road"}' }),
  ).toEqual(found);
});

test.each([
  [null, 'no_coordinates'],
  [undefined, 'no_coordinates'],
  ['', 'no_coordinates'],
  ['POINT EMPTY', 'no_coordinates'],
  ['MULTIPOINT EMPTY', 'no_coordinates'],
  [{ type: 'Point', coordinates: ['', ''] }, 'no_coordinates'],
  [{ type: 'Point', coordinates: [] }, 'no_coordinates'],
  [{ type: 'Point' }, 'no_coordinates'],
  [{ x: 'NaN', y: 'NaN' }, 'no_coordinates'],
  [{ latitude: '43.65' }, 'no_coordinates'],
  ['MULTIPOINT (1 2, 3 4)', 'several_points'],
  [
    {
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
    'several_points',
  ],
  ['LINESTRING (1 2, 3 4)', 'geometry_not_a_point'],
  [{ type: 'Polygon', coordinates: [] }, 'geometry_not_a_point'],
  [{ rings: [] }, 'geometry_not_a_point'],
  ['43.65', 'geometry_not_a_point'],
  ['{"type":', 'geometry_not_a_point'],
  [{ type: 'Point', coordinates: [{ toString: 'x' }, 1] }, 'no_coordinates'],
  [12, 'geometry_not_a_point'],
  ['SRID=27700;POINT(379012 394512)', 'other_reference_system'],
])('%o: %s', (value, reason) => {
  expect(findPoint(value)).toEqual({ reason });
});
