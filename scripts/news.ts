import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import type { NewsContext } from './news/context.ts';
import { fetch, readFile } from './news/fetch.ts';
import { decide, list, show, take } from './news/inspect.ts';
import { runCommand } from './run-command.ts';

const usage = `npm run news -- <command>

  fetch [feed…]                 looks at the feeds that are due, or at these, and fetches the articles that wait
      --limit <n>               articles at most; default 50
      --file <feed> [--feed <id>] [--type <media type>]   reads a saved feed instead; nobody is asked
  list [--state <state,…>] [--feed <id>] [--limit <n>]    how many stories are where, and the newest of them
  show <story>                  what is known of one: gates, steps, where it stood, what to run next
  take <story> <file>           a page that a person saved
  keep | irrelevant | nothing_recordable <story> --by <pseudonym> [--reason <text>]

Exit codes: 0 well, 1 the command was wrong, 3 a feed could not be read.
docs/news.md describes it all; data/feeds.yaml lists the feeds.`;

const help = 'npm run news -- --help lists the commands.';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    console.error('Stopping after this step; the same command goes on from here.');
    stop.abort(
      new DossierError('conflict', { what: 'Stopped', mend: 'The same command goes on from here.' }),
    );
  });

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      by: { type: 'string' },
      feed: { type: 'string' },
      file: { type: 'string' },
      help: { type: 'boolean', default: false },
      limit: { type: 'string' },
      reason: { type: 'string' },
      state: { type: 'string' },
      type: { type: 'string' },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    console.log(usage);
    if (!values.help) process.exitCode = 1;
    return;
  }
  const limit = values.limit === undefined ? undefined : toCount(values.limit);
  await withContext(async (context) => {
    switch (command) {
      case 'fetch':
        if (values.file !== undefined)
          return readFile(context, { path: resolve(values.file), feed: values.feed, mediaType: values.type });
        return fetch(context, { wanted: rest.length === 0 ? undefined : rest, limit: limit ?? 50 });
      case 'list':
        return list(context, { states: values.state?.split(','), feed: values.feed, limit: limit ?? 30 });
      case 'show':
        return show(context, one(rest, 1)[0]);
      case 'take': {
        const [story, file] = one(rest, 2);
        return take(context, story, resolve(file));
      }
      case 'keep':
      case 'irrelevant':
      case 'nothing_recordable':
        return decide(context, one(rest, 1)[0], { is: command, by: values.by ?? '', reason: values.reason });
      default:
        throw new DossierError('bad_request', { what: `There is no command "${command}"`, mend: help });
    }
  });
});

async function withContext(work: (context: NewsContext) => Promise<void>): Promise<void> {
  const env = getEnv();
  const database = await openDatabase(env, (line) => console.error(line));
  try {
    await migrateToHead(database.url, (line) => console.error(line));
    const pool = openPool(database.url, 'ingest');
    try {
      await work({
        pool,
        url: database.url,
        env,
        dataFolder: resolve(import.meta.dirname, '../data'),
        now: () => new Date(),
        signal: stop.signal,
        print: console.log,
        tell: console.error,
      });
    } finally {
      await pool.end();
    }
  } finally {
    await database.close();
  }
}

function one<N extends 1 | 2>(rest: string[], count: N): N extends 1 ? [string] : [string, string];
function one(rest: string[], count: number): string[] {
  if (rest.length === count) return rest;
  throw new DossierError('bad_request', {
    what: `This command takes ${count === 1 ? 'one story' : 'a story and a file'}`,
    mend: help,
  });
}

function toCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new DossierError('bad_request', {
    what: '--limit must be a whole number from 1',
    mend: `${text} is none.`,
  });
}
