import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { noFilter } from '#lib/devices/filter.ts';
import { joinCubes, makeCubes } from '#lib/tiles/cube-store.ts';
import { toPointTile } from '#lib/tiles/device-tiles.ts';
import { type Snapshot, toMask } from '#lib/tiles/snapshot.ts';
import { SnapshotBuilder } from '#lib/tiles/snapshot-builder.ts';
import { receiveSnapshot, sendSnapshot } from '#lib/tiles/snapshot-transfer.ts';

const world = { z: 0, x: 0, y: 0 };

describe('a snapshot made by another thread', () => {
  it('arrives as it was, and gives the same tiles', async () => {
    const snapshot = makeSnapshot(9000);
    const cubes = makeCubes(snapshot);
    const expected = { ranges: [...cubes.ranges], bytes: Uint8Array.from(cubes.bytes) };
    const { port1, port2 } = new MessageChannel();
    const arrived = once(port2, 'message');
    sendSnapshot(port1, { snapshot, cubes });
    const held = receiveSnapshot((await arrived)[0]);
    port1.close();
    expect(held.snapshot).toEqual(snapshot);
    expect([...held.cubes.ranges]).toEqual(expected.ranges);
    expect(Buffer.compare(held.cubes.bytes, expected.bytes)).toBe(0);
    const tile = toPointTile(held.snapshot, noFilter, world);
    expect(Buffer.compare(tile, toPointTile(snapshot, noFilter, world))).toBe(0);
    expect(() => receiveSnapshot({ snapshot: 3 })).toThrow('sent something else');
  });

  it('has the same cubes from one thread as from two', () => {
    const snapshot = { ...makeSnapshot(3000), rawZoom: 5 };
    const alone = makeCubes(snapshot);
    const shares = [0, 1].map((part) => makeCubes(snapshot, { part, parts: 2 }));
    const joined = joinCubes(shares);
    expect(shares.map(({ ranges }) => ranges.size > 0)).toEqual([true, true]);
    const sorted = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);
    expect(sorted(joined.ranges.keys())).toEqual(sorted(alone.ranges.keys()));
    for (const [id, [from, to]] of alone.ranges) {
      const [start, end] = joined.ranges.get(id) ?? [0, 0];
      expect(Buffer.compare(joined.bytes.subarray(start, end), alone.bytes.subarray(from, to))).toBe(0);
    }
  });

  it('lets everything through where nothing is filtered', () => {
    const snapshot = makeSnapshot(50);
    expect(toMask(snapshot, noFilter)).toEqual(toMask(snapshot, { ...noFilter }));
  });
});

/** Devices of as many combinations, spread over the Earth by multiples of a large odd number. */
function makeSnapshot(count: number): Snapshot {
  const builder = new SnapshotBuilder();
  for (let i = 0; i < count; i += 1)
    builder.add({
      cell: (i * 1_000_003_771_919) % 2 ** 52,
      technologies: [`test.t${i % 7}`],
      status: i % 3 === 0 ? 'removed' : 'present',
      dataset: 'test',
      operator: `kind${i % 40}`,
      year: i % 11 === 0 ? null : 1900 + (i % 300),
      country: `C${i % 9}`,
      region: null,
      town: `gn-${i}`,
      vendor: null,
      bearings: i % 2 === 0 ? [i % 360] : [],
      fieldOfView: null,
      precision: i % 5 === 0 ? i % 40 : null,
    });
  const state = { loads: 'a', edits: 'b' };
  const grades = new Map([['test', 'official']]);
  return builder.build({ version: '0123456789ab', state, takenAt: '', xmin: '0', reach: new Map(), grades });
}
