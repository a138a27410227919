import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DossierError } from '#lib/errors.ts';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { parseVerifier } from '#lib/log/signed-note.ts';
import { checkProofText } from '#lib/log/tlog-proof.ts';
import type { LogVerdict } from '#lib/log/verify.ts';

/** What was verified, and the first thing that is not what it was. */
export type Outcome = {
  source: string;
  log?: LogVerdict;
  records: number;
  signedBy?: string[];
  problem?: { where: string; what: string; index?: number };
};

export type VerifyArguments = {
  /** Folder of an export, or file of a proof. */
  target: string | undefined;
  json: boolean;
  vkeys: string[] | undefined;
  since: string | undefined;
};

/**
 * `<folder>` an export · `<file>` the proof of one record (.tlog-proof) · `--vkey <key or file>` a key that must have signed; may be
 * repeated · `--since <file>` an older checkpoint that the export must continue · `--json` one line of JSON instead of a sentence
 */
export function readVerifyArguments(): VerifyArguments {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: 'boolean' },
      vkey: { type: 'string', multiple: true },
      since: { type: 'string' },
    },
    allowPositionals: true,
  });
  return {
    target: positionals[0],
    json: values.json === true,
    vkeys: values.vkey?.flatMap(readKeys),
    since: values.since === undefined ? undefined : readFileSync(values.since, 'utf8'),
  };
}

/** A verifier key as it is, or the file that holds some, one a line. */
function readKeys(given: string): string[] {
  if (!existsSync(given)) return [given];
  return readFileSync(given, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Verifies an export or a proof without network, database or environment, and says what was found; exit code 2 where it is not sound. */
export async function verifyTarget(target: string, input: VerifyArguments): Promise<void> {
  const { vkeys, since } = input;
  if (statSync(target, { throwIfNoEntry: false })?.isFile() === true)
    verifyProof(target, vkeys ?? [], input.json);
  else reportOutcome({ source: target, ...(await verifyExport(target, { vkeys, since })) }, input);
}

export function reportOutcome(outcome: Outcome, input: Pick<VerifyArguments, 'json' | 'vkeys'>): void {
  const { source, log, records, problem, signedBy } = outcome;
  if (input.json) {
    const ok = problem === undefined;
    console.log(JSON.stringify({ ok, source, ...log, records, signedBy, problem: problem ?? null }));
  } else if (problem !== undefined) {
    console.log(`Not sound: ${problem.where}: ${problem.what}.`);
  } else {
    const { entries = 0, redacted = 0, root = '' } = log ?? {};
    console.log(
      `Sound: ${entries} entries and ${records} records of ${source} (${redacted} redacted), root ${root}`,
    );
    if (signedBy !== undefined) console.log(toSignerLine(signedBy, input.vkeys !== undefined));
  }
  if (problem !== undefined) process.exitCode = 2;
}

function toSignerLine(signedBy: string[], trusted: boolean): string {
  const keys = signedBy.join(', ');
  return trusted
    ? `Signed by ${keys}`
    : `Signed by ${keys}: a key that the export itself names. Compare it with one that you got elsewhere, or give it with --vkey.`;
}

function verifyProof(file: string, vkeys: string[], json: boolean): void {
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
