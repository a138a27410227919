import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { LedgerRoutes } from '#lib/log/ledger-routes.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { type LedgerSample, makeLedgerSample } from '../../scripts/bench/ledger-sample.ts';
import { bundlePath, bundleVerifier } from '../../scripts/bundle-verifier.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let sample: LedgerSample;
/** A folder with the one file, as on a machine that has nothing else of the project. */
let alone: string;

beforeAll(async () => {
  database = await createTestDatabase();
  sample = await makeLedgerSample(database.url);
  alone = mkdtempSync(join(tmpdir(), 'verify-alone-'));
  cpSync(bundlePath, join(alone, 'verify.mjs'));
});
afterAll(async () => {
  rmSync(sample.folder, { recursive: true, force: true });
  rmSync(alone, { recursive: true });
  await database.drop();
});

const run = (script: string, cwd: string, args: string[]) =>
  spawnSync(process.execPath, [script, ...args, '--json'], {
    cwd,
    encoding: 'utf8',
    env: { NODE_ENV: 'test' },
  });

describe('docs/verify/verify.mjs', () => {
  test('is what scripts/bundle-verifier.ts writes now', async () => {
    // Not toBe: the message of a failed test would hold both files.
    expect((await bundleVerifier()) === readFileSync(bundlePath, 'utf8')).toBe(true);
  });

  test('says of a sound and of a changed export what the command of the project says', () => {
    const changed = join(alone, 'changed');
    cpSync(sample.newer, changed, { recursive: true });
    const file = join(changed, 'curated/unknowns.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Does', 'Did'));
    const since = join(sample.older, 'log/checkpoint');
    const vkey = sample.signers[0]?.vkey ?? '';
    for (const [target, code] of [
      [sample.newer, 0],
      [changed, 2],
      [join(alone, 'missing'), 1],
    ] as const) {
      const args = [target, '--vkey', vkey, '--since', since];
      const own = run(join(alone, 'verify.mjs'), alone, args);
      expect(own.status, own.stderr).toBe(code);
      const { status, stdout } = run('scripts/verify.ts', process.cwd(), args);
      expect([own.status, own.stdout]).toEqual([status, stdout]);
    }
  });

  test('checks the proof of one record', async () => {
    const { body } = await withConnection(database.url, (client) =>
      new LedgerRoutes(client, new LedgerFolder(join(sample.folder, 'data'))).get(
        '/log/proof/unknown/sample.u01.tlog-proof',
      ),
    );
    const file = join(alone, 'one.tlog-proof');
    writeFileSync(file, body);
    const args = [file, '--vkey', sample.signers[0]?.vkey ?? ''];
    expect(run(join(alone, 'verify.mjs'), alone, args).status).toBe(0);
    writeFileSync(file, Buffer.from(body).toString('utf8').replace('index ', 'index 1'));
    expect(run(join(alone, 'verify.mjs'), alone, args).status).toBe(2);
  });

  test('is what `npm run verify -- <export>` uses where no package is installed', () => {
    const checkout = join(alone, 'checkout');
    for (const name of [
      'scripts/bootstrap.mjs',
      'scripts/verify.ts',
      'docs/verify/verify.mjs',
      'package.json',
      'package-lock.json',
    ]) {
      mkdirSync(join(checkout, name, '..'), { recursive: true });
      cpSync(resolve(name), join(checkout, name));
    }
    const { status, stdout, stderr } = run('scripts/bootstrap.mjs', checkout, ['verify', sample.newer]);
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, source: sample.newer });
  });
});
