import type { DatasetDescription } from '#lib/datasets/dataset-schema.ts';
import type { ScrapeSettings } from '../scrape-settings.ts';
import type { Check } from './bounds.ts';
import type { Change, ChangeKind } from './compare.ts';

export type Decision = { publish: true; by: string } | { publish: false; because: string };

type Rule = 'auto' | 'review';
type Rules = Record<'create' | 'update' | 'move' | 'state', Rule>;

/** Who publishes without a person, by kind of publisher. dataset.yaml may be stricter or, with a reason in its comment, freer. */
const byTier: Record<DatasetDescription['tier'], Rules> = {
  official: { create: 'auto', update: 'auto', move: 'review', state: 'auto' },
  community: { create: 'auto', update: 'auto', move: 'review', state: 'auto' },
  vendor: { create: 'review', update: 'auto', move: 'review', state: 'auto' },
  press: { create: 'review', update: 'review', move: 'review', state: 'review' },
  reference: { create: 'auto', update: 'auto', move: 'auto', state: 'auto' },
  own: { create: 'review', update: 'review', move: 'review', state: 'review' },
};

const ruleOf: Record<ChangeKind, keyof Rules> = {
  create: 'create',
  reappear: 'create',
  update: 'update',
  move: 'move',
  state: 'state',
};

/**
 * Decides each change of a run: published by the dataset's rules, or kept for a person with the reason. A violated check holds what it names, for the whole
 * run or for one kind of change.
 *
 * @param first nothing of the dataset is published yet: the person who runs it sees the report before anybody else, and creations are not
 * measured against what was there
 * @param rejected fingerprints that a person rejected before: never asked again
 */
export function decide(
  changes: readonly Change[],
  context: {
    dataset: DatasetDescription;
    settings: ScrapeSettings;
    checks: readonly Check[];
    first: boolean;
    /** More changes than this wait for a person. */
    cap: number;
  },
): Map<Change, Decision> {
  const { dataset, settings, checks, first, cap } = context;
  const rules: Rules = { ...byTier[dataset.tier], ...settings.publish };
  const failed = checks.filter((check) => !check.ok);
  const whole = failed.find(({ effect }) => effect === 'run');
  const creations = failed.find(({ effect }) => effect === 'creations');
  const states = failed.find(({ effect }) => effect === 'states');
  const decisions = new Map<Change, Decision>();
  for (const change of changes) {
    const rule = rules[ruleOf[change.change]];
    const hold = (because: string): Decision => ({ publish: false, because });
    const decision =
      settings.hold !== undefined
        ? hold('dataset_held')
        : whole !== undefined
          ? hold(`check_failed: ${whole.name}`)
          : (change.change === 'create' || change.change === 'reappear') && creations !== undefined
            ? hold(`check_failed: ${creations.name}`)
            : change.change === 'state' && states !== undefined
              ? hold(`check_failed: ${states.name}`)
              : change.findings.length > 0
                ? hold(`finding: ${change.findings[0]}`)
                : rule === 'review'
                  ? hold(`${dataset.tier}_${ruleOf[change.change]}_needs_review`)
                  : ({ publish: true, by: `policy:${dataset.tier}` } satisfies Decision);
    decisions.set(change, decision);
  }
  const automatic = [...decisions.values()].filter((decision) => decision.publish).length;
  if (!first && automatic > cap) {
    for (const [change, decision] of decisions)
      if (decision.publish)
        decisions.set(change, { publish: false, because: `more_than_${cap}_changes_at_once` });
  }
  return decisions;
}

/** Most changes that one run publishes by itself: 200, or five times the median of the last published runs. */
export function toCap(published: readonly number[], accepted: number): number {
  if (published.length < 3) return Math.max(200, Math.ceil(accepted * 0.3));
  const sorted = [...published].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.max(200, 5 * median);
}
