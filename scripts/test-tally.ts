import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** A test that failed, or a runner that broke. Both parts are one line without colors. */
const testFailure = z.object({
  /** File and titles, `tests/unit/lib/env.test.ts > getEnv > reads .env`. */
  test: z.string(),
  /** First line of what the test said. */
  reason: z.string(),
});
export type TestFailure = z.infer<typeof testFailure>;

/** What a run of tests came to. */
export const tallySchema = z.object({
  passed: z.number(),
  skipped: z.number(),
  failures: z.array(testFailure),
});
export type Tally = z.infer<typeof tallySchema>;

const longestReason = 300;

/** @param message what the runner reports, often many lines with colors and a stack; undefined when it says nothing */
export function toTestFailure(titles: string[], message: string | undefined): TestFailure {
  const lines = stripVTControlCharacters(message ?? '').split('\n');
  const first = lines.map((line) => line.trim()).find((line) => line !== '');
  return {
    test: titles.join(' > ').replace(/\s+/g, ' '),
    reason: first?.slice(0, longestReason) ?? 'no reason given, see the output above',
  };
}

/** One line. CI picks these lines out of the output by their first character (.ci/run). */
export function toFailureLine({ test, reason }: TestFailure): string {
  return `✗ ${test}: ${reason}`;
}

export function addTallies(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    skipped: tallies.reduce((sum, tally) => sum + tally.skipped, 0),
    failures: tallies.flatMap((tally) => tally.failures),
  };
}

/**
 * Reads the report of a runner. One that is missing or makes no sense, and one without a failure from a run that ended
 * badly (a crashed worker, a broken set-up), are a failure.
 *
 * @param report text of the report; undefined when none was written
 */
export function readTally(
  runner: { name: string; report: string | undefined; exitCode: number },
  parse: (report: unknown) => Tally,
): Tally {
  const { name, report, exitCode } = runner;
  const broken = { test: name, reason: `ended with code ${exitCode}, see the output above` };
  try {
    const tally = parse(JSON.parse(report ?? ''));
    return exitCode !== 0 && tally.failures.length === 0 ? { ...tally, failures: [broken] } : tally;
  } catch {
    return { passed: 0, skipped: 0, failures: [broken] };
  }
}

/** Path from the project's root, with slashes on every system. */
export function toProjectPath(file: string): string {
  return relative(process.cwd(), file).replaceAll(sep, '/');
}

const playwrightError = z.object({ message: z.string().optional() });
const playwrightSuite = z.object({
  title: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      line: z.number(),
      tests: z.array(
        z.object({
          status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
          results: z.array(z.object({ errors: z.array(playwrightError) })),
        }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
type PlaywrightSuite = z.infer<typeof playwrightSuite>;
const playwrightReport = z.object({
  config: z.object({ rootDir: z.string() }),
  stats: z.object({ expected: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuite),
  errors: z.array(playwrightError),
});

/** Reads a Playwright JSON report; a test that passed only at a second try counts as failed. */
export function parsePlaywright(report: unknown): Tally {
  const { config, stats, suites, errors } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap((suite) => findFailedSpecs(suite, [], config.rootDir)),
      ...errors.map(({ message }) => toTestFailure(['playwright, outside any test'], message)),
    ],
  };
}

/** @param titles of the groups around this one, without the file's, whose title is its path */
function findFailedSpecs(suite: PlaywrightSuite, titles: string[], root: string): TestFailure[] {
  const own = suite.specs.flatMap((spec) => {
    const place = `${toProjectPath(join(root, spec.file))}:${spec.line}`;
    return spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const [error] = results.flatMap((result) => result.errors);
        return toTestFailure([place, ...titles, spec.title], error?.message);
      });
  });
  const inner = (suite.suites ?? []).flatMap((group) =>
    findFailedSpecs(group, [...titles, group.title], root),
  );
  return [...own, ...inner];
}
