import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { createSigner, LedgerFolder } from '#lib/log/ledger-folder.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

// npm run sign                        signs what the log has gained since the last checkpoint, or says why not
// … --since <file>                    also demands that the log continues this checkpoint, kept elsewhere
// … --add-key                         from now on a second key signs too (the first step of a rotation)
// … --retire-key <id>                 that key signs no more (the last step)
// … --replace-lost-key                the key is gone: a new one goes on with the same log
// … --new-log                         the log in this database is another one: a new name and key; the old files are put aside
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      since: { type: 'string' },
      'add-key': { type: 'boolean' },
      'retire-key': { type: 'string' },
      'replace-lost-key': { type: 'boolean' },
      'new-log': { type: 'boolean' },
    },
  });
  const env = getEnv();
  const database = await openDatabase(env, console.log);
  const folder = new LedgerFolder(env.DATA_DIR);
  try {
    await migrateToHead(database.url);
    if (values['add-key'] === true) addKey(folder);
    if (values['retire-key'] !== undefined) retireKey(folder, values['retire-key']);
    const isOther = values['new-log'] === true;
    const aside = isOther ? folder.retire() : undefined;
    const { checkpoint, signers, isNew } = await withConnection(database.url, (client) =>
      publishCheckpoint(client, folder, {
        siteUrl: env.SITE_URL,
        since: values.since === undefined ? undefined : readFileSync(values.since, 'utf8'),
        replaceLostKey: isOther || values['replace-lost-key'] === true,
      }),
    ).catch((error: unknown) => {
      if (aside !== undefined) folder.takeBack(aside);
      throw error;
    });
    if (aside !== undefined)
      console.log(`The files of the earlier log are in ${aside}; say publicly where it ended.`);
    const done = isNew ? 'Signed' : 'Signed already:';
    console.log(`${done} ${checkpoint.size} entries of ${checkpoint.origin}, root ${checkpoint.root}`);
    for (const { vkey } of signers) console.log(`  ${vkey}`);
  } finally {
    await database.close();
  }
});

function addKey(folder: LedgerFolder): void {
  const signers = folder.readSigners();
  const [first] = signers;
  if (first === undefined) return; // The first use makes a key anyway.
  folder.writeSigners([...signers, createSigner(undefined, first.name)]);
}

function retireKey(folder: LedgerFolder, id: string): void {
  const signers = folder.readSigners();
  const rest = signers.filter((signer) => signer.id !== id);
  if (rest.length === signers.length || rest.length === 0) {
    throw new DossierError('bad_request', {
      what: `The key ${id} ${rest.length === 0 ? 'is the only one' : 'is not among those that sign'}`,
      where: folder.keyFile,
      mend: 'Name one of two keys by its eight hexadecimal digits; `npm run sign -- --add-key` makes a second one.',
    });
  }
  folder.writeSigners(rest);
}
