import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { appendLog } from '#lib/log/append.ts';
import { type Checkpoint, openCheckpoint } from '#lib/log/checkpoint.ts';
import { createSigner, LedgerFolder } from '#lib/log/ledger-folder.ts';
import { checkConsistency, TileReader } from '#lib/log/proofs.ts';
import { publishCheckpoint, type SequencerOptions } from '#lib/log/sequencer.ts';
import { parseVerifier } from '#lib/log/signed-note.ts';
import { keepSigning } from '#lib/log/signing-loop.ts';
import { backUp, restore } from '#lib/postgres/backup.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { readCheckoutMigrations } from '#lib/postgres/open-database.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../setup/database.ts';

const at = new Date('2026-11-26T10:00:00.000Z');
const temporary: string[] = [];
const databases: TestDatabase[] = [];
let database: TestDatabase;
let dataDir: string;
let folder: LedgerFolder;

beforeEach(async () => {
  database = await keep(createTestDatabase());
  dataDir = makeFolder();
  folder = new LedgerFolder(dataDir);
});

afterAll(async () => {
  for (const made of databases) await made.drop();
  for (const path of temporary) rmSync(path, { recursive: true, force: true });
});

async function keep(making: Promise<TestDatabase>): Promise<TestDatabase> {
  const made = await making;
  databases.push(made);
  return made;
}

function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'public-dossier-ledger-'));
  temporary.push(path);
  return path;
}

const append = (count: number, says: string, url = database.url) =>
  withConnection(url, async (client) => {
    await client.query('begin');
    const changes = Array.from({ length: count }, (_, i) => ({
      recordKind: 'claim',
      recordId: `test.c${i}`,
      op: 'update' as const,
      actor: 'editor:curation',
      reason: 'test',
      content: { says },
    }));
    await appendLog(client, changes, at);
    await client.query('commit');
  });

const sign = (options: SequencerOptions = {}, url = database.url, own = folder) =>
  withConnection(url, (client) => publishCheckpoint(client, own, options));

/** The checkpoint that readers see now, under the keys that they see. */
function readCheckpoint(own = folder): Checkpoint {
  const note = own.readPublic('checkpoint')?.toString('utf8') ?? '';
  const keys = own.readPublic('keys.txt')?.toString('utf8').split('\n').map(parseVerifier) ?? [];
  const opened = openCheckpoint(
    note,
    [...keys, ...own.readSigners()].filter((key) => key !== undefined),
  );
  if (!opened.ok) throw new Error(opened.why);
  return opened.checkpoint;
}

/** Fails unless the older checkpoint is proved to be the beginning of the newer one, from the published tiles. */
function expectContinued(older: Checkpoint, newer: Checkpoint, own = folder): void {
  const [before, now] = [older, newer].map(({ size, root }) => ({ size, root: Buffer.from(root, 'hex') }));
  if (before === undefined || now === undefined) throw new Error('two were given');
  const proof = new TileReader(now.size, (path) => own.readPublic(path)).consistencyProof(before.size);
  expect(checkConsistency(before, now, proof), `${before.size} → ${now.size}`).toBe(true);
}

describe('the sequencer', () => {
  test('makes a key that nobody else may read, and signs what there is, once', async () => {
    const empty = await sign({ siteUrl: 'https://dossier.example' });
    expect(empty.checkpoint).toMatchObject({ size: 0 });
    expect(empty.checkpoint.origin).toMatch(/^dossier\.example\/log\/[0-9a-f]{8}$/);
    expect(statSync(folder.keyFile).mode & 0o777).toBe(0o600);
    await append(3, 'a');
    const first = await sign();
    expect(first).toMatchObject({ isNew: true, checkpoint: { size: 3, origin: empty.checkpoint.origin } });
    expect(await sign()).toMatchObject({ isNew: false, note: first.note });
    expect(readCheckpoint()).toEqual(first.checkpoint);
  });

  test('grows its tiles step by step to what one step gives, and drops partial tiles that became full', async () => {
    const checkpoints: Checkpoint[] = [];
    for (const count of [1, 254, 1, 1, 300, 256]) {
      await append(count, `after ${checkpoints.length}`);
      checkpoints.push((await sign()).checkpoint);
    }
    const newest = checkpoints.at(-1);
    if (newest === undefined) throw new Error('six were signed');
    for (const older of checkpoints) expectContinued(older, newest);
    const other = new LedgerFolder(makeFolder());
    await sign({}, database.url, await withoutHistory(other));
    const list = (own: LedgerFolder) =>
      readdirSync(join(own.publicPath, 'tile'), { recursive: true, encoding: 'utf8' }).filter((path) =>
        statSync(join(own.publicPath, 'tile', path)).isFile(),
      );
    for (const path of list(other)) {
      expect(
        folder.readPublic(`tile/${path}`)?.equals(other.readPublic(`tile/${path}`) ?? Buffer.alloc(0)),
        path,
      ).toBe(true);
    }
    expect(existsSync(join(folder.publicPath, 'tile/0/000.p'))).toBe(false);
  });

  test('two signers at once publish one checkpoint', async () => {
    await append(5, 'a');
    await sign();
    await append(5, 'b');
    const notes = await Promise.all([sign(), sign(), sign()]);
    expect(new Set(notes.map(({ note }) => note)).size).toBe(1);
    expect(notes.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('a lost or damaged tile is written again from the entries, if they give what was signed', async () => {
    await append(300, 'a');
    await sign();
    rmSync(join(folder.publicPath, 'tile/0/001.p/44'));
    writeFileSync(join(folder.publicPath, 'tile/0/000'), Buffer.alloc(8192));
    rmSync(join(folder.publicPath, 'tile/1'), { recursive: true });
    await append(1, 'b');
    await sign();
    await append(1, 'c');
    expectContinued((await sign()).checkpoint, readCheckpoint());
    expect(new TileReader(302, (path) => folder.readPublic(path)).rootAt(300)).toHaveLength(32);
  });
});

/** The state of a log that never signed anything: its rows in the database go, past the triggers. */
async function withoutHistory(own: LedgerFolder): Promise<LedgerFolder> {
  await withConnection(database.url, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query('delete from log_checkpoint');
  });
  return own;
}

describe('kill −9', () => {
  const run = (step: string, entries: number) =>
    spawn(
      process.execPath,
      [resolve('tests/fixtures/ledger/append-and-sign.ts'), database.url, dataDir, step, String(entries)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );

  test('between commit and signature, and at every step after, leaves a log that goes on without a fork', async () => {
    await append(250, 'a');
    const seen: Checkpoint[] = [(await sign()).checkpoint];
    for (const step of ['committed', 'tiles', 'signed', 'published', 'committed', 'published']) {
      const child = run(step, 7);
      const [, signal] = await once(child, 'exit');
      expect(signal, step).toBe('SIGKILL');
      seen.push(readCheckpoint());
      await append(2, step);
      seen.push((await sign()).checkpoint);
    }
    const newest = seen.at(-1);
    if (newest === undefined) throw new Error('some were signed');
    expect(newest.size).toBe(250 + 6 * 9);
    for (const older of seen) expectContinued(older, newest);
    await withConnection(database.url, async (client) => {
      const { rows } = await client.query(
        'select size from log_checkpoint group by size having count(distinct root) > 1',
      );
      expect(rows).toEqual([]);
    });
  });

  test('at random moments, twelve times, publishes one line of checkpoints', async () => {
    await append(1, 'a');
    const seen: Checkpoint[] = [(await sign()).checkpoint];
    for (let round = 0; round < 12; round += 1) {
      const child = run('never', 11);
      await once(child.stdout, 'data');
      await sleep(10 + Math.random() * 120);
      child.kill('SIGKILL');
      await once(child, 'exit');
      seen.push(readCheckpoint());
    }
    seen.push((await sign()).checkpoint);
    const newest = seen.at(-1);
    if (newest === undefined) throw new Error('some were signed');
    for (const older of seen) expectContinued(older, newest);
    expect(new Set(seen.map(({ size, root }) => `${size} ${root}`)).size).toBe(
      new Set(seen.map(({ size }) => size)).size,
    );
  });
});

describe('a fork is never signed', () => {
  test('after a restore to an earlier time, neither while entries are missing nor when others took their place', async () => {
    await append(100, 'a');
    await sign();
    const backup = join(makeFolder(), 'backup');
    await backUp(database.url, backup);
    await append(30, 'b');
    await sign();
    const before = folder.readPublic('checkpoint');

    const restored = await keep(createBareDatabase());
    await restore({ databaseUrl: restored.url, folder: backup, migrations: readCheckoutMigrations() });
    await expect(sign({}, restored.url)).rejects.toThrow(/the database has 100 entries, and 130 were signed/);
    await append(30, 'other', restored.url);
    await expect(sign({}, restored.url)).rejects.toThrow(/Nothing is signed: /);
    await append(30, 'more', restored.url);
    await expect(sign({}, restored.url)).rejects.toThrow(/Nothing is signed: /);
    expect(folder.readPublic('checkpoint')).toEqual(before);
    expect(await sign()).toMatchObject({ isNew: false });

    // What is left is another log, said openly: it gets another name, and the files of this one stay beside it.
    const aside = folder.retire() ?? '';
    const other = await sign({ replaceLostKey: true }, restored.url);
    expect(other.checkpoint.size).toBe(160);
    expect(Buffer.from(before ?? '').toString('utf8')).not.toContain(other.checkpoint.origin);
    folder.takeBack(aside);
    expect(readCheckpoint()).toEqual(other.checkpoint);
    expect(existsSync(join(aside, 'public/checkpoint'))).toBe(true);
  });

  test('after folder and database were restored together, once a checkpoint from elsewhere is given', async () => {
    await append(20, 'a');
    await sign();
    const backup = join(makeFolder(), 'backup');
    await backUp(database.url, backup);
    const earlier = makeFolder();
    cpSync(dataDir, earlier, { recursive: true });
    await append(20, 'b');
    const { note: since } = await sign();

    const restored = await keep(createBareDatabase());
    await restore({ databaseUrl: restored.url, folder: backup, migrations: readCheckoutMigrations() });
    const old = new LedgerFolder(earlier);
    await expect(sign({ since }, restored.url, old)).rejects.toThrow(/has 20 entries, and 40 were signed/);
    await append(25, 'other', restored.url);
    await expect(sign({ since }, restored.url, old)).rejects.toThrow(/the first 40 entries are not those/);
    expect(readCheckpoint(old).size).toBe(20);
  });

  test('when entries were rewritten past the triggers, with heads that fit', async () => {
    await append(10, 'a');
    await sign();
    await append(10, 'b');
    const forged = await keep(createTestDatabase());
    await append(10, 'forged', forged.url);
    await append(20, 'forged', forged.url);
    await expect(sign({}, forged.url)).rejects.toThrow(/Nothing is signed: the database's own root/);
    const foreign = new LedgerFolder(makeFolder());
    foreign.writeSigners([createSigner(undefined)]);
    foreign.writePublic('checkpoint', folder.readPublic('checkpoint') ?? '');
    await expect(sign({}, database.url, foreign)).rejects.toThrow(/cannot be trusted/);
  });

  test('when the folder is gone: the database remembers that something was signed', async () => {
    await append(10, 'a');
    const first = await sign();
    rmSync(folder.path, { recursive: true });
    await expect(sign()).rejects.toThrow(/its key is missing/);
    await append(5, 'b');
    const second = await sign({ replaceLostKey: true });
    expect(second.checkpoint.size).toBe(15);
    expectContinued(first.checkpoint, second.checkpoint);
  });

  test('not even by hand: the database refuses a second root for a size, and every change of what was signed', async () => {
    await append(10, 'a');
    await sign();
    const owner = new pg.Client(database.url);
    await owner.connect();
    const insert = `insert into log_checkpoint values (10, 'other', '${'a'.repeat(64)}', 'note', now())`;
    await expect(owner.query(insert)).rejects.toThrow(/another root is signed already/);
    await expect(owner.query('delete from log_checkpoint')).rejects.toThrow(/only ever appended to/);
    await expect(owner.query(`update log_checkpoint set root = ''`)).rejects.toThrow(/only ever appended to/);
    await owner.end();
  });
});

test('a site signs while it runs, says once why it cannot, and stops when asked', async () => {
  await append(3, 'a');
  const said: string[] = [];
  const input = { databaseUrl: database.url, siteUrl: undefined, report: (line: string) => said.push(line) };
  const loop = keepSigning({ ...input, dataDir });
  await loop.stop();
  expect(readCheckpoint().size).toBe(3);
  rmSync(folder.keyFile);
  const refused = keepSigning({ ...input, dataDir });
  await refused.stop();
  expect(said).toEqual([expect.stringMatching(/^error integrity: Nothing is signed: .*its key is missing/)]);
});

test('a key is exchanged step by step: old, both, new; readers of either follow', async () => {
  await append(1, 'a');
  const { signers, checkpoint } = await sign();
  folder.writeSigners([...signers, createSigner(undefined, checkpoint.origin)]);
  const both = await sign();
  expect(both.isNew).toBe(true);
  const [oldKey, newKey] = both.signers;
  if (oldKey === undefined || newKey === undefined) throw new Error('two keys sign');
  for (const key of [oldKey, newKey]) expect(openCheckpoint(both.note, [key]).ok).toBe(true);
  folder.writeSigners([newKey]);
  await append(1, 'b');
  const after = await sign();
  expect(openCheckpoint(after.note, [newKey]).ok).toBe(true);
  expect(openCheckpoint(after.note, [oldKey]).ok).toBe(false);
});
