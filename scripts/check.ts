import { existsSync } from 'node:fs';
import { z } from 'zod';
import { formatSeconds } from './progress.ts';
import { runCommand } from './run-command.ts';
import { runTool, type ToolResult } from './run-tool.ts';
import { runVitest } from './run-vitest.ts';
import { toFailureLine } from './test-tally.ts';

// npm run check: what must hold before anybody looks at a change. Seconds to a minute; no database, no browser.

const cruiseReport = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string(), severity: z.string() }),
      }),
    ),
  }),
});

type Check = { name: string; run: () => Promise<ToolResult> };

const checks: Check[] = [
  { name: 'types', run: checkTypes },
  { name: 'schema', run: () => runTool(['node_modules/prisma/build/index.js', 'validate']) },
  {
    name: 'format and lint',
    run: () => runTool(['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off']),
  },
  { name: 'data', run: () => runTool(['scripts/check-data.ts']) },
  { name: 'import directions', run: checkImportDirections },
  { name: 'unused code', run: () => runTool(['node_modules/knip/bin/knip.js', '--no-progress']) },
  { name: 'unit tests', run: checkUnitTests },
];

await runCommand(async () => {
  const failed: string[] = [];
  const queue = [...checks];
  // Two at a time: each takes about one core, and most machines have at least two.
  await Promise.all(
    [1, 2].map(async () => {
      for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
        const started = performance.now();
        const result = await check.run();
        const duration = formatSeconds(performance.now() - started);
        if (result.code !== 0) {
          failed.push(check.name);
          console.log(`\n✗ ${check.name} (${duration})\n${result.output.trim()}\n`);
        } else {
          console.log(`✓ ${check.name} (${duration})`);
        }
      }
    }),
  );
  console.log(failed.length === 0 ? `All ${checks.length} checks passed.` : `Failed: ${failed.join(', ')}.`);
  if (failed.length > 0) process.exitCode = 1;
});

async function checkTypes(): Promise<ToolResult> {
  // Writes next-env.d.ts and the route types, which a fresh clone lacks.
  if (existsSync('app')) {
    const generated = await runTool(['node_modules/next/dist/bin/next', 'typegen']);
    if (generated.code !== 0) return generated;
  }
  return runTool(['node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false']);
}

async function checkUnitTests(): Promise<ToolResult> {
  const { tally, result } = await runVitest('unit', ['--project=unit', '--reporter=dot']);
  const failures = tally.failures.map(toFailureLine);
  return { code: result.code, output: [result.output.trim(), ...failures].join('\n') };
}

/** dependency-cruiser reports success when it understands no file at all, so the number of modules is checked too. */
async function checkImportDirections(): Promise<ToolResult> {
  const folders = ['app', 'components', 'lib', 'scrapers', 'scripts', 'server.ts', 'tests'].filter(
    existsSync,
  );
  const result = await runTool([
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...folders,
    '--output-type=json',
  ]);
  const parsed = parseReport(result.output);
  if (parsed === undefined) return { code: 1, output: result.output };
  const { totalCruised, violations } = parsed.summary;
  if (totalCruised === 0)
    return { code: 1, output: 'dependency-cruiser saw no modules: check the TypeScript version.' };
  const lines = violations.map(({ rule, from, to }) => `${rule.severity} ${rule.name}: ${from} → ${to}`);
  return { code: violations.some(({ rule }) => rule.severity === 'error') ? 1 : 0, output: lines.join('\n') };
}

function parseReport(output: string): z.infer<typeof cruiseReport> | undefined {
  try {
    return cruiseReport.parse(JSON.parse(output));
  } catch {
    return undefined;
  }
}
