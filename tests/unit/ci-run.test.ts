import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'public-dossier-ci-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs .ci/run with a program `npm` that prints and ends as given, and returns the lines that it prints last. */
function run(check: { code: number; prints: string }, tests: { code: number; prints: string }) {
  const npm = join(folder, 'npm');
  writeFileSync(join(folder, 'check'), check.prints);
  writeFileSync(join(folder, 'tests'), tests.prints);
  writeFileSync(
    npm,
    `#!/bin/sh
if [ "$1" = test ]; then cat '${folder}/tests'; exit ${tests.code}; fi
cat '${folder}/check'; exit ${check.code}
`,
  );
  chmodSync(npm, 0o755);
  const { status, stdout } = spawnSync('bash', ['.ci/run'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

const goodCheck = { code: 0, prints: '✓ types (1 s)\n' };
const goodTests = { code: 0, prints: ' ✓ a test\n5 passed, 0 failed\n' };

// The script needs bash and GNU timeout, as CI has them.
describe.skipIf(process.platform !== 'linux')('.ci/run', () => {
  test('ends with the tally', () => {
    const { status, lines } = run(goodCheck, goodTests);
    expect({ status, last: lines.slice(-2) }).toEqual({
      status: 0,
      last: ['5 passed, 0 failed', '5 passed, 0 failed'],
    });
  });

  test('names every failed test right before its last line', () => {
    const prints =
      ' ✗ indented\n\u0000odd\n✗ a.test.ts > one: why\n✗ b.test.ts > two: why\n5 passed, 2 failed\n';
    const { status, lines } = run(goodCheck, { code: 1, prints });
    expect(status).toBe(1);
    expect(lines.slice(-3)).toEqual([
      '✗ a.test.ts > one: why',
      '✗ b.test.ts > two: why',
      '5 passed, 2 failed',
    ]);
  });

  test('counts a failed check as one more failure, and names it', () => {
    const check = { code: 1, prints: '✓ types (1 s)\n\n✗ format and lint (2 s)\na.ts: unsorted\n' };
    const { status, lines } = run(check, goodTests);
    expect(status).toBe(1);
    expect(lines.slice(-3)).toEqual([
      'npm run check failed with code 1:',
      '✗ format and lint (2 s)',
      '5 passed, 1 failed',
    ]);
  });

  test('is never green without a tally', () => {
    const { status, lines } = run(goodCheck, { code: 0, prints: 'Killed\n' });
    expect(status).toBe(1);
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^✗ npm test: ended with code 0 before its tally/),
      '0 passed, 1 failed',
    ]);
  });
});
