import { describe, expect, test } from 'vitest';
import { addTallies, countPlaywright, countVitest } from '../../../scripts/test-tally.ts';

const vitest = (numbers: object, files: object[] = []) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    testResults: files,
    ...numbers,
  });

const playwright = (stats: object, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

describe('the sum of all tests', () => {
  test('adds what both runners report', () => {
    const sum = addTallies([countVitest(vitest({}), 0), countPlaywright(playwright({ unexpected: 2 }), 1)]);
    expect(sum).toEqual({ passed: 8, failed: 2, skipped: 1 });
  });

  test('counts a file that broke before its first test', () => {
    expect(countVitest(vitest({}, [{ status: 'failed', assertionResults: [] }]), 1).failed).toBe(1);
  });

  test('does not count a failed test twice', () => {
    const file = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(countVitest(vitest({ numFailedTests: 1 }, [file]), 1).failed).toBe(1);
  });

  test('is never green when a runner ended badly or wrote nothing', () => {
    expect(countVitest(vitest({}), 1).failed).toBe(1);
    expect(countVitest(undefined, 0).failed).toBe(1);
    expect(countPlaywright('{', 0).failed).toBe(1);
    expect(countPlaywright(playwright({}), 1).failed).toBe(1);
  });

  test('counts a browser test that passed only at a second try as failed', () => {
    expect(countPlaywright(playwright({ flaky: 1 }), 0)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});
