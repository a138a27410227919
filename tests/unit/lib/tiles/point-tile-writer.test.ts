import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { encodeTile, TileLayer } from '#lib/tiles/mvt.ts';
import { PointTileWriter } from '#lib/tiles/point-tile-writer.ts';

const names = ['t', 's', 'y'];
/** More than 128, so that some indexes take two bytes. */
const values = [...Array.from({ length: 300 }, (_, index) => `value ${index}`), 7, 2024];

const point = fc.record({
  id: fc.oneof(
    fc.constant(-1),
    fc.integer({ min: 0, max: 300 }),
    fc.maxSafeNat().map((n) => n % 2 ** 52),
  ),
  x: fc.integer({ min: 0, max: 4095 }),
  y: fc.integer({ min: 0, max: 4095 }),
  tags: fc
    .subarray([0, 1, 2])
    .chain((of) =>
      fc
        .array(fc.nat({ max: values.length - 1 }), { minLength: of.length, maxLength: of.length })
        .map((chosen) => of.map((name, index) => [name, chosen[index] ?? 0] as const)),
    ),
});
const tile = fc.array(fc.array(point, { maxLength: 400 }), { minLength: 1, maxLength: 3 });

describe('a tile written byte by byte', () => {
  it('says the same as one made of objects', () => {
    fc.assert(
      fc.property(tile, (layers) => {
        const writer = new PointTileWriter({
          names,
          values: values.length,
          toValue: (number) => values[number] ?? '',
        });
        const expected: TileLayer[] = [];
        for (const [index, points] of layers.entries()) {
          const layer = new TileLayer(`layer ${index}`);
          expected.push(layer);
          writer.openLayer(`layer ${index}`);
          for (const { id, x, y, tags } of points) {
            writer.beginPoint(id);
            for (const [name, value] of tags) writer.tag(name, value);
            writer.endPoint(x, y);
            const properties = Object.fromEntries(
              tags.map(([name, value]) => [names[name] ?? '', values[value] ?? '']),
            );
            layer.addPoint(x, y, properties, id < 0 ? null : id);
          }
          writer.closeLayer();
        }
        expect(read(writer.finish())).toEqual(read(encodeTile(expected)));
      }),
      { numRuns: 60 },
    );
  });

  it('has no bytes without features, and refuses more properties than a byte of length has room for', () => {
    const writer = new PointTileWriter({ names, values: 1, toValue: () => '' });
    writer.openLayer('empty');
    writer.closeLayer();
    expect(writer.finish()).toHaveLength(0);
    const many = Array.from({ length: 17 }, (_, index) => `n${index}`);
    expect(() => new PointTileWriter({ names: many, values: 1, toValue: () => '' })).toThrow('too many');
  });
});

function read(bytes: Uint8Array): unknown {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.values(layers).map((layer) => ({
    name: layer.name,
    version: layer.version,
    extent: layer.extent,
    features: Array.from({ length: layer.length }, (_, index) => {
      const { id, properties, ...feature } = layer.feature(index);
      return { id, properties, at: feature && layer.feature(index).loadGeometry() };
    }),
  }));
}
