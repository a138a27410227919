import { describe, expect, test } from 'vitest';
import { hashLine } from '#lib/datasets/rows.ts';
import { checkBounds } from '#scrapers/core/engine/bounds.ts';
import { type Accepted, compare } from '#scrapers/core/engine/compare.ts';
import { scrapeSettingsSchema } from '#scrapers/core/scrape-settings.ts';
import type { Draft } from '#scrapers/core/source.ts';

const device = (id: number, values: object = {}): Draft => ({
  kind: 'device',
  key: String(id),
  row: { id: String(id), lon: 10, lat: 50 + id / 1000, ...values },
  from: [{ unit: 'u', at: String(id) }],
});
const list = (from: number, to: number, values: object = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => device(from + index, values));
const toAccepted = (drafts: readonly Draft[]) =>
  new Map(
    drafts.map(({ key, kind, row }): [string, Accepted] => {
      const line = JSON.stringify(row);
      return [key, { kind, line, hash: hashLine(line), state: 'present' }];
    }),
  );

function failures(
  before: readonly Draft[],
  after: readonly Draft[],
  options: {
    complete?: boolean;
    bounds?: object;
    refused?: number;
    expect?: Record<string, { min: number; max: number }>;
  } = {},
): string[] {
  const { complete = true, bounds = {}, refused = 0 } = options;
  const accepted = toAccepted(before);
  return checkBounds({
    accepted,
    drafts: after,
    comparison: compare({ accepted, drafts: after, states: [], complete }),
    complete,
    seen: { records: after.length + refused, refused },
    counts: { devices: after.length },
    expect: options.expect ?? {},
    settings: scrapeSettingsSchema.parse({ keyStability: 'publisher', bounds }),
  })
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);
}

describe('checkBounds', () => {
  test('an ordinary run passes', () => {
    expect(failures(list(1, 1000), [...list(1, 990), ...list(1001, 1020)])).toEqual([]);
  });

  test('too few of what was held quarantines the run', () => {
    expect(failures(list(1, 1000), list(1, 800))).toEqual(['vanished_records', 'seen_of_accepted']);
  });

  test('more new records than usual hold creations', () => {
    expect(failures(list(1, 100), list(1, 400))).toEqual(['new_records']);
  });

  test('a field that empties is noticed although every row is there', () => {
    const before = list(1, 100, { t: ['video.camera'] });
    const after = [...list(1, 50, { t: ['video.camera'] }), ...list(51, 100)];
    expect(failures(before, after)).toEqual(['filled_device_t_percent']);
  });

  test('the same content under new keys asks for a rekey', () => {
    const before = list(1, 100);
    const renumbered = before.map((draft): Draft => {
      if (draft.kind !== 'device') return draft;
      const id = String(Number(draft.row.id) + 5000);
      return { ...draft, key: id, row: { ...draft.row, id } };
    });
    expect(failures(before, renumbered)).toContain('same_content_under_new_key');
  });

  test('counts that dataset.yaml expects hold for whole runs alone', () => {
    const expected = { devices: { min: 90, max: 110 } };
    expect(failures([], list(1, 80), { expect: expected })).toEqual(['expected_devices_min']);
    expect(failures([], list(1, 120), { expect: expected })).toEqual(['expected_devices_max']);
    expect(failures([], list(1, 80), { expect: expected, complete: false })).toEqual([]);
  });

  test('many refusals fail a first run as well', () => {
    expect(failures([], list(1, 100), { refused: 400 })).toEqual(['refused_share']);
    expect(failures([], list(1, 100), { refused: 400, bounds: { maxRefusedShare: 0.9 } })).toEqual([]);
  });
});
