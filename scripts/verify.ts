import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { inSnapshot, readLogHeads, readLogRows } from '#lib/log/read-log.ts';
import { type LogVerdict, verifyLog } from '#lib/log/verify.ts';
import { verifyRecords } from '#lib/log/verify-records.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

type Outcome = {
  source: string;
  log: LogVerdict;
  records: number;
  problem?: { where: string; what: string; index?: number };
};

// npm run verify                    the database: ledger and records
// npm run verify -- <folder>        an export, without network and database
// … --json                          one line of JSON instead of a sentence
// Exit code 0: sound. 2: something is not what it was. 1: it could not be checked.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  const outcome =
    folder === undefined ? await verifyDatabase() : { source: folder, ...(await verifyExport(folder)) };
  const { source, log, records, problem } = outcome;
  const sound = problem === undefined;
  if (values.json === true) {
    console.log(JSON.stringify({ ok: sound, source, ...log, records, problem: problem ?? null }));
  } else if (problem !== undefined) {
    console.log(`Not sound: ${problem.where}: ${problem.what}.`);
  } else {
    const { entries = 0, redacted = 0, root = '' } = log ?? {};
    console.log(
      `Sound: ${entries} entries and ${records} records of ${source} (${redacted} redacted), root ${root}`,
    );
  }
  if (!sound) process.exitCode = 2;
});

async function verifyDatabase(): Promise<Outcome> {
  const database = await openDatabase(getEnv());
  try {
    return await withConnection(database.url, (client) =>
      inSnapshot(client, async () => {
        const log = await verifyLog(readLogRows(client), readLogHeads(client));
        if (log.problem !== undefined) {
          const { index, record, what } = log.problem;
          return {
            source: database.place,
            log,
            records: 0,
            problem: { index, where: `log entry ${index} (${record})`, what },
          };
        }
        const { records, problem } = await verifyRecords(client);
        if (problem === undefined) return { source: database.place, log, records };
        const { kind, id, index, what } = problem;
        const entry = index === undefined ? '' : ` (log entry ${index})`;
        return {
          source: database.place,
          log,
          records,
          problem: { where: `${kind} ${id}${entry}`, what, ...(index === undefined ? {} : { index }) },
        };
      }),
    );
  } finally {
    await database.close();
  }
}
