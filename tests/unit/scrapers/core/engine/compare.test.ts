import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashLine } from '#lib/datasets/rows.ts';
import { type Accepted, compare, type UpstreamState } from '#scrapers/core/engine/compare.ts';
import type { Draft, StateChange } from '#scrapers/core/source.ts';

const device = (id: string, values: object = {}): Draft => ({
  kind: 'device',
  key: id,
  row: { id, lon: 10, lat: 50, ...values },
  from: [{ unit: 'u', at: id }],
});
const held = (draft: Draft, state: UpstreamState = 'present'): [string, Accepted] => {
  const line = JSON.stringify(draft.row);
  return [draft.key, { kind: draft.kind, line, hash: hashLine(line), state }];
};
const gone = (key: string, version?: number): StateChange => ({
  key,
  state: 'gone_upstream',
  from: { unit: 'u', at: key },
  ...(version === undefined ? {} : { version }),
});

describe('compare', () => {
  test('the same rows are no change', () => {
    const rows = [device('1'), device('2')];
    expect(
      compare({ accepted: new Map(rows.map((row) => held(row))), drafts: rows, states: [], complete: true }),
    ).toEqual({
      changes: [],
      unchanged: 2,
      stale: 0,
      unknownStates: 0,
    });
  });

  test('absence counts only where the run saw everything, and only inside its scope', () => {
    const accepted = new Map([held(device('1', { country: 'FR' })), held(device('2', { country: 'DE' }))]);
    expect(compare({ accepted, drafts: [], states: [], complete: false }).changes).toEqual([]);
    const inFrance = compare({
      accepted,
      drafts: [],
      states: [],
      complete: true,
      inScope: (line) => line?.includes('"FR"') === true,
    });
    expect(inFrance.changes.map(({ key, state }) => [key, state])).toEqual([['1', 'missing']]);
  });

  test('what is missing already is not found missing again', () => {
    expect(
      compare({ accepted: new Map([held(device('1'), 'missing')]), drafts: [], states: [], complete: true })
        .changes,
    ).toEqual([]);
  });

  test('a device that moves a little is updated, one that moves far is a move; across the antimeridian too', () => {
    const accepted = new Map([held(device('1')), held(device('2')), held(device('3', { lon: 179.9999 }))]);
    const { changes } = compare({
      accepted,
      drafts: [device('1', { lat: 50.0003 }), device('2', { lat: 50.001 }), device('3', { lon: -179.9999 })],
      states: [],
      complete: false,
    });
    expect(changes.map(({ key, change }) => [key, change])).toEqual([
      ['1', 'update'],
      ['2', 'move'],
      ['3', 'update'],
    ]);
  });

  test('an older version changes nothing, neither as a row nor as a deletion', () => {
    const accepted = new Map([held(device('1', { v: 5 }))]);
    expect(compare({ accepted, drafts: [device('1', { v: 4 })], states: [], complete: false })).toMatchObject(
      {
        changes: [],
        stale: 1,
      },
    );
    expect(compare({ accepted, drafts: [], states: [gone('1', 5)], complete: false })).toMatchObject({
      changes: [],
      stale: 1,
    });
    expect(compare({ accepted, drafts: [], states: [gone('1', 6)], complete: false }).changes).toHaveLength(
      1,
    );
  });

  test('what is said of a record that was never held is counted and passed over', () => {
    expect(compare({ accepted: new Map(), drafts: [], states: [gone('9')], complete: false })).toMatchObject({
      changes: [],
      unknownStates: 1,
    });
  });

  test('a record that is gone and comes again, reappears', () => {
    const [change] = compare({
      accepted: new Map([held(device('1'), 'gone_upstream')]),
      drafts: [device('1')],
      states: [],
      complete: false,
    }).changes;
    expect(change).toMatchObject({ change: 'reappear', state: 'present' });
  });

  test('applying what was found, and comparing again, finds nothing more', () => {
    const id = fc.integer({ min: 1, max: 12 }).map(String);
    const row = fc
      .record({ id, lat: fc.integer({ min: 0, max: 3 }) })
      .map(({ id: key, lat }) => device(key, { lat }));
    const list = fc.uniqueArray(row, { selector: ({ key }) => key });
    fc.assert(
      fc.property(list, list, fc.boolean(), fc.array(id), (before, after, complete, deleted) => {
        const accepted = new Map(before.map((draft) => held(draft)));
        const states = deleted.map((key) => gone(key));
        const input = { drafts: after, states, complete };
        for (const change of compare({ accepted, ...input }).changes) {
          const line = change.after ?? change.before ?? '';
          accepted.set(change.key, { kind: 'device', line, hash: hashLine(line), state: change.state });
        }
        expect(compare({ accepted, ...input }).changes).toEqual([]);
        expect(before.every(({ key }) => accepted.has(key))).toBe(true);
      }),
    );
  });
});
