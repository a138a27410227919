import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runVitest } from '../../../scripts/run-vitest.ts';

const folder = 'tests/fixtures/failing-tests';

test('a run of Vitest names everything that failed, in tests and between them', async () => {
  const name = 'failing-tests';
  const { tally, result } = await runVitest(name, [`--root=${folder}`, '--reporter=dot']);
  rmSync(`test-results/${name}.json`);
  expect(result.code).toBe(1);
  expect({ passed: tally.passed, skipped: tally.skipped }).toEqual({ passed: 2, skipped: 1 });
  expect(tally.failures.toSorted((a, b) => a.test.localeCompare(b.test, 'en'))).toEqual([
    { test: `${folder}/group.test.ts > a group whose set-up fails`, reason: 'nothing to set up' },
    {
      test: `${folder}/group.test.ts > compares`,
      reason: 'the sum: expected { a: 1 } to deeply equal { a: 2 }',
    },
    { test: `${folder}/group.test.ts > hangs`, reason: 'Test timed out in 50ms.' },
    { test: `${folder}/module.test.ts`, reason: 'before the first test' },
    { test: 'vitest, outside any test', reason: 'nobody waited' },
  ]);
});
