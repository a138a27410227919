import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { LedgerRoutes } from '#lib/log/ledger-routes.ts';
import { checkProofText } from '#lib/log/tlog-proof.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { type LedgerSample, makeLedgerSample } from '../../scripts/bench/ledger-sample.ts';
import {
  findMissingProgram,
  PythonVerifier,
  pythonVerifierPath,
} from '../../scripts/bench/python-verifier.ts';
import { tamperExport } from '../../scripts/bench/tamper-export.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const missing = findMissingProgram();
if (missing !== undefined) console.log(`The second verifier is not run: this machine has no ${missing}.`);

let database: TestDatabase;
let sample: LedgerSample;
let python: PythonVerifier | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  sample = await makeLedgerSample(database.url);
  if (missing === undefined) python = new PythonVerifier(sample.signers.map(({ vkey }) => vkey));
});

afterAll(async () => {
  python?.stop();
  rmSync(sample.folder, { recursive: true, force: true });
  await database.drop();
});

const vkeys = () => sample.signers.map(({ vkey }) => vkey);
const readCheckpoint = (folder: string) => readFileSync(join(folder, 'log/checkpoint'), 'utf8');

describe('an export and what can be done to it', () => {
  test('an export that continues an older checkpoint is sound for both verifiers', async () => {
    const since = readCheckpoint(sample.older);
    const verdict = await verifyExport(sample.newer, { vkeys: vkeys(), since });
    expect(verdict.problem).toBeUndefined();
    expect(verdict).toMatchObject({ signedBy: vkeys(), log: { redacted: 1 } });
    expect(verdict.log?.entries).toBeGreaterThan(256);
    if (python === undefined) return;
    const { entries, root, redacted } = verdict.log ?? {};
    expect(await python.verify(sample.newer, since)).toMatchObject({
      ok: true,
      entries,
      root,
      redacted,
      records: verdict.records,
    });
  });

  test('without a key the export vouches for itself; with an older checkpoint, whoever signed that must have signed this', async () => {
    expect((await verifyExport(sample.newer)).problem).toBeUndefined();
    const since = readCheckpoint(sample.newer);
    expect((await verifyExport(sample.older, { since })).problem).toMatchObject({
      where: 'the older checkpoint',
    });
    const foreign = since.replace(/\n— .*/, '');
    expect((await verifyExport(sample.newer, { since: foreign })).problem).toMatchObject({
      where: 'the older checkpoint',
    });
    await expect(verifyExport(sample.newer, { vkeys: ['no key'] })).rejects.toThrow(/no verifier key/);
  });

  test('200 random tamperings are found, each kind in turn, by both verifiers', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { tried, missed } = await tamperExport(sample, { count: 200, seed, python });
    expect(missed, `seed ${seed}`).toEqual([]);
    expect(Object.values(tried)).toEqual(Array(8).fill(25));
    // Against a test that hangs, not against a busy machine.
  }, 600_000);
});

describe('the proof of one record', () => {
  const get = async (path: string) =>
    withConnection(database.url, (client) =>
      new LedgerRoutes(client, new LedgerFolder(join(sample.folder, 'data'))).get(path),
    );

  test('is offered for download, holds for both verifiers, and for nothing that is changed in it', async () => {
    const reply = await get('/log/proof/unknown/sample.u01.tlog-proof');
    expect(reply).toMatchObject({
      status: 200,
      headers: { 'content-disposition': expect.stringContaining('sample.u01.tlog-proof') },
    });
    const text = Buffer.from(reply.body).toString('utf8');
    const verdict = checkProofText(text, sample.signers);
    expect(verdict).toMatchObject({ ok: true, entry: { kind: 'unknown', id: 'sample.u01', version: 3 } });
    for (let at = 0; at < text.length; at += 7) {
      const changed = `${text.slice(0, at)}${text[at] === 'B' ? 'C' : 'B'}${text.slice(at + 1)}`;
      expect(checkProofText(changed, sample.signers).ok, `character ${at}`).toBe(false);
    }
    const file = join(sample.folder, 'one.tlog-proof');
    const run = (program: string, args: string[]) => spawnSync(program, args, { encoding: 'utf8' });
    const trust = ['--vkey', vkeys()[0] ?? ''];
    writeFileSync(file, text);
    expect(run(process.execPath, ['scripts/verify.ts', file, ...trust])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('unknown sample.u01, version 3'),
    });
    if (missing === undefined)
      expect(run('python3', [pythonVerifierPath, file, ...trust])).toMatchObject({ status: 0 });
    writeFileSync(file, text.replace('index ', 'index 1'));
    expect(run(process.execPath, ['scripts/verify.ts', file, ...trust]).status).toBe(2);
    if (missing === undefined) expect(run('python3', [pythonVerifierPath, file, ...trust]).status).toBe(2);
    expect(run(process.execPath, ['scripts/verify.ts', file]).status).toBe(1);
  });

  test('checkpoint, keys, tiles and consistency stand at their addresses; anything else is not there', async () => {
    const checkpoint = await get('/log/checkpoint');
    expect(Buffer.from(checkpoint.body).toString('utf8')).toBe(readCheckpoint(sample.newer));
    expect(checkpoint.headers['cache-control']).toBe('public, max-age=5');
    expect(Buffer.from((await get('/log/keys.txt')).body).toString('utf8')).toBe(`${vkeys().join('\n')}\n`);
    const tile = await get('/log/tile/0/000');
    expect(tile.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': expect.stringContaining('immutable'),
    });
    expect(tile.body).toEqual(readFileSync(join(sample.newer, 'log/tile/0/000')));
    expect((await get('/log/tile/entries/000')).gzip).toBeDefined();
    expect(Buffer.from((await get('/log/consistency/122')).body).toString('utf8')).toMatch(/^old 122\n/);
    for (const path of [
      '/log/tile/0/999',
      '/log/tile/../../key',
      '/log/tile/0/000.p/256',
      '/log/proof/claim/none.tlog-proof',
      '/log/consistency/999999',
    ])
      expect((await get(path)).status, path).toBe(404);
  });
});
