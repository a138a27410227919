import { z } from 'zod';

export type Tally = { passed: number; failed: number; skipped: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/**
 * Counts a Vitest JSON report. A file that failed before its first test counts as one failure, and so does a run that
 * ended badly without naming any (a crashed worker, a broken set-up).
 *
 * @param report text of the report; undefined when none was written
 */
export function countVitest(report: string | undefined, exitCode: number): Tally {
  const parsed = read(vitestReport, report);
  if (parsed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = parsed.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  return atLeastOneFailure(exitCode, {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + brokenFiles,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  });
}

/** Counts a Playwright JSON report in the same way; a test that passed only at a second try counts as failed. */
export function countPlaywright(report: string | undefined, exitCode: number): Tally {
  const parsed = read(playwrightReport, report);
  if (parsed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = parsed.stats;
  return atLeastOneFailure(exitCode, {
    passed: expected,
    failed: unexpected + flaky + parsed.errors.length,
    skipped,
  });
}

export function addTallies(tallies: Tally[]): Tally {
  return tallies.reduce((sum, tally) => ({
    passed: sum.passed + tally.passed,
    failed: sum.failed + tally.failed,
    skipped: sum.skipped + tally.skipped,
  }));
}

function atLeastOneFailure(exitCode: number, tally: Tally): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function read<T extends z.ZodType>(schema: T, report: string | undefined): z.infer<T> | undefined {
  if (report === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(report));
  } catch {
    return undefined;
  }
}
