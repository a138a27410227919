import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addTallies,
  parsePlaywright,
  readTally,
  tallySchema,
  toFailureLine,
  toTestFailure,
} from '../../../scripts/test-tally.ts';

const playwright = (more: object) => ({
  config: { rootDir: resolve('tests/e2e') },
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1 },
  suites: [],
  errors: [],
  ...more,
});

const spec = (title: string, status: string, ...messages: string[]) => ({
  title,
  file: 'map.spec.ts',
  line: 7,
  tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
});

describe('a failed test', () => {
  test('is one line without colors: titles, then the first words of the reason', () => {
    const message = '\n\u001b[31mError: one is\u001b[39m two\n\nExpected: 2\n    at a.test.ts:3:55';
    expect(toFailureLine(toTestFailure(['a.test.ts', 'group', 'a title\nof two lines'], message))).toBe(
      '✗ a.test.ts > group > a title of two lines: Error: one is two',
    );
  });

  test('has a reason that is bounded, and never empty', () => {
    expect(toTestFailure(['a'], 'x'.repeat(1000)).reason).toHaveLength(300);
    for (const message of [undefined, '', ' \n '])
      expect(toTestFailure(['a'], message).reason).toBe('no reason given, see the output above');
  });
});

describe('the report of Playwright', () => {
  test('names a failed test by file, line and the groups around it', () => {
    const closes = spec('closes', 'unexpected', 'Error: 404\n\nReceived: 404');
    const suites = [
      {
        title: 'map.spec.ts',
        specs: [spec('opens', 'expected'), spec('waits', 'skipped')],
        suites: [{ title: 'wide', specs: [closes] }],
      },
    ];
    expect(parsePlaywright(playwright({ suites }))).toEqual({
      passed: 3,
      skipped: 1,
      failures: [{ test: 'tests/e2e/map.spec.ts:7 > wide > closes', reason: 'Error: 404' }],
    });
  });

  test('counts a test that passed only at a second try as failed', () => {
    const suites = [{ title: 'map.spec.ts', specs: [spec('opens', 'flaky', 'Error: late')] }];
    expect(parsePlaywright(playwright({ suites })).failures).toEqual([
      { test: 'tests/e2e/map.spec.ts:7 > opens', reason: 'Error: late' },
    ]);
  });

  test('says what kept it from running', () => {
    const errors = [{ message: 'Error: No tests found' }];
    expect(parsePlaywright(playwright({ errors })).failures).toEqual([
      { test: 'playwright, outside any test', reason: 'Error: No tests found' },
    ]);
  });
});

describe('the sum of all tests', () => {
  const failures = [{ test: 'a', reason: 'why' }];

  test('adds what both runners report', () => {
    const sum = addTallies([
      { passed: 5, skipped: 1, failures },
      { passed: 3, skipped: 0, failures },
    ]);
    expect(sum).toEqual({ passed: 8, skipped: 1, failures: [...failures, ...failures] });
  });

  test('is never green when a runner ended badly or wrote nothing', () => {
    const good = JSON.stringify({ passed: 5, skipped: 0, failures: [] });
    const read = (report: string | undefined, exitCode: number) =>
      readTally({ name: 'vitest', report, exitCode }, tallySchema.parse);
    expect(read(good, 0)).toEqual({ passed: 5, skipped: 0, failures: [] });
    const broken = (code: number) => [
      { test: 'vitest', reason: `ended with code ${code}, see the output above` },
    ];
    expect(read(good, 7)).toEqual({ passed: 5, skipped: 0, failures: broken(7) });
    for (const report of [undefined, '', '{', '{}', '[]'])
      expect(read(report, 0), report).toEqual({ passed: 0, skipped: 0, failures: broken(0) });
  });

  test('names a failure once, and keeps it when the runner ended as it does then', () => {
    const report = JSON.stringify({ passed: 5, skipped: 0, failures });
    expect(readTally({ name: 'vitest', report, exitCode: 1 }, tallySchema.parse).failures).toEqual(failures);
  });
});
