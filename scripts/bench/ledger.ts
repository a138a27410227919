import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { writeExport } from '#lib/exports/write-export.ts';
import { appendLog, type LogChange } from '#lib/log/append.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import type { Benchmark, Comparison } from './benchmark.ts';
import { makeLedgerSample } from './ledger-sample.ts';
import { findMissingProgram, PythonVerifier, pythonVerifierPath } from './python-verifier.ts';
import { tamperExport } from './tamper-export.ts';

const tamperings = 10_000;
const revisions = 100_000;
const records = 20_000;
const peerName = 'docs/verify/verify.py';

/** What the verifiers find, and how long they take. Without python3 or openssl there is no peer, and nothing to compare with. */
export const ledgerBenchmark: Benchmark = {
  name: 'ledger',
  about: `${tamperings} tamperings of an export, and ${revisions} revisions verified, by both verifiers`,
  async run(report) {
    const missing = findMissingProgram();
    if (missing !== undefined) {
      report(`not run: this machine has no ${missing}, which the second verifier needs`);
      return [];
    }
    return [await compareSpeed(report), await compareTampering(report)];
  },
};

async function compareTampering(report: (line: string) => void): Promise<Comparison> {
  return withDatabase(async (url) => {
    const sample = await makeLedgerSample(url);
    const python = new PythonVerifier(sample.signers.map(({ vkey }) => vkey));
    const seed = Math.floor(Math.random() * 2 ** 31);
    try {
      const { tried, missed, ownMs, pythonMs } = await tamperExport(sample, {
        count: tamperings,
        seed,
        python,
        report: (done, missedSoFar) =>
          done % 500 === 0 && report(`${done} of ${tamperings} tamperings, ${missedSoFar} missed`),
      });
      for (const line of missed.slice(0, 20)) report(`missed: ${line}`);
      if (missed.length > 0)
        throw new Error(`${missed.length} of ${tamperings} tamperings were missed (seed ${seed})`);
      const kinds = Object.entries(tried).map(([kind, count]) => `${count} ${kind}`);
      const note = `all ${tamperings} found by both (seed ${seed}): ${kinds.join(', ')}`;
      return { what: 'tampering', ours: ownMs, peer: { name: peerName, ms: pythonMs }, note };
    } finally {
      python.stop();
      rmSync(sample.folder, { recursive: true, force: true });
    }
  });
}

async function compareSpeed(report: (line: string) => void): Promise<Comparison> {
  return withDatabase(async (url) => {
    const folder = mkdtempSync(join(tmpdir(), 'public-dossier-ledger-'));
    try {
      report(`append ${revisions} revisions`);
      await appendRevisions(url);
      const ledger = new LedgerFolder(join(folder, 'data'));
      const publish = () => withConnection(url, (client) => publishCheckpoint(client, ledger));
      const started = performance.now();
      const { signers } = await publish();
      report(`signed the first checkpoint over them in ${seconds(started)}`);
      const target = join(folder, 'export');
      await withConnection(url, (client) =>
        writeExport(client, { folder: target, publish, findLicenseText: () => undefined }),
      );
      const vkeys = signers.map(({ vkey }) => vkey);
      const ownStart = performance.now();
      const { problem } = await verifyExport(target, { vkeys });
      const ours = performance.now() - ownStart;
      if (problem !== undefined) throw new Error(`${problem.where}: ${problem.what}`);
      const pythonStart = performance.now();
      const child = spawn('python3', [pythonVerifierPath, target, '--vkey', vkeys.join()], {
        stdio: 'ignore',
      });
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`verify.py ended with ${code}`);
      const ms = performance.now() - pythonStart;
      report(
        `verified ${revisions} revisions in ${(ours / 1000).toFixed(1)} s, ${peerName} in ${(ms / 1000).toFixed(1)} s`,
      );
      const note = `${revisions} revisions of ${records} records: signatures, tiles, chains, contents, files`;
      return { what: 'verify an export', ours, peer: { name: peerName, ms }, note };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Revisions of records that no file of an export lists, in transactions of a thousand. */
async function appendRevisions(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    for (let start = 0; start < revisions; start += 1000) {
      const changes = Array.from({ length: 1000 }, (_, i): LogChange => {
        const id = `bench.r${(start + i) % records}`;
        const content = {
          id,
          says: 'A sentence of the usual length about a program and a place.',
          revision: start + i,
        };
        return {
          recordKind: 'revision',
          recordId: id,
          op: 'update',
          actor: 'editor:bench',
          reason: 'bench',
          content,
        };
      });
      await client.query('begin');
      await appendLog(client, changes, new Date());
      await client.query('commit');
    }
  });
}

async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-bench-'));
  const server = await startEmbeddedPostgres({ folder, throwAway: true });
  try {
    await migrateToHead(server.url);
    return await work(server.url);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
