import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Located, Notes, StateChange, WorkUnit } from '#scrapers/core/source.ts';
import { applyChanges } from '#scrapers/osm-surveillance/apply-changes.ts';
import { findLatestVersions } from '#scrapers/osm-surveillance/latest-version.ts';
import type { Candidate } from '#scrapers/osm-surveillance/merge.ts';
import type { OsmRaw } from '#scrapers/osm-surveillance/raw-record.ts';

const at = (index: number, raw: OsmRaw, unit = 'diffs'): Located<OsmRaw> => ({
  unit,
  at: `change ${index}`,
  raw,
});
const device = (id: number, v: number): OsmRaw => ({ id: `node/${id}`, lon: v, lat: 1, v, diff: true });
const absent = (id: number, v: number, said: 'deleted' | 'left' = 'deleted'): OsmRaw => ({
  id: `node/${id}`,
  absent: said,
  v,
  diff: true,
});

function apply(records: readonly Located<OsmRaw>[], kept: Candidate[] = [], derivedFrom = 'planet') {
  const refused: Record<string, string> = {};
  const notes: Notes = {
    refuse: (where, { reason }) => {
      refused[`${where.unit} ${where.at}`] = reason;
    },
    unmatched: () => {},
    count: () => {},
  };
  const unit: WorkUnit = { key: 'diffs', from: { file: 'x' }, hints: { derivedFrom } };
  const { candidates, states } = applyChanges(kept, findLatestVersions(records), {
    notes,
    units: new Map([['diffs', unit]]),
  });
  return { candidates, states, refused };
}

/** What a reader would see afterwards: version of each device, state of each other. */
const toState = ({ candidates, states }: { candidates: Candidate[]; states: StateChange[] }) =>
  Object.fromEntries(
    [
      ...candidates.map(({ raw }): [string, unknown] => [raw.id, raw.v]),
      ...states.map(({ key, state, version }): [string, unknown] => [key, `${state} ${version}`]),
    ].sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Histories of a few objects: versions with gaps, each a device, deleted or left. */
const history = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 4 }), v: fc.integer({ min: 1, max: 30 }) }), {
    selector: ({ id, v }) => `${id} ${v}`,
    maxLength: 25,
  })
  .chain((versions) =>
    fc.tuple(
      ...versions.map(({ id, v }) => fc.constantFrom(device(id, v), absent(id, v), absent(id, v, 'left'))),
    ),
  )
  .map((raws) => raws.map((raw, index) => at(index, raw)));

describe('diffs', () => {
  test('applied twice are as if applied once', () => {
    fc.assert(
      fc.property(history, (records) => {
        const again = records.map((record, index) => ({ ...record, at: `again ${index}` }));
        expect(toState(apply([...records, ...again]))).toEqual(toState(apply(records)));
      }),
    );
  });

  test('give one state in whatever order their versions come', () => {
    fc.assert(
      fc.property(
        history.chain((records) =>
          fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
        ),
        ([records, shuffled]) => {
          expect(toState(apply(shuffled))).toEqual(toState(apply(records)));
        },
      ),
    );
  });

  test('use each record exactly once: in a row, in a change of state, or refused', () => {
    fc.assert(
      fc.property(history, (records) => {
        const { candidates, states, refused } = apply(records);
        const used = [...candidates.flatMap(({ from }) => from), ...states.map(({ from }) => from)].map(
          (where) => `${where.unit} ${where.at}`,
        );
        expect([...used, ...Object.keys(refused)].sort()).toEqual(
          records.map((record) => `${record.unit} ${record.at}`).sort(),
        );
      }),
    );
  });

  test('a delete of the planet is gone upstream, with its version; a new version after it is a device again', () => {
    expect(apply([at(1, device(1, 2)), at(2, absent(1, 3))]).states).toMatchObject([
      { key: 'node/1', state: 'gone_upstream', version: 3 },
    ]);
    expect(toState(apply([at(1, absent(1, 3)), at(2, device(1, 5))]))).toEqual({ 'node/1': 5 });
  });

  test('a delete of an extract changes nothing before the object was looked at', () => {
    const { states, refused } = apply([at(1, absent(1, 3))], [], 'extract');
    expect(states).toEqual([]);
    expect(refused).toEqual({ 'diffs change 1': 'needs_object_check' });
  });

  test('an object that lost its tags is out of scope, in an extract too', () => {
    expect(apply([at(1, absent(1, 3, 'left'))], [], 'extract').states).toMatchObject([
      { state: 'out_of_scope' },
    ]);
  });
});

describe('beside a file', () => {
  const kept = (v?: number): Candidate[] => [
    { raw: { id: 'node/1', lon: 0, lat: 0, ...(v ? { v } : {}) }, from: [{ unit: 'file', at: '1' }] },
  ];

  test('an older version of a diff changes nothing', () => {
    expect(toState(apply([at(1, absent(1, 3))], kept(4)))).toEqual({ 'node/1': 4 });
    expect(apply([at(1, device(1, 3))], kept(4)).candidates[0]?.raw.lon).toBe(0);
  });

  test('a newer version, or one beside a file without versions, stands', () => {
    expect(toState(apply([at(1, device(1, 5))], kept(4)))).toEqual({ 'node/1': 5 });
    expect(toState(apply([at(1, absent(1, 5))], kept()))).toEqual({ 'node/1': 'gone_upstream 5' });
  });
});
