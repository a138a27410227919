import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { z } from 'zod';
import { runDetailsSchema, runReportSchema, runStates } from '#lib/scrapes/report-schema.ts';
import { readBatch } from '../batch.ts';
import { toText } from '../engine/report.ts';
import { findRun, findUnits } from '../engine/run-store.ts';
import { toInterval } from '../engine/schedule.ts';
import { type HostState, readHostStates } from '../http/host-budget.ts';
import { readQuotaUse } from '../http/quota.ts';
import { ParseProcess } from '../parse-process.ts';
import { type CommandContext, withDatabase } from './context.ts';

/** Every source with its license, what is held, and how it comes in. */
export async function list({ registry, json, print }: CommandContext): Promise<number> {
  for (const id of registry.ids()) {
    const { source, dataset, scrape } = await registry.open(id);
    const ways = [
      ...(scrape.files.length > 0 || source.planFiles ? ['files'] : []),
      ...(source.plan ? ['network'] : []),
    ];
    if (json)
      print(
        JSON.stringify({
          id,
          title: dataset.title,
          license: dataset.license,
          hold: scrape.hold ?? null,
          ways,
          schedule: scrape.schedule ?? null,
        }),
      );
    else
      print(
        `${id.padEnd(24)} ${dataset.license.padEnd(20)} ${ways.join('+').padEnd(14)} ${scrape.hold === undefined ? '' : 'HELD '}${dataset.title}`,
      );
  }
  return 0;
}

const statusRow = z.object({
  datasetId: z.string(),
  id: z.string(),
  state: z.enum(runStates),
  startedAt: z.date(),
  succeededAt: z.date().nullable(),
  waiting: z.number(),
});

/** The last run of every dataset, what waits for a person, and what is overdue. */
export async function status(context: CommandContext, ids: readonly string[]): Promise<number> {
  const { registry, json, print, now } = context;
  return withDatabase(context, async (pool) => {
    const { rows } = await pool.query(
      `SELECT DISTINCT ON (r.dataset_id) r.dataset_id AS "datasetId", r.id, r.state, r.started_at AS "startedAt",
              (SELECT max(s.finished_at) FROM scrape_run s WHERE s.dataset_id = r.dataset_id AND s.state IN ('published', 'unchanged', 'held')) AS "succeededAt",
              (SELECT count(*)::int FROM proposed_change p WHERE p.dataset_id = r.dataset_id AND p.decision = 'pending') AS waiting
         FROM scrape_run r ORDER BY r.dataset_id, r.started_at DESC`,
    );
    const last = new Map(
      z
        .array(statusRow)
        .parse(rows)
        .map((row) => [row.datasetId, row]),
    );
    for (const id of ids.length > 0 ? ids : registry.ids()) {
      const { scrape } = await registry.open(id);
      const row = last.get(id);
      const stale = isStale(scrape.schedule, row?.succeededAt ?? null, now());
      if (json) print(JSON.stringify({ dataset: id, run: row ?? null, stale }));
      else if (row === undefined) print(`${id.padEnd(24)} never run${stale ? ', overdue' : ''}`);
      else
        print(
          `${id.padEnd(24)} ${row.state.padEnd(12)} ${row.startedAt.toISOString()} ${row.id}${row.waiting > 0 ? `, ${row.waiting} wait for a person` : ''}${stale ? ', STALE' : ''}`,
        );
    }
    return 0;
  });
}

/** No success within three intervals of the schedule. */
export function isStale(schedule: string | undefined, succeededAt: Date | null, now: Date): boolean {
  if (schedule === undefined) return false;
  return succeededAt === null || now.getTime() - succeededAt.getTime() > 3 * toInterval(schedule, now);
}

const reportRow = z.object({
  coverage: z.string().nullable(),
  state: z.enum(runStates),
  report: z.unknown(),
  details: z.unknown(),
});

/** A run's report, as text or JSON; `refusals` lists every record that was refused, with its reason. */
export async function report(context: CommandContext, runId: string, refusals: boolean): Promise<number> {
  return withDatabase(context, async (pool) => {
    const run = await findRun(pool, runId);
    const { rows } = await pool.query(
      'SELECT coverage, state, report, details FROM scrape_run WHERE id = $1',
      [run.id],
    );
    const row = reportRow.parse(rows[0]);
    if (row.state === 'running') {
      context.print(`${run.id}: running, stage ${run.stage ?? 'plan'}`);
      return 0;
    }
    const shown = runReportSchema.parse(row.report);
    const details = runDetailsSchema.parse(row.details);
    if (context.json)
      context.print(
        JSON.stringify({ id: run.id, state: row.state, report: shown, ...(refusals ? { details } : {}) }),
      );
    else {
      context.print(toText({ id: run.id, state: row.state, coverage: row.coverage }, shown, details));
      if (refusals)
        for (const { unit, at, reason, detail } of details.refusals)
          context.print(`  ${reason}\t${unit}\t${at}${detail === undefined ? '' : `\t${detail}`}`);
    }
    return 0;
  });
}

/** What the rows of two runs differ in, from their kept bytes, as today's code reads them. */
export async function diff(context: CommandContext, before: string, after: string): Promise<number> {
  return withDatabase(context, async (pool) => {
    const [left, right] = [await readLines(context, pool, before), await readLines(context, pool, after)];
    const only = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
      [...a.keys()].filter((key) => !b.has(key));
    const changed = [...left].flatMap(([key, line]) =>
      right.has(key) && right.get(key) !== line ? [key] : [],
    );
    const result = { gone: only(left, right), added: only(right, left), changed };
    if (context.json) context.print(JSON.stringify(result));
    else
      for (const [what, keys] of Object.entries(result))
        context.print(
          `${what}: ${keys.length}${keys.length > 0 ? ` (${keys.slice(0, 20).join(', ')}${keys.length > 20 ? ', …' : ''})` : ''}`,
        );
    return 0;
  });
}

async function readLines(context: CommandContext, pool: Pool, runId: string): Promise<Map<string, string>> {
  const run = await findRun(pool, runId);
  const open = await context.registry.open(run.datasetId);
  const parser = new ParseProcess([join(context.env.DATA_DIR, 'snapshots')]);
  try {
    const units = (await findUnits(pool, runId)).filter(({ snapshots }) => snapshots.length > 0);
    const batch = await readBatch({
      ...open,
      packs: context.packs,
      parser,
      units: units.map(({ unit, snapshots }) => ({
        unit,
        snapshots: snapshots.map(({ url, ...rest }) => (url === undefined ? rest : { ...rest, url })),
      })),
    });
    return new Map(batch.drafts.map(({ key, row }) => [key, JSON.stringify(row)]));
  } finally {
    parser.close();
  }
}

/** Requests used of the quotas that dataset.yaml files state, and how every host stands that was ever asked. */
export async function quota(context: CommandContext): Promise<number> {
  return withDatabase(context, async (pool) => {
    const used = await readQuotaUse(pool, context.now());
    for (const id of context.registry.ids()) {
      const { scrape } = await context.registry.open(id);
      for (const { host, quota: limit, minIntervalMs } of scrape.hosts) {
        const now = used
          .filter(({ name }) => name === host)
          .map(({ period, used: times }) => `${times} in ${period}`);
        context.print(
          `${id.padEnd(24)} ${host.padEnd(36)} ${limit === undefined ? 'no quota stated' : `${limit.requests} a ${limit.per}`}, ${minIntervalMs} ms apart${now.length > 0 ? `; used: ${now.join(', ')}` : ''}`,
        );
      }
    }
    for (const state of await readHostStates(pool)) context.print(toHostLine(state, context.now()));
    return 0;
  });
}

function toHostLine(
  { host, requests, failures, nextAllowedAt, heldBy, heldUntil }: HostState,
  now: Date,
): string {
  const parts = [`${requests} requests ever`];
  if (failures > 0) parts.push(`${failures} failed in a row`);
  if (nextAllowedAt > now) parts.push(`left alone until ${nextAllowedAt.toISOString()}`);
  if (heldBy !== null && heldUntil !== null && heldUntil > now) parts.push(`asked now by ${heldBy}`);
  return `${host.padEnd(61)} ${parts.join(', ')}`;
}

/** Looks at what runs need: disk, clock, optional programs, contact. Exit code 1 when something that is needed is missing. */
export async function doctor(context: CommandContext): Promise<number> {
  const { env, print } = context;
  mkdirSync(env.DATA_DIR, { recursive: true });
  const free = statfsSync(env.DATA_DIR);
  const gigabytes = (free.bavail * free.bsize) / 1e9;
  let sound = true;
  const say = (name: string, well: boolean, text: string, needed = true) => {
    if (!well && needed) sound = false;
    print(`${well ? 'ok  ' : needed ? 'BAD ' : 'none'} ${name}: ${text}`);
  };
  const runs = (program: string, ...args: string[]) =>
    spawnSync(program, args, { encoding: 'utf8' }).status === 0;
  say('disk', gigabytes > 2, `${gigabytes.toFixed(1)} GB free under DATA_DIR`);
  say('data folder', isWritable(env.DATA_DIR), env.DATA_DIR);
  say(
    'packs',
    existsSync(join(context.packs, 'geonames-cities')),
    'boundaries, towns and agencies for look-ups',
  );
  say(
    'contact',
    env.CONTACT_EMAIL !== undefined,
    env.CONTACT_EMAIL ?? 'CONTACT_EMAIL is not set: nothing is fetched from the network',
    false,
  );
  say(
    'osmium',
    runs('osmium', '--version'),
    'optional: filters OpenStreetMap extracts larger than a city',
    false,
  );
  say('pdftotext', runs('pdftotext', '-v'), 'optional: reads PDF documents faster', false);
  say('Node', Number(process.versions.node.split('.')[0]) >= 24, process.versions.node);
  await withDatabase(context, async (pool) => {
    const { rows } = await pool.query<{ skew: number; version: string }>(
      `SELECT extract(epoch FROM clock_timestamp())::float8 - $1::float8 AS skew, current_setting('server_version') AS version`,
      [Date.now() / 1000],
    );
    const [row] = rows;
    say('database', row !== undefined, `Postgres ${row?.version ?? '?'}`);
    say('clock', Math.abs(row?.skew ?? 99) < 5, `${(row?.skew ?? 0).toFixed(1)} s apart from the database's`);
  });
  return sound ? 0 : 1;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
