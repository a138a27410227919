import { describe, expect, test } from 'vitest';
import { readDataset } from '#scrapers/core/dataset.ts';
import type { Check } from '#scrapers/core/engine/bounds.ts';
import type { Change, ChangeKind } from '#scrapers/core/engine/compare.ts';
import { decide, toCap } from '#scrapers/core/engine/policy.ts';
import { scrapeSettingsSchema } from '#scrapers/core/scrape-settings.ts';

const change = (kind: ChangeKind, findings: string[] = []): Change => ({
  key: kind,
  change: kind,
  kind: 'device',
  before: null,
  after: kind === 'state' ? null : '{}',
  state: kind === 'state' ? 'missing' : 'present',
  findings,
});
const failed = (effect: Check['effect']): Check => ({
  name: `broken_${effect}`,
  observed: 1,
  bound: 0,
  ok: false,
  effect,
});
const settings = (values: object = {}) =>
  scrapeSettingsSchema.parse({ keyStability: 'publisher', ...values });

function outcome(
  changes: Change[],
  options: Partial<Parameters<typeof decide>[1]> = {},
  tier = 'community' as const,
) {
  const decisions = decide(changes, {
    dataset: { ...readDataset('osm-surveillance'), tier },
    settings: settings(),
    checks: [],
    first: false,
    cap: 200,
    ...options,
  });
  return changes.map((each) => {
    const decision = decisions.get(each);
    return decision?.publish === true ? 'published' : decision?.because;
  });
}

describe('decide', () => {
  test('volunteers’ rows publish by themselves, except what moved', () => {
    expect(outcome([change('create'), change('update'), change('move'), change('state')])).toEqual([
      'published',
      'published',
      'community_move_needs_review',
      'published',
    ]);
  });

  test('a finding keeps one row back, not its neighbors', () => {
    expect(outcome([change('create', ['burst']), change('update')])).toEqual(['finding: burst', 'published']);
  });

  test('a failed check holds what it names', () => {
    const changes = [change('create'), change('reappear'), change('update'), change('state')];
    expect(outcome(changes, { checks: [failed('creations')] })).toEqual([
      'check_failed: broken_creations',
      'check_failed: broken_creations',
      'published',
      'published',
    ]);
    expect(outcome(changes, { checks: [failed('states')] })[3]).toBe('check_failed: broken_states');
    expect(new Set(outcome(changes, { checks: [failed('run')] }))).toEqual(
      new Set(['check_failed: broken_run']),
    );
  });

  test('a held dataset publishes nothing, whatever else holds', () => {
    expect(outcome([change('update')], { settings: settings({ hold: 'no license' }) })).toEqual([
      'dataset_held',
    ]);
  });

  test('more changes at once than the cap wait, except for the first list', () => {
    const many = Array.from({ length: 201 }, () => change('update'));
    expect(new Set(outcome(many))).toEqual(new Set(['more_than_200_changes_at_once']));
    expect(new Set(outcome(many, { first: true }))).toEqual(new Set(['published']));
  });

  test('a dataset may be stricter than its tier', () => {
    expect(outcome([change('create')], { settings: settings({ publish: { create: 'review' } }) })).toEqual([
      'community_create_needs_review',
    ]);
  });
});

describe('toCap', () => {
  test('is 200, or five times the usual size of a run', () => {
    expect(toCap([10, 20, 30], 100_000)).toBe(200);
    expect(toCap([1000, 10, 300], 100_000)).toBe(1500);
  });
  test('goes by what is held while there are few runs', () => {
    expect(toCap([], 10_000)).toBe(3000);
    expect(toCap([5], 10)).toBe(200);
  });
});
