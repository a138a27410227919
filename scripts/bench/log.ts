import { createHash, hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { appendLog } from '#lib/log/append.ts';
import { toCanonical } from '#lib/log/canonical.ts';
import { toCommitment, toEntryText } from '#lib/log/entry.ts';
import { Frontier, leafHash } from '#lib/log/merkle.ts';
import { type HeadRow, type LogRow, verifyLog } from '#lib/log/verify.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { type Benchmark, type Comparison, measureBest } from './benchmark.ts';

const appends = 500;
const entries = 100_000;
const records = 20_000;
const peer = 'a plain chain, hash = SHA-256(previous hash ‖ entry)';
const content = {
  id: 'a.c001',
  says: 'A sentence of the usual length about a program and a place.',
  predicate: 'program.status',
};

/** What the ledger costs beside the simplest thing that could be called tamper-evident. */
export const logBenchmark: Benchmark = {
  name: 'log',
  about: 'the ledger: append in Postgres, verify in memory',
  async run(report) {
    report(`append ${appends} changes, a transaction each`);
    const append = await compareAppend();
    report(`verify ${entries} entries`);
    return [append, await compareVerify()];
  },
};

async function compareAppend(): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  try {
    await migrateToHead(server.url);
    return await withConnection(server.url, async (client) => {
      await client.query(
        'create table bench_chain (index bigint primary key, entry text not null, hash text not null)',
      );
      const ours = await measureBest(2, () => appendOurs(client));
      const chain = await measureBest(2, () => appendChain(client));
      const note = `${appends} transactions with fsync, one connection; ours also keeps salted content, versions and a root`;
      return { what: 'append', ours, peer: { name: peer, ms: chain }, note };
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function appendOurs(client: pg.Client): Promise<void> {
  for (let i = 0; i < appends; i += 1) {
    await client.query('begin');
    const recordId = `a.c${i % 100}`;
    const change = {
      recordKind: 'claim',
      recordId,
      op: 'update',
      actor: 'editor:bench',
      reason: 'bench',
      content,
    } as const;
    await appendLog(client, [change], new Date());
    await client.query('commit');
  }
}

async function appendChain(client: pg.Client): Promise<void> {
  for (let i = 0; i < appends; i += 1) {
    await client.query('begin');
    await client.query('lock table bench_chain in exclusive mode');
    const { rows } = await client.query<{ index: string; hash: string }>(
      'select index, hash from bench_chain order by index desc limit 1',
    );
    const previous = rows[0] ?? { index: '-1', hash: '' };
    const entry = toCanonical(content);
    await client.query('insert into bench_chain values ($1, $2, $3)', [
      Number(previous.index) + 1,
      entry,
      chainHash(previous.hash, entry),
    ]);
    await client.query('commit');
  }
}

async function compareVerify(): Promise<Comparison> {
  const { rows, heads } = buildRows();
  const ours = await measureBest(2, async () => {
    const { problem } = await verifyLog(rows, heads);
    if (problem !== undefined) throw new Error(problem.what);
  });
  let expected = '';
  for (const row of rows) expected = chainHash(expected, row.entry);
  const chain = await measureBest(2, async () => {
    let last = '';
    for (const row of rows) last = chainHash(last, row.entry);
    if (last !== expected) throw new Error('the chain does not fit');
  });
  const each = ((ours / entries) * 1000).toFixed(1);
  const note = `${entries} entries of ${records} records, ${each} µs each; ours also checks form, versions, contents and roots`;
  return { what: 'verify', ours, peer: { name: peer, ms: chain }, note };
}

function buildRows(): { rows: LogRow[]; heads: HeadRow[] } {
  const rows: LogRow[] = [];
  const tree = new Frontier();
  const at = '2026-11-23T12:00:00.000Z';
  const text = toCanonical(content);
  for (let index = 0; index < entries; index += 1) {
    const salt = createHash('sha256').update(String(index)).digest('hex');
    const id = `a.c${index % records}`;
    const version = Math.floor(index / records) + 1;
    const prev = rows[index - records]?.leafHash ?? null;
    const commit = toCommitment(salt, text);
    const entry = toEntryText({
      v: 1,
      kind: 'claim',
      id,
      version,
      op: 'update',
      actor: 'editor:bench',
      at,
      reason: 'bench',
      prev,
      commit,
    });
    const leaf = leafHash(entry);
    tree.push(leaf);
    rows.push({
      index,
      recordKind: 'claim',
      recordId: id,
      version,
      entry,
      leafHash: leaf.toString('hex'),
      salt,
      content: text,
    });
  }
  return { rows, heads: [{ size: entries, root: tree.root().toString('hex'), at }] };
}

function chainHash(previous: string, entry: string): string {
  return hash('sha256', previous + entry);
}
