import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTool, type ToolResult } from './run-tool.ts';
import { readTally, type Tally, tallySchema } from './test-tally.ts';

/**
 * Runs Vitest and says what it came to.
 *
 * @param name of the report's file in test-results/, so that two runs at once do not share one
 * @param args beside `run`, e.g. `--project=unit`; at least one `--reporter` for those who watch
 */
export async function runVitest(
  name: string,
  args: string[],
  options: { show?: boolean } = {},
): Promise<{ tally: Tally; result: ToolResult }> {
  const file = `test-results/${name}.json`;
  rmSync(file, { force: true });
  const reporter = join(import.meta.dirname, 'vitest-tally-reporter.ts');
  const result = await runTool(['node_modules/vitest/vitest.mjs', 'run', ...args, `--reporter=${reporter}`], {
    ...options,
    environment: { VITEST_TALLY: file },
  });
  const report = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const tally = readTally({ name: 'vitest', report, exitCode: result.code }, tallySchema.parse);
  return { tally, result };
}
