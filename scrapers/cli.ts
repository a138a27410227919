import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError, toCliLine } from '#lib/errors.ts';
import type { CommandContext } from './core/commands/context.ts';
import { diff, doctor, list, quota, report, status } from './core/commands/inspect.ts';
import { type Packable, writePacks } from './core/commands/pack.ts';
import { showPlan } from './core/commands/plan.ts';
import { decideWaiting, showWaiting } from './core/commands/review.ts';
import { importCapture, reparse, runDatasets } from './core/commands/run.ts';
import { work } from './core/commands/work.ts';
import { readDataset } from './core/dataset.ts';
import { packRows } from './core/row-pack.ts';
import { keepNews } from './news/keep-news.ts';
import { registry, sources } from './registry.ts';

const usage = `npm run scrape -- <command>

  list                              every source: license, ways in, what is held
  status [dataset…]                 last runs, what waits, what is overdue
  plan <dataset> [--input <dir>]    what a run would read; fetches nothing but what planning needs
  run <dataset…> | --due            brings datasets in: from their hosts, or with --input from saved files
      --input <dir>  --offline (= --input ../shared/data)  --limit <n>  --dry-run
      A run that was stopped or killed is gone on with by the same command.
  reparse <dataset> [--from <run>]  reads kept bytes again with today's code
  import-capture <file> --url <address> [--dataset <id>]   a page that a person saved
  report <run> [--refusals]         a run's report; with every refused record
  diff <run> <run>                  how the rows of two runs differ
  review [run]                      what waits for a person
  accept | reject <run> [key…] --by <pseudonym> --reason <text>
  pack <dataset…> | --all [--input <dir>] [--downloads <dir>]   writes data/packs/<dataset>/
  work                              runs what is scheduled until stopped
  quota · doctor                    requests used · what this machine has

  --json    JSON lines         --quiet   no progress
Exit codes: 0 well, 1 the command was wrong, 2 something waits for a person, 3 incomplete, 4 refused by the source, 5 failed.
docs/sources/ describes every source.`;

const stop = new AbortController();
let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    signals += 1;
    // Once: end after the current step, and the same command goes on later. Twice: at once, which loses nothing either.
    if (signals > 1) process.exit(130);
    console.error('Stopping; the same command goes on from here.');
    stop.abort(
      new DossierError('conflict', { what: 'Stopped', mend: 'The same command goes on from here.' }),
    );
  });
}

const shared = join(import.meta.dirname, '../../shared/data');

try {
  process.exitCode = await main();
} catch (error) {
  console.error(toCliLine(error));
  if (process.env.DEBUG !== undefined) console.error(error);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      by: { type: 'string' },
      dataset: { type: 'string' },
      downloads: { type: 'string', default: join(import.meta.dirname, '../.data/downloads') },
      'dry-run': { type: 'boolean', default: false },
      due: { type: 'boolean', default: false },
      from: { type: 'string' },
      help: { type: 'boolean', default: false },
      input: { type: 'string' },
      json: { type: 'boolean', default: false },
      limit: { type: 'string' },
      offline: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      reason: { type: 'string' },
      refusals: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      url: { type: 'string' },
    },
  });
  const [command, ...rest] = positionals;
  const context: CommandContext = {
    registry,
    env: getEnv(),
    packs: packsRoot,
    json: values.json,
    print: console.log,
    tell: console.error,
    now: () => new Date(),
  };
  const input = values.input ?? (values.offline ? shared : undefined);
  const settings = {
    input: input === undefined ? undefined : resolve(input),
    limit: values.limit === undefined ? undefined : toCount('--limit', values.limit),
    dryRun: values['dry-run'],
    quiet: values.quiet,
    signal: stop.signal,
  };
  if (values.help || command === undefined) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  switch (command) {
    case 'list':
      return list(context);
    case 'status':
      return status(context, known(rest));
    case 'plan':
      return showPlan(context, one(known(rest), 'a dataset'), settings.input);
    case 'run':
      return runDatasets(context, values.due ? 'due' : several(known(rest)), settings);
    case 'reparse':
      return reparse(context, one(known(rest), 'a dataset'), values.from, settings);
    case 'import-capture':
      return importCapture(
        context,
        { path: resolve(one(rest, 'a file')), url: needed(values.url, '--url'), dataset: values.dataset },
        settings,
      );
    case 'report':
      return report(context, one(rest, 'a run'), values.refusals);
    case 'diff': {
      const [before, after] = rest;
      return diff(context, needed(before, 'a run'), needed(after, 'a second run'));
    }
    case 'review':
      return showWaiting(context, rest[0], settings.limit ?? 100);
    case 'accept':
    case 'reject': {
      const [runId, ...keys] = rest;
      return decideWaiting(context, command, {
        runId: needed(runId, 'a run'),
        keys,
        by: needed(values.by, '--by'),
        reason: needed(values.reason, '--reason'),
      });
    }
    case 'pack': {
      const packables = await findPackables(values.all ? undefined : several(rest));
      await writePacks(
        packables,
        { input: settings.input ?? shared, downloads: resolve(values.downloads), packs: packsRoot },
        console.log,
      );
      return 0;
    }
    case 'work':
      return work(context, settings, [
        (databaseUrl) =>
          keepNews({
            databaseUrl,
            env: context.env,
            dataFolder: join(import.meta.dirname, '../data'),
            report: context.tell,
          }),
      ]);
    case 'quota':
      return quota(context);
    case 'doctor':
      return doctor(context);
    default:
      throw refuse(`There is no command "${command}"`, 'npm run scrape -- --help lists them.');
  }
}

/** Reference sets and row sources, in the order in which they look each other up. Held datasets are left out of --all. */
async function findPackables(ids: readonly string[] | undefined): Promise<Packable[]> {
  const all: Packable[] = sources.map((source) => {
    const dataset = readDataset(source.id);
    return { ...source, dataset, pack: (context) => source.pack(context, dataset) };
  });
  for (const id of registry.ids()) {
    const open = await registry.open(id);
    if (ids === undefined && (open.scrape.hold !== undefined || open.scrape.files.length === 0)) continue;
    all.push({
      id,
      needs: open.source.needs,
      dataset: open.dataset,
      pack: (context) => packRows(open, context),
    });
  }
  if (ids === undefined) return all;
  const unknown = ids.filter((id) => !all.some((packable) => packable.id === id));
  if (unknown.length > 0)
    throw refuse(
      `There is no dataset ${unknown.join(', ')}`,
      `Known: ${all.map(({ id }) => id).join(', ')}.`,
    );
  return all.filter(({ id }) => ids.includes(id));
}

function known(ids: string[]): string[] {
  const unknown = ids.filter((id) => !registry.ids().includes(id));
  if (unknown.length > 0)
    throw refuse(`There is no source ${unknown.join(', ')}`, `Known: ${registry.ids().join(', ')}.`);
  return ids;
}

function several(ids: string[]): string[] {
  if (ids.length === 0)
    throw refuse('No dataset is named', 'Name one or more; npm run scrape -- list shows them.');
  return ids;
}

function one(rest: string[], what: string): string {
  const [first, ...more] = rest;
  if (first === undefined || more.length > 0)
    throw refuse(`This command takes ${what}, one`, 'npm run scrape -- --help');
  return first;
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw refuse(`${what} is missing`, 'npm run scrape -- --help');
  return value;
}

function toCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw refuse(`${name} must be a whole number from 1`, `${text} is none.`);
  return count;
}

function refuse(what: string, mend: string): DossierError {
  return new DossierError('bad_request', { what, mend });
}
