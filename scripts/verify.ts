import { getEnv } from '#lib/env.ts';
import { inSnapshot, readLogHeads, readLogRows } from '#lib/log/read-log.ts';
import { verifyLog } from '#lib/log/verify.ts';
import { verifyRecords } from '#lib/log/verify-records.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';
import { type Outcome, readVerifyArguments, reportOutcome, verifyTarget } from './verify-target.ts';

// npm run verify                    the database: ledger and records
// npm run verify -- <target> …      an export or a proof, without network and database (verify-target.ts)
// Exit code 0: sound. 2: something is not what it was. 1: it could not be checked.
await runCommand(async () => {
  const input = readVerifyArguments();
  if (input.target === undefined) reportOutcome(await verifyDatabase(), input);
  else await verifyTarget(input.target, input);
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
