import { describe, expect, test } from 'vitest';
import { toHashId } from '#scrapers/core/formats/osm-tags.ts';
import type { Located } from '#scrapers/core/source.ts';
import { type Candidate, mergeFiles } from '#scrapers/osm-surveillance/merge.ts';
import type { RawDevice } from '#scrapers/osm-surveillance/raw-record.ts';

const row = (id: string, lon: number, overrides: Partial<RawDevice> = {}): Located<RawDevice> => ({
  unit: 'f',
  at: id,
  raw: { id, lon, lat: 50, t: ['vehicle.alpr'], ...overrides },
});
const ids = (rows: Candidate[]) => rows.map(({ raw }) => raw.id);

describe('mergeFiles', () => {
  test('equal coordinates and type in two files are one object, and the newer file leads', () => {
    const merged = mergeFiles([[row('node/1', 8)], [row('h/a', 8, { b: [90], form: 'fixed', c: '2024' })]]);
    expect(ids(merged.kept)).toEqual(['node/1']);
    expect(merged.bySpot).toBe(1);
    expect(merged.kept[0]?.raw).toMatchObject({ b: [90], form: 'fixed', c: '2024' });
    expect(merged.kept[0]?.from.map(({ at }) => at)).toEqual(['node/1', 'h/a']);
  });

  test('equal coordinates of another type are two objects', () => {
    expect(ids(mergeFiles([[row('node/1', 8)], [row('h/a', 8, { t: ['video.camera'] })]]).kept)).toEqual([
      'node/1',
      'h/a',
    ]);
  });

  test('a hair apart is apart: nearness never merges', () => {
    expect(mergeFiles([[row('node/1', 8)], [row('h/a', 8.0000001)]]).kept).toHaveLength(2);
  });

  test('two devices on one pole in one file stay two', () => {
    expect(mergeFiles([[row('node/1', 8), row('node/2', 8)]]).kept).toHaveLength(2);
    expect(mergeFiles([[row('node/1', 8)], [row('h/a', 8), row('h/b', 8, { b: [1] })]]).kept).toHaveLength(2);
  });

  test('of two on one spot the one with the same direction is the match', () => {
    const merged = mergeFiles([
      [row('node/1', 8, { b: [10] }), row('node/2', 8, { b: [20] })],
      [row('h/a', 8, { b: [20], form: 'dome' })],
    ]);
    expect(merged.kept.find(({ raw }) => raw.form === 'dome')?.raw.id).toBe('node/2');
  });

  test('an equal upstream id is the same object wherever it stood', () => {
    const merged = mergeFiles([[row('node/1', 8)], [row('node/1', 9)]]);
    expect(merged.kept).toMatchObject([{ raw: { id: 'node/1', lon: 8 } }]);
    expect(merged.byId).toBe(1);
  });

  test('a version is that of the newer row: an older file does not lend its own', () => {
    const merged = mergeFiles([[row('node/1', 8)], [row('node/1', 8, { v: 3, u: true })]]);
    expect(merged.kept[0]?.raw.v).toBeUndefined();
    expect(merged.kept[0]?.raw.u).toBe(true);
  });
});

test('a row without an id gets a key from its tags and coordinates, in whatever order the tags stand', () => {
  expect(toHashId({ a: '1', b: '2' }, 1, 2)).toBe(toHashId({ b: '2', a: '1' }, 1, 2));
  expect(toHashId({ a: '1', b: '2' }, 1, 2)).not.toBe(toHashId({ a: '1', b: '2' }, 1, 2.0000001));
  expect(toHashId({ a: '1' }, 1, 2)).not.toBe(toHashId({ a: '2' }, 1, 2));
});
