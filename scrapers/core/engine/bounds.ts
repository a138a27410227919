import type { ScrapeSettings } from '../scrape-settings.ts';
import type { Draft } from '../source.ts';
import type { Accepted, Comparison } from './compare.ts';

/** What a violated bound holds back. A violated bound is a question to a person, not a number to edit. */
export type Effect = 'run' | 'creations' | 'states' | 'none';

export interface Check {
  name: string;
  /** What was measured and what is allowed, as numbers with units that a reader understands. */
  observed: number;
  bound: number;
  ok: boolean;
  effect: Effect;
}

const defaults = {
  minSeenShare: 0.85,
  maxVanishedShare: 0.02,
  maxVanished: 25,
  maxNewShare: 0.3,
  maxNew: 200,
  maxRefusedShare: 0.6,
};
/** Percentage points that a field may get emptier between two runs. */
const fillPoints = 5;
/** Below this many rows a share says nothing. */
const enough = 50;

/**
 * Checks the state that would be, before anything of it is. Returns every check with its number, passed or not.
 *
 * @param complete the run saw everything that the publisher lists
 * @param seen raw records, and how many of them were refused
 * @param counts rows by the names that `expect` of dataset.yaml uses
 */
export function checkBounds(input: {
  accepted: ReadonlyMap<string, Accepted>;
  drafts: readonly Draft[];
  comparison: Comparison;
  complete: boolean;
  seen: { records: number; refused: number };
  counts: Readonly<Record<string, number>>;
  expect: Readonly<Record<string, { min: number; max: number }>>;
  settings: ScrapeSettings;
}): Check[] {
  const { accepted, drafts, comparison, complete, seen, settings } = input;
  const bounds = { ...defaults, ...settings.bounds };
  const present = [...accepted.values()].filter(({ state }) => state === 'present');
  const count = (kind: string) => comparison.changes.filter(({ change }) => change === kind).length;
  const checks: Check[] = [];
  if (seen.records >= enough) {
    const share = seen.refused / seen.records;
    checks.push(atMost('refused_share', share, bounds.maxRefusedShare, 'run'));
  }
  if (complete) {
    for (const [name, range] of Object.entries(input.expect)) {
      const value = input.counts[name] ?? 0;
      checks.push(atLeast(`expected_${name}_min`, value, range.min, 'run'));
      checks.push(atMost(`expected_${name}_max`, value, range.max, 'run'));
    }
  }
  if (present.length === 0) return checks;
  const created = count('create');
  checks.push(
    atMost('new_records', created, Math.max(bounds.maxNew, bounds.maxNewShare * present.length), 'creations'),
  );
  const gone = comparison.changes.filter(({ change }) => change === 'state').length;
  checks.push(
    atMost(
      'vanished_records',
      gone,
      Math.max(bounds.maxVanished, bounds.maxVanishedShare * present.length),
      'states',
    ),
  );
  if (!complete) return checks;
  checks.push(
    atLeast('seen_of_accepted', drafts.length, Math.floor(bounds.minSeenShare * present.length), 'run'),
  );
  checks.push(...checkFill(present, drafts));
  checks.push(checkKeys(comparison));
  return checks;
}

/** Every field that the accepted rows fill must stay about as full. */
function checkFill(present: readonly Accepted[], drafts: readonly Draft[]): Check[] {
  const checks: Check[] = [];
  for (const kind of new Set(drafts.map((draft) => draft.kind))) {
    const before = present.flatMap((row) => (row.kind === kind && row.line !== null ? [row.line] : []));
    const after = drafts.filter((draft) => draft.kind === kind);
    if (before.length < enough || after.length < enough) continue;
    const filled = countFields(before.map((line): object => JSON.parse(line)));
    const now = countFields(after.map(({ row }) => row));
    for (const [field, times] of filled) {
      const [was, is] = [(times / before.length) * 100, ((now.get(field) ?? 0) / after.length) * 100];
      if (is < was) checks.push(atLeast(`filled_${kind}_${field}_percent`, is, was - fillPoints, 'run'));
    }
  }
  return checks.filter((check) => !check.ok || check.name.endsWith('_id_percent'));
}

function countFields(rows: readonly object[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) {
      const empty = value === null || (Array.isArray(value) && value.length === 0);
      if (!empty) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The same content under new keys means that the publisher renumbered: every record would vanish and come back as another. */
function checkKeys({ changes }: Comparison): Check {
  const created = new Set(
    changes.filter(({ change }) => change === 'create').map(({ after }) => withoutKey(after)),
  );
  const vanished = changes.filter(({ change, before }) => change === 'state' && before !== null);
  const renamed = vanished.filter(({ before }) => created.has(withoutKey(before))).length;
  return atMost('same_content_under_new_key', renamed, Math.max(5, 0.005 * vanished.length), 'run');
}

function withoutKey(line: string | null): string {
  return (line ?? '').replace(/"id":"(?:[^"\\]|\\.)*",?/, '').replace(/"ids":\[[^\]]*\],?/, '');
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function atMost(name: string, observed: number, bound: number, effect: Effect): Check {
  return { name, observed: round(observed), bound: round(bound), ok: observed <= bound, effect };
}

function atLeast(name: string, observed: number, bound: number, effect: Effect): Check {
  return { name, observed: round(observed), bound: round(bound), ok: observed >= bound, effect };
}
