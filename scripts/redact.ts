import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { redactRecords } from '#lib/log/redact.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

const usage =
  'npm run redact -- <kind> <id> [<kind> <id> …] --reason "…" [--versions 1,2] [--text "…"]… [--keep <key>]… [--actor editor:curation]';

// Takes earlier content of records out of the log for good; docs/ledger.md, "Redaction", says what to do before.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      reason: { type: 'string' },
      versions: { type: 'string' },
      text: { type: 'string', multiple: true },
      keep: { type: 'string', multiple: true },
      actor: { type: 'string', default: 'editor:curation' },
    },
  });
  const versions = values.versions?.split(',').map(Number);
  const records = toPairs(positionals).map(([kind, id]) => ({ kind, id, versions }));
  const { reason } = values;
  if (records.length === 0 || positionals.length % 2 === 1 || reason === undefined) {
    throw new DossierError('bad_request', { what: 'Kind, id and reason are needed', mend: usage });
  }
  const env = getEnv();
  const database = await openDatabase(env, console.log);
  try {
    await migrateToHead(database.url);
    const { redacted, texts } = await withConnection(database.url, async (client) => {
      await client.query('begin');
      const done = await redactRecords(client, {
        records,
        reason,
        actor: values.actor,
        at: new Date(),
        texts: values.text,
        keep: values.keep,
      });
      await client.query('commit');
      // A deleted row stays in its page, and its text in the planner's statistics, until the tables are written anew.
      console.log('Writing the tables anew, so that nothing deleted stays in them');
      await client.query('vacuum (full, analyze)');
      await publishCheckpoint(client, new LedgerFolder(env.DATA_DIR), { siteUrl: env.SITE_URL });
      return done;
    });
    for (const { kind, id, versions: taken } of redacted)
      console.log(`Redacted ${kind} ${id}, version${taken.length === 1 ? '' : 's'} ${taken.join(', ')}`);
    console.log(`${texts} texts were looked for in every table and found in none.`);
    const older = ['exports', 'backups', 'captures'].map((name) => join(env.DATA_DIR, name)).filter(hasFiles);
    const elsewhere = older.length === 0 ? '' : ` Here: ${older.join(', ')}.`;
    console.log(
      `Not reached: exports, backups and archived captures made before, write-ahead logs, and copies that others hold.${elsewhere}`,
    );
  } finally {
    await database.close();
  }
});

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

function toPairs(words: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < words.length; i += 2) pairs.push([words[i] ?? '', words[i + 1] ?? '']);
  return pairs;
}
