import type { Pool } from 'pg';
import { DossierError, toCliLine } from '#lib/errors.ts';
import { prepareCapture, prepareReparse } from '../engine/prepared.ts';
import { exitCodes, toText } from '../engine/report.ts';
import { runDataset } from '../engine/run.ts';
import type { Prepared, RunResult } from '../engine/run-input.ts';
import { findDue } from '../engine/schedule.ts';
import { createSourceHttp } from '../http/client.ts';
import { toUserAgent } from '../http/user-agent.ts';
import type { OpenSource } from '../source.ts';
import { type CommandContext, withDatabase } from './context.ts';
import { createRunProgress } from './run-progress.ts';

export interface RunSettings {
  input?: string | undefined;
  limit?: number | undefined;
  dryRun: boolean;
  quiet: boolean;
  signal: AbortSignal;
}

/** Runs datasets one after the other; the worst outcome is the exit code. A dataset that fails does not keep the next one from running. */
export async function runDatasets(
  context: CommandContext,
  ids: readonly string[] | 'due',
  settings: RunSettings,
): Promise<number> {
  return withDatabase(context, async (pool) => {
    const wanted = ids === 'due' ? await findDue(pool, context.registry, context.now()) : ids;
    if (wanted.length === 0) context.print('Nothing is due.');
    const opened = await Promise.all(wanted.map((id) => context.registry.open(id)));
    let worst = 0;
    for (const open of opened) worst = Math.max(worst, await runOne(context, pool, open, settings));
    return worst;
  });
}

/** Reads kept bytes again with today's code. */
export async function reparse(
  context: CommandContext,
  id: string,
  runId: string | undefined,
  settings: RunSettings,
): Promise<number> {
  return withDatabase(context, async (pool) => {
    const open = await context.registry.open(id);
    return runOne(context, pool, open, settings, await prepareReparse(pool, id, runId));
  });
}

/** Brings in a page that a person saved. The dataset is the one that names the address's host, unless it is given. */
export async function importCapture(
  context: CommandContext,
  capture: { path: string; url: string; dataset?: string | undefined },
  settings: RunSettings,
): Promise<number> {
  const id = capture.dataset ?? (await findByHost(context, capture.url));
  return withDatabase(context, async (pool) => {
    const open = await context.registry.open(id);
    const { DATA_DIR: dataDir } = context.env;
    const prepared = await prepareCapture(pool, { ...capture, datasetId: id, dataDir, now: context.now() });
    return runOne(context, pool, open, settings, prepared);
  });
}

async function findByHost({ registry }: CommandContext, url: string): Promise<string> {
  if (!URL.canParse(url)) {
    throw new DossierError('bad_request', {
      what: `"${url}" is not an address`,
      mend: 'Give the address of the page with --url https://…',
    });
  }
  const { hostname } = new URL(url);
  for (const id of registry.ids()) {
    const { scrape } = await registry.open(id);
    if (scrape.hosts.some(({ host }) => host === hostname)) return id;
  }
  throw new DossierError('not_found', {
    what: `No dataset reads pages of ${hostname}`,
    mend: `Name one with --dataset: ${registry.ids().join(', ')}.`,
  });
}

async function runOne(
  context: CommandContext,
  pool: Pool,
  open: OpenSource,
  settings: RunSettings,
  prepared?: Prepared,
): Promise<number> {
  const { env, packs, json, print, tell, now } = context;
  const progress = createRunProgress({
    terminal: process.stderr.isTTY === true && !json,
    quiet: settings.quiet,
    write: tell,
  });
  let result: RunResult;
  try {
    // Said before anything begins, not unit by unit.
    if (settings.input === undefined && prepared === undefined) toUserAgent(env);
    result = await runDataset({
      pool,
      open,
      packs,
      dataDir: env.DATA_DIR,
      input: settings.input,
      limit: settings.limit,
      dryRun: settings.dryRun,
      now,
      signal: settings.signal,
      onEvent: progress.show,
      ...(prepared === undefined ? {} : { prepared }),
      openHttp: (onWait) =>
        createSourceHttp({
          pool,
          datasetId: open.dataset.id,
          scrape: open.scrape,
          dataDir: env.DATA_DIR,
          userAgent: toUserAgent(env),
          signal: settings.signal,
          onWait: ({ host, ms }) => onWait(host, ms),
        }),
    });
  } catch (error) {
    if (settings.signal.aborted) throw error;
    progress.end();
    print(json ? JSON.stringify({ dataset: open.dataset.id, error: toCliLine(error) }) : toCliLine(error));
    return exitCodes.failed;
  }
  progress.end();
  print(json ? JSON.stringify(result) : toText(result, result.report, result.details));
  if (settings.dryRun && !json) print('  A trial: nothing was kept.');
  return exitCodes[result.state];
}
