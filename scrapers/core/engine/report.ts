import type { RunDetails, RunReport, RunState } from '#lib/scrapes/report-schema.ts';
import type { Batch } from '../batch.ts';
import { countKinds } from '../row-pack.ts';
import type { OpenSource } from '../source.ts';
import type { StoredUnit } from './run-store.ts';
import { toInterval } from './schedule.ts';
import type { Settlement } from './settle.ts';

const listedUnits = 100;
const listedValues = 20;
const listedRefusals = 20_000;

/** Seconds that each stage took, in their order. */
export class StageClock {
  readonly stages: { stage: string; seconds: number }[] = [];
  #since: number;
  readonly #start: number;

  constructor(now = performance.now()) {
    this.#since = now;
    this.#start = now;
  }

  end(stage: string): void {
    const now = performance.now();
    this.stages.push({ stage, seconds: Math.round(now - this.#since) / 1000 });
    this.#since = now;
  }

  get seconds(): number {
    return Math.round(performance.now() - this.#start) / 1000;
  }
}

/** Report and details of a run that came as far as rows, or of one that ended before (`batch` and `settlement` absent). */
export function toReport(input: {
  open: OpenSource;
  now: Date;
  clock: StageClock;
  units: readonly StoredUnit[];
  batch?: Batch | undefined;
  settlement?: Settlement | undefined;
  requests: number;
  reason?: string | undefined;
}): { report: RunReport; details: RunDetails } {
  const { open, clock, units, batch, settlement, requests, reason } = input;
  const { title, publisher, license } = open.dataset;
  const { schedule } = open.scrape;
  const counts = new Map(batch?.counts.map((count) => [count.unit, count]));
  const failed = new Map(batch?.failed.map(({ unit, reason: why }) => [unit, why]));
  const changes = settlement?.comparison.changes ?? [];
  const number = (test: (change: (typeof changes)[number]) => boolean) => changes.filter(test).length;
  const held: Record<string, number> = {};
  for (const decision of settlement?.decisions.values() ?? []) {
    if (decision.publish) continue;
    held[decision.because] = (held[decision.because] ?? 0) + 1;
  }
  const repaired = batch?.drafts.filter((draft) => (draft.repairs?.length ?? 0) > 0) ?? [];
  return {
    report: {
      version: 1,
      dataset: { title, publisher, license },
      ...(schedule === undefined ? {} : { intervalSeconds: toInterval(schedule, input.now) / 1000 }),
      seconds: clock.seconds,
      stages: clock.stages,
      units: units.slice(0, listedUnits).map((unit) => {
        const count = counts.get(unit.key);
        const why = failed.get(unit.key) ?? unit.reason ?? undefined;
        return {
          unit: unit.key,
          outcome: failed.has(unit.key) ? 'failed' : unit.state,
          ...(why === undefined ? {} : { reason: why }),
          bytes: unit.snapshots.reduce((sum, snapshot) => sum + snapshot.bytes, 0),
          sha256: unit.snapshots.map(({ sha256 }) => sha256),
          seen: count?.seen ?? 0,
          rows: count?.rows ?? 0,
          merged: count?.merged ?? 0,
          states: count?.states ?? 0,
          refused: count?.refused ?? {},
        };
      }),
      unitsNotListed: Math.max(0, units.length - listedUnits),
      rows: batch === undefined ? {} : countKinds(batch),
      changes: {
        create: number(({ change }) => change === 'create'),
        update: number(({ change }) => change === 'update'),
        move: number(({ change }) => change === 'move'),
        reappear: number(({ change }) => change === 'reappear'),
        missing: number(({ change, state }) => change === 'state' && state === 'missing'),
        gone: number(({ change, state }) => change === 'state' && state !== 'missing'),
        unchanged: settlement?.comparison.unchanged ?? 0,
        stale: settlement?.comparison.stale ?? 0,
      },
      published: [...(settlement?.decisions.values() ?? [])].filter((decision) => decision.publish).length,
      held,
      checks: settlement?.checks ?? [],
      counters: batch?.counters ?? {},
      repairs: repaired.length,
      unmatched: Object.fromEntries(
        Object.entries(batch?.unmatched ?? {}).map(([field, values]) => [
          field,
          {
            distinct: Object.keys(values).length,
            times: Object.values(values).reduce((sum, n) => sum + n, 0),
          },
        ]),
      ),
      requests,
      ...(reason === undefined ? {} : { reason }),
    },
    details: {
      unmatched: Object.fromEntries(
        Object.entries(batch?.unmatched ?? {}).map(([field, values]) => [
          field,
          Object.fromEntries(Object.entries(values).slice(0, listedValues)),
        ]),
      ),
      refusals: (batch?.refusals ?? []).slice(0, listedRefusals),
      vanished: changes
        .flatMap(({ change, key }) => (change === 'state' ? [key] : []))
        .slice(0, listedRefusals),
      repairs: repaired
        .slice(0, listedRefusals)
        .map(({ key, repairs }) => ({ key, repairs: [...(repairs ?? [])] })),
    },
  };
}

/** 0 well · 2 waits for a person · 3 not everything came in · 4 refused by the source · 5 failed. 1 is for errors of the command itself. */
export const exitCodes: Record<Exclude<RunState, 'running'>, number> = {
  published: 0,
  unchanged: 0,
  held: 0,
  quarantined: 2,
  partial: 3,
  blocked: 4,
  failed: 5,
};

/** The report as text for a terminal, one fact a line. */
export function toText(
  run: { id: string; state: RunState; coverage: string | null },
  report: RunReport,
  details?: RunDetails,
): string {
  const lines = [
    `${run.id}: ${run.state}${run.coverage === null ? '' : ` (${run.coverage})`}, ${report.seconds} s`,
  ];
  if (report.reason !== undefined) lines.push(`  because: ${report.reason}`);
  for (const unit of report.units) {
    const refused = Object.entries(unit.refused).map(([why, times]) => `${times} ${why}`);
    lines.push(
      `  ${unit.unit}: ${unit.outcome}, ${unit.bytes} bytes; seen ${unit.seen} = ${unit.rows} rows + ${unit.merged} merged` +
        `${unit.states > 0 ? ` + ${unit.states} states` : ''} + ${sum(Object.values(unit.refused))} refused${refused.length > 0 ? ` (${refused.join(', ')})` : ''}`,
    );
    if (unit.reason !== undefined) lines.push(`    ${unit.reason}`);
  }
  if (report.unitsNotListed > 0) lines.push(`  and ${report.unitsNotListed} further units`);
  lines.push(`  rows: ${toList(report.rows)}`);
  lines.push(`  changes: ${toList(report.changes)}`);
  lines.push(`  published: ${report.published}; held: ${sum(Object.values(report.held))}`);
  for (const [why, times] of Object.entries(report.held)) lines.push(`    ${times} ${why}`);
  for (const check of report.checks.filter(({ ok }) => !ok))
    lines.push(
      `  check failed: ${check.name} is ${check.observed}, allowed ${check.bound} (holds ${check.effect})`,
    );
  if (Object.keys(report.counters).length > 0) lines.push(`  counters: ${toList(report.counters)}`);
  if (report.repairs > 0) lines.push(`  repaired rows: ${report.repairs}`);
  for (const [field, values] of Object.entries(details?.unmatched ?? {})) {
    lines.push(
      `  no look-up for ${field}: ${Object.entries(values)
        .map(([value, times]) => `${JSON.stringify(value)} ${times}×`)
        .join(', ')}`,
    );
  }
  for (const { stage, seconds } of report.stages) lines.push(`  ${stage}: ${seconds} s`);
  return lines.join('\n');
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

function toList(counts: Readonly<Record<string, number>>): string {
  const shown = Object.entries(counts).filter(([, n]) => n !== 0);
  return shown.length === 0 ? 'none' : shown.map(([name, n]) => `${n} ${name}`).join(', ');
}
