import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { type Tally, toProjectPath, toTestFailure } from './test-tally.ts';

/**
 * Writes what a Vitest run came to as a `Tally` in JSON to the file that VITEST_TALLY names. Vitest's own JSON report
 * leaves out what fails between tests (hooks of a group, rejections that nobody handled), and why a test timed out.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env.VITEST_TALLY;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(toTally(modules, unhandled)));
  }
}

function toTally(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Tally {
  const tally: Tally = { passed: 0, skipped: 0, failures: [] };
  const fail = (titles: string[], errors: readonly { message: string }[]) =>
    tally.failures.push(toTestFailure(titles, errors[0]?.message));
  for (const module of modules) {
    const path = toProjectPath(module.moduleId);
    if (module.errors().length > 0) fail([path], module.errors());
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) fail([path, suite.fullName], suite.errors());
    }
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      if (state === 'failed') fail([path, test.fullName], errors);
      else if (state === 'passed') tally.passed += 1;
      else tally.skipped += 1;
    }
  }
  for (const error of unhandled) fail(['vitest, outside any test'], [error]);
  return tally;
}
