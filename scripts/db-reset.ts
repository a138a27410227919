import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { backUp } from '#lib/postgres/backup.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { type Contents, describeContents, emptyDatabase } from '#lib/postgres/reset.ts';
import { runCommand } from './run-command.ts';

// npm run db:reset [-- --yes]: says what it will destroy, asks, empties the database and makes the tables again.
await runCommand(async () => {
  const env = getEnv();
  const { values } = parseArgs({ options: { yes: { type: 'boolean' } } });
  const database = await openDatabase(env, console.log);
  try {
    const contents = await describeContents(database.url);
    console.log(toText(contents, database.place));
    if (values.yes !== true) {
      const answer = await ask();
      if (answer === 'backup') {
        const folder = join(
          env.DATA_DIR,
          'backups',
          new Date().toISOString().replace(/[:.]/g, '-').slice(0, 19),
        );
        await backUp(database.url, folder, (line) => console.log(`  ${line}`));
        console.log(`Backed up to ${folder}`);
      } else if (answer !== 'reset') {
        console.log('Nothing was changed.');
        return;
      }
    }
    await emptyDatabase(database.url);
    await migrateToHead(database.url, console.log);
    console.log('The database is empty. `npm start` loads the starter corpus again.');
  } finally {
    await database.close();
  }
});

function toText(contents: Contents, place: string): string {
  if (contents.tables.length === 0) return `The database (${place}) holds no rows.`;
  const rows = contents.tables.map((table) => `  ${String(table.rows).padStart(10)}  ${table.name}`);
  return [
    `This destroys every row of the database (${place}):`,
    ...rows,
    `The curated files in data/ can be loaded again. The ledger of this installation, ${contents.ledgerEntries} entries, cannot:`,
    'its history and every citation that rests on it end here unless you keep a backup.',
  ].join('\n');
}

async function ask(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new DossierError('bad_request', {
      what: 'Nobody is here to confirm',
      mend: 'Run it in a terminal, or say so: npm run db:reset -- --yes.',
    });
  }
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (
      await prompt.question('Type "reset" to go on, "backup" to back up first and then reset: ')
    ).trim();
  } finally {
    prompt.close();
  }
}
