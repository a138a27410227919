import { z } from 'zod';

export const runStates = [
  'running',
  'published',
  'unchanged',
  'held',
  'quarantined',
  'partial',
  'blocked',
  'failed',
] as const;
export type RunState = (typeof runStates)[number];

const count = z.number().int().nonnegative();

/** What became of the records of one file or request: `seen` = `rows` + `merged` + `states` + all of `refused`. */
export const unitReportSchema = z.object({
  unit: z.string(),
  outcome: z.string(),
  reason: z.string().optional(),
  bytes: count,
  sha256: z.array(z.string()),
  seen: count,
  rows: count,
  merged: count,
  states: count,
  refused: z.record(z.string(), count),
});

/** A check that was made before anything was published (scrapers/core/engine/bounds.ts). */
export const checkSchema = z.object({
  name: z.string(),
  observed: z.number(),
  bound: z.number(),
  ok: z.boolean(),
  effect: z.enum(['run', 'creations', 'states', 'none']),
});

/** `scrape_run.report`: what everybody may read of a run. Raw values and examples are in `details`, which the site cannot read. */
export const runReportSchema = z.object({
  version: z.literal(1),
  /** What was run, as it described itself then; a dataset that is held has no other public row. */
  dataset: z.object({ title: z.string(), publisher: z.string(), license: z.string() }),
  /** Seconds between two runs of its schedule; absent for datasets that are run by hand. */
  intervalSeconds: z.number().positive().optional(),
  seconds: z.number().nonnegative(),
  stages: z.array(z.object({ stage: z.string(), seconds: z.number().nonnegative() })),
  units: z.array(unitReportSchema),
  /** Units beyond those that are listed. */
  unitsNotListed: count.default(0),
  /** Rows that the run gives, by kind. */
  rows: z.record(z.string(), count),
  changes: z.object({
    create: count,
    update: count,
    move: count,
    reappear: count,
    missing: count,
    gone: count,
    unchanged: count,
    stale: count,
  }),
  published: count,
  /** Changes that wait for a person or are held, by reason. */
  held: z.record(z.string(), count),
  checks: z.array(checkSchema),
  counters: z.record(z.string(), z.number()),
  repairs: count,
  /** Raw values without a look-up, by field: how many different ones, and how often. */
  unmatched: z.record(z.string(), z.object({ distinct: count, times: count })),
  requests: count,
  /** Why the run as a whole ended as it did, where that needs saying. */
  reason: z.string().optional(),
});
export type RunReport = z.infer<typeof runReportSchema>;

/** `scrape_run.details`: for operators. */
export const runDetailsSchema = z.object({
  /** Most common raw values without a look-up, by field. */
  unmatched: z.record(z.string(), z.record(z.string(), count)),
  refusals: z.array(
    z.object({ unit: z.string(), at: z.string(), reason: z.string(), detail: z.string().optional() }),
  ),
  vanished: z.array(z.string()),
  repairs: z.array(z.object({ key: z.string(), repairs: z.array(z.string()) })),
});
export type RunDetails = z.infer<typeof runDetailsSchema>;
