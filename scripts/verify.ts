import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { inSnapshot, readLogHeads, readLogRows } from '#lib/log/read-log.ts';
import { parseVerifier } from '#lib/log/signed-note.ts';
import { checkProofText } from '#lib/log/tlog-proof.ts';
import { type LogVerdict, verifyLog } from '#lib/log/verify.ts';
import { verifyRecords } from '#lib/log/verify-records.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

type Outcome = {
  source: string;
  log?: LogVerdict;
  records: number;
  signedBy?: string[];
  problem?: { where: string; what: string; index?: number };
};

// npm run verify                    the database: ledger and records
// npm run verify -- <folder>        an export, without network and database
// npm run verify -- <file>          the proof of one record (.tlog-proof)
// … --vkey <key or file>            a key that must have signed; may be repeated
// … --since <file>                  an older checkpoint that the export must continue
// … --json                          one line of JSON instead of a sentence
// Exit code 0: sound. 2: something is not what it was. 1: it could not be checked.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: 'boolean' },
      vkey: { type: 'string', multiple: true },
      since: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [target] = positionals;
  const trust = {
    vkeys: values.vkey?.flatMap(readKeys),
    since: values.since === undefined ? undefined : readFileSync(values.since, 'utf8'),
  };
  if (target !== undefined && statSync(target, { throwIfNoEntry: false })?.isFile() === true) {
    reportProof(target, trust.vkeys ?? [], values.json === true);
    return;
  }
  const outcome: Outcome =
    target === undefined
      ? await verifyDatabase()
      : { source: target, ...(await verifyExport(target, trust)) };
  const { source, log, records, problem, signedBy } = outcome;
  const sound = problem === undefined;
  if (values.json === true) {
    console.log(JSON.stringify({ ok: sound, source, ...log, records, signedBy, problem: problem ?? null }));
  } else if (problem !== undefined) {
    console.log(`Not sound: ${problem.where}: ${problem.what}.`);
  } else {
    const { entries = 0, redacted = 0, root = '' } = log ?? {};
    console.log(
      `Sound: ${entries} entries and ${records} records of ${source} (${redacted} redacted), root ${root}`,
    );
    if (signedBy !== undefined) console.log(toSignerLine(signedBy, trust.vkeys !== undefined));
  }
  if (!sound) process.exitCode = 2;
});

/** A verifier key as it is, or the file that holds some, one a line. */
function readKeys(given: string): string[] {
  if (!existsSync(given)) return [given];
  return readFileSync(given, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function toSignerLine(signedBy: string[], trusted: boolean): string {
  const keys = signedBy.join(', ');
  return trusted
    ? `Signed by ${keys}`
    : `Signed by ${keys}: a key that the export itself names. Compare it with one that you got elsewhere, or give it with --vkey.`;
}

function reportProof(file: string, vkeys: string[], json: boolean): void {
  const verifiers = vkeys.map(parseVerifier).filter((key) => key !== undefined);
  if (verifiers.length === 0) {
    throw new DossierError('bad_request', {
      what: 'A proof is only as good as the key that you trust, and none was given',
      mend: 'Add --vkey with a line of the /log/keys.txt of that site, or of an export.',
    });
  }
  const verdict = checkProofText(readFileSync(file, 'utf8'), verifiers);
  if (json) console.log(JSON.stringify({ source: file, ...verdict }));
  else if (!verdict.ok) console.log(`Not sound: ${file}: ${verdict.why}.`);
  else {
    const { kind, id, version, op, at } = verdict.entry;
    console.log(
      `Sound: ${kind} ${id}, version ${version} (${op}, ${at}) is in the log of ${verdict.size} entries, root ${verdict.root}`,
    );
  }
  if (!verdict.ok) process.exitCode = 2;
}

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
