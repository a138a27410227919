import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { wholeWorld } from '#lib/devices/extent.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { getCube, makeCubes } from '#lib/tiles/cube-store.ts';
import { toPointTile } from '#lib/tiles/device-tiles.ts';
import { toMemoryTiles } from '#lib/tiles/memory-tiles.ts';
import { type Snapshot, toMask } from '#lib/tiles/snapshot.ts';
import { SnapshotBuilder } from '#lib/tiles/snapshot-builder.ts';
import { TileWorkers } from '#lib/tiles/tile-workers.ts';

const world = { z: 0, x: 0, y: 0 };
const onlyRemoved = { ...noFilter, statuses: ['removed' as const] };
const workers = new TileWorkers(2);
afterAll(() => workers.stop());

describe('tiles made by other threads', () => {
  it('are those that this thread makes, with and without a filter, also after another snapshot', async () => {
    for (const count of [6000, 900]) {
      const snapshot = makeSnapshot(count);
      for (const filter of [noFilter, onlyRemoved]) {
        const mask = toMask(snapshot, filter);
        // As many as make a job a long one.
        const job = { tile: world, mask, devices: 30_000 };
        const [points, cube] = await Promise.all([
          workers.run(snapshot, { kind: 'points', ...job }),
          workers.run(snapshot, { kind: 'cube', ...job }),
        ]);
        expect(gunzipSync(points ?? '').equals(toPointTile(snapshot, filter, world))).toBe(true);
        const counted = await workers.count(snapshot, {
          mask,
          extent: wholeWorld,
          without: new Float64Array(),
        });
        const passed = filter === noFilter ? count : Math.ceil(count / 3);
        expect(counted.attributes.reduce((sum, n) => sum + n, 0)).toBe(passed);
        expect(counted.situations.reduce((sum, n) => sum + n, 0)).toBe(passed);
        expect(cube).not.toBeNull();
      }
    }
  });

  it('are empty where nothing stands, and cubes of few devices are made when they are asked for', async () => {
    const snapshot = { ...makeSnapshot(3000), rawZoom: 4 };
    const all = makeCubes(snapshot);
    const large = makeCubes(snapshot, { part: 0, parts: 1, least: 1000 });
    expect([...large.ranges.keys()].length).toBeLessThan(all.ranges.size);
    const held = { snapshot, cubes: large, edits: null, editState: '' };
    const tiles = toMemoryTiles(held, workers);
    expect(tiles.isPrepared(noFilter, world)).toBe(true);
    expect(tiles.isPrepared(onlyRemoved, world)).toBe(false);
    let made = 0;
    for (let x = 0; x < 8; x += 1) {
      const tile = { z: 3, x, y: 2 };
      if (tiles.isPrepared(noFilter, tile)) continue;
      const cube = await tiles.getCube(noFilter, tile);
      const expected = getCube(all, tile);
      expect(cube === null ? null : gunzipSync(cube)).toEqual(
        expected === null ? null : gunzipSync(expected),
      );
      if (cube !== null) made += 1;
    }
    expect(made).toBeGreaterThan(0);
    expect(await tiles.getPoints({ ...noFilter, statuses: ['planned'] }, world)).toBeNull();
  });

  it('are refused in a sentence when the threads are stopped', async () => {
    const stopped = new TileWorkers();
    await stopped.stop();
    const snapshot = makeSnapshot(10);
    const job = { kind: 'points' as const, tile: world, mask: toMask(snapshot, noFilter), devices: 10 };
    await expect(stopped.run(snapshot, job)).rejects.toThrow('no longer made');
    // Tiles of single devices come all the same.
    const many = makeSnapshot(1500);
    const held = { snapshot: many, cubes: makeCubes(many), edits: null, editState: '' };
    const points = await toMemoryTiles(held, stopped).getPoints(noFilter, world);
    expect(gunzipSync(points ?? '').equals(toPointTile(many, noFilter, world))).toBe(true);
    const ended = new TileWorkers();
    const waiting = ended.run(snapshot, job);
    const failed = expect(waiting).rejects.toThrow('ended');
    await ended.stop();
    await failed;
  });
});

/** Devices spread over the Earth by multiples of a large odd number; every third was removed. */
function makeSnapshot(count: number): Snapshot {
  const builder = new SnapshotBuilder();
  for (let i = 0; i < count; i += 1)
    builder.add({
      cell: (i * 1_000_003_771_919) % 2 ** 52,
      technologies: [`test.t${i % 7}`],
      status: i % 3 === 0 ? 'removed' : 'present',
      dataset: 'test',
      operator: `kind${i % 4}`,
      year: 2000 + (i % 20),
      country: `C${i % 9}`,
      region: null,
      town: `gn-${i % 100}`,
      vendor: null,
      bearings: i % 2 === 0 ? [i % 360] : [],
      fieldOfView: null,
      precision: null,
    });
  const grades = new Map([['test', 'official']]);
  const state = { loads: 'a', edits: 'b' };
  return builder.build({
    version: '0123456789ab',
    state,
    takenAt: '',
    xmin: '0',
    reach: new Map(),
    grades,
  });
}
