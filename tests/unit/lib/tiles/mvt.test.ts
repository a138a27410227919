import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { encodeTile, TileLayer, type TilePoint, type TileValue } from '#lib/tiles/mvt.ts';

const unit = fc.integer({ min: -200, max: 4300 });
const value: fc.Arbitrary<TileValue> = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
);
const properties = fc.dictionary(
  fc.string({ minLength: 1 }).filter((k) => k !== '__proto__'),
  value,
  { maxKeys: 4, noNullPrototype: true },
);

function decode(layers: TileLayer[]) {
  return new VectorTile(new PbfReader(encodeTile(layers)));
}

describe('vector tiles', () => {
  it('come back from an independent decoder as they went in: points, ids and properties', () => {
    const feature = fc.record({ x: unit, y: unit, properties, id: fc.option(fc.nat(2 ** 52 - 1)) });
    fc.assert(
      fc.property(fc.array(feature, { minLength: 1, maxLength: 30 }), (features) => {
        const layer = new TileLayer('points');
        for (const f of features) layer.addPoint(f.x, f.y, f.properties, f.id);
        const decoded = decode([layer]).layers.points;
        expect(decoded?.length).toBe(features.length);
        expect(decoded?.version).toBe(2);
        for (const [index, f] of features.entries()) {
          const got = decoded?.feature(index);
          expect(got?.loadGeometry().map((ring) => ring.map((p) => [p.x, p.y]))).toEqual([[[f.x, f.y]]]);
          expect({ ...got?.properties }).toEqual(f.properties);
          expect(got?.id).toBe(f.id ?? undefined);
        }
      }),
    );
  });

  it('hold lines as they were drawn', () => {
    const line = fc.uniqueArray(fc.tuple(unit, unit), {
      minLength: 2,
      maxLength: 20,
      selector: (p) => p.join(),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const layer = new TileLayer('lines');
        layer.addLines(lines, { kind: 'country' });
        const got = decode([layer]).layers.lines?.feature(0);
        expect(got?.type).toBe(2);
        expect(got?.loadGeometry().map((path) => path.map((p) => [p.x, p.y]))).toEqual(lines);
      }),
    );
  });

  it('close each ring once, whether or not the caller repeated the first corner', () => {
    const open: TilePoint[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ];
    for (const ring of [open, [...open, [0, 0] as const]]) {
      const layer = new TileLayer('areas');
      layer.addPolygon([ring], { code: 'XX' });
      const got = decode([layer]).layers.areas?.feature(0);
      expect(got?.loadGeometry()[0]?.map((p) => [p.x, p.y])).toEqual([...open, [0, 0]]);
    }
  });

  it('leave out layers and shapes that hold nothing', () => {
    const empty = new TileLayer('empty');
    empty.addPolygon(
      [
        [
          [1, 1],
          [1, 1],
          [2, 2],
        ],
      ],
      {},
    );
    empty.addLines(
      [
        [
          [5, 5],
          [5, 5],
        ],
      ],
      {},
    );
    expect(encodeTile([empty])).toHaveLength(0);
  });
});
