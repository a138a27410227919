import { describe, expect, test } from 'vitest';
import { type Candidate, mergeFiles } from '#scrapers/osm-surveillance/merge.ts';
import { toHashId } from '#scrapers/osm-surveillance/source.ts';

function row(id: string, lon: number, overrides: Partial<Candidate['device']> = {}): Candidate {
  return {
    id,
    lon,
    lat: 50,
    file: 'f',
    device: {
      technologies: ['vehicle.alpr'],
      bearings: [],
      fieldOfView: null,
      form: null,
      mount: null,
      zone: null,
      status: 'present',
      lastConfirmed: null,
      year: null,
      ...overrides,
    },
    operator: {},
    maker: { names: [], ids: [] },
  };
}
const ids = (rows: Candidate[]) => rows.map(({ id }) => id);

describe('mergeFiles', () => {
  test('equal coordinates and type in two files are one object, and the newer file leads', () => {
    const merged = mergeFiles([
      [row('node/1', 8)],
      [row('h/a', 8, { bearings: [90], form: 'fixed', lastConfirmed: '2024' })],
    ]);
    expect(ids(merged.kept)).toEqual(['node/1']);
    expect(merged.bySpot).toBe(1);
    expect(merged.kept[0]?.device).toMatchObject({ bearings: [90], form: 'fixed', lastConfirmed: '2024' });
  });

  test('equal coordinates of another type are two objects', () => {
    expect(
      ids(mergeFiles([[row('node/1', 8)], [row('h/a', 8, { technologies: ['video.camera'] })]]).kept),
    ).toEqual(['node/1', 'h/a']);
  });

  test('a hair apart is apart: nearness never merges', () => {
    expect(mergeFiles([[row('node/1', 8)], [row('h/a', 8.0000001)]]).kept).toHaveLength(2);
  });

  test('two devices on one pole in one file stay two', () => {
    expect(mergeFiles([[row('node/1', 8), row('node/2', 8)]]).kept).toHaveLength(2);
    expect(
      mergeFiles([[row('node/1', 8)], [row('h/a', 8), row('h/b', 8, { bearings: [1] })]]).kept,
    ).toHaveLength(2);
  });

  test('of two on one spot the one with the same direction is the match', () => {
    const merged = mergeFiles([
      [row('node/1', 8, { bearings: [10] }), row('node/2', 8, { bearings: [20] })],
      [row('h/a', 8, { bearings: [20], form: 'dome' })],
    ]);
    expect(merged.kept.find(({ device }) => device.form === 'dome')?.id).toBe('node/2');
  });

  test('an equal upstream id is the same object wherever it stood', () => {
    const merged = mergeFiles([[row('node/1', 8)], [row('node/1', 9)]]);
    expect(merged.kept).toMatchObject([{ id: 'node/1', lon: 8 }]);
    expect(merged.byId).toBe(1);
  });
});

test('a row without an id gets a key from its tags and coordinates, in whatever order the tags stand', () => {
  expect(toHashId({ a: '1', b: '2' }, 1, 2)).toBe(toHashId({ b: '2', a: '1' }, 1, 2));
  expect(toHashId({ a: '1', b: '2' }, 1, 2)).not.toBe(toHashId({ a: '1', b: '2' }, 1, 2.0000001));
  expect(toHashId({ a: '1' }, 1, 2)).not.toBe(toHashId({ a: '2' }, 1, 2));
});
