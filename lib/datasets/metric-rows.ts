import type { DeploymentRow } from '../organizations/pack-rows.ts';
import { toFactRows } from './rows.ts';
import type { WorldRow } from './tables.ts';

type Metrics = NonNullable<DeploymentRow['metrics']>;

/** Each number with its predicate and unit, in the order in which a page shows them. */
const facts = [
  { metric: 'devices', predicate: 'program.device_count', unit: 'devices' },
  { metric: 'retentionDays', predicate: 'program.retention', unit: 'days' },
  { metric: 'searches', predicate: 'program.usage', unit: 'searches in 30 days' },
  { metric: 'reads', predicate: 'program.usage', unit: 'plate reads in 30 days' },
  { metric: 'hits', predicate: 'program.usage', unit: 'hotlist hits in 30 days' },
] as const satisfies readonly { metric: keyof Metrics; predicate: string; unit: string }[];

/** Facts of a deployment's numbers, valid on the day that they describe. A number that is not told makes no fact; zero does. */
export function* toMetricRows(
  record: string,
  entityId: string,
  metrics: Metrics,
  position: number,
): Generator<WorldRow> {
  for (const [index, { metric, predicate, unit }] of facts.entries()) {
    const value = metrics[metric];
    if (value === undefined) continue;
    yield* toFactRows(
      record,
      entityId,
      predicate,
      { type: 'quantity', value: String(value), unit, approximate: false },
      position + index,
      metrics.on,
    );
  }
}
