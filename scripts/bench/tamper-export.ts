import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { applyChanges, readExportFiles, toReversal } from './export-files.ts';
import type { LedgerSample } from './ledger-sample.ts';
import { createRandom, Tamperer, type TamperingKind, tamperingKinds } from './ledger-tampering.ts';
import type { PythonVerifier } from './python-verifier.ts';

export type TamperingReport = {
  tried: Record<TamperingKind, number>;
  /** Tamperings that a verifier called sound, or could not check: none, if all is well. */
  missed: string[];
  /** Milliseconds that each verifier took for all of them, both at work at the same time. */
  ownMs: number;
  pythonMs: number;
};

/**
 * Tampers with an export `count` times, each kind in turn, and asks both verifiers. The reader knows the log's key; where only its
 * operator could have done it, the reader also kept the last checkpoint. Afterwards the export is as it was, and sound.
 *
 * @param python left out where the machine lacks it: then only our own verifier is asked
 */
export async function tamperExport(
  sample: LedgerSample,
  input: {
    count: number;
    seed: number;
    python?: PythonVerifier | undefined;
    report?: (done: number, missed: number) => void;
  },
): Promise<TamperingReport> {
  const files = readExportFiles(sample.newer);
  const random = createRandom(input.seed);
  const tamperer = new Tamperer(files, readExportFiles(sample.older), sample.signers, random);
  const kept = readFileSync(join(sample.newer, 'log/checkpoint'), 'utf8');
  const vkeys = sample.signers.map(({ vkey }) => vkey);
  const report: TamperingReport = {
    tried: { flip: 0, drop: 0, reorder: 0, insert: 0, truncate: 0, fork: 0, 'foreign key': 0, rollback: 0 },
    missed: [],
    ownMs: 0,
    pythonMs: 0,
  };
  const ask = async (since: string | undefined): Promise<string[]> => {
    const started = performance.now();
    const [own, python] = await Promise.all([
      verifyExport(sample.newer, { vkeys, since }).finally(() => {
        report.ownMs += performance.now() - started;
      }),
      input.python?.verify(sample.newer, since).finally(() => {
        report.pythonMs += performance.now() - started;
      }),
    ]);
    const calledSound = own.problem === undefined ? ['our verifier calls it sound'] : [];
    if (python?.ok === true) calledSound.push('verify.py calls it sound');
    if (python?.notChecked !== undefined) calledSound.push(`verify.py cannot check it: ${python.notChecked}`);
    return calledSound;
  };
  for (let i = 0; i < input.count; i += 1) {
    const kind = tamperingKinds[i % tamperingKinds.length] ?? 'flip';
    const { changes, what, needsSince } = tamperer.make(kind);
    applyChanges(sample.newer, changes);
    for (const fault of await ask(needsSince ? kept : undefined))
      report.missed.push(`${kind}: ${what}: ${fault}`);
    applyChanges(sample.newer, toReversal(files, changes));
    report.tried[kind] += 1;
    input.report?.(i + 1, report.missed.length);
  }
  if ((await ask(kept)).length < (input.python === undefined ? 1 : 2))
    report.missed.push('the untouched export is called unsound');
  return report;
}
