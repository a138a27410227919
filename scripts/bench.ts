import { DossierError } from '#lib/errors.ts';
import type { Benchmark, Comparison } from './bench/benchmark.ts';
import { claimsBenchmark } from './bench/claims.ts';
import { crashBenchmark } from './bench/crash.ts';
import { csvBenchmark } from './bench/csv.ts';
import { deskBenchmark } from './bench/desk.ts';
import { ledgerBenchmark } from './bench/ledger.ts';
import { logBenchmark } from './bench/log.ts';
import { mapBenchmark } from './bench/map.ts';
import { mapBrowserBenchmark } from './bench/map-browser.ts';
import { osmBenchmark } from './bench/osm.ts';
import { passagesBenchmark } from './bench/passages.ts';
import { reviewBenchmark } from './bench/review.ts';
import { searchBenchmark } from './bench/search.ts';
import { tilesBenchmark } from './bench/tiles.ts';
import { runCommand } from './run-command.ts';

/** Every benchmark of the project: add yours here and in scripts/bench/. */
const benchmarks: Benchmark[] = [
  claimsBenchmark,
  crashBenchmark,
  csvBenchmark,
  deskBenchmark,
  ledgerBenchmark,
  logBenchmark,
  mapBenchmark,
  mapBrowserBenchmark,
  osmBenchmark,
  passagesBenchmark,
  reviewBenchmark,
  searchBenchmark,
  tilesBenchmark,
];

// npm run bench [-- <name>…]: each figure beside that of a named peer on this machine.
await runCommand(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) {
    const names = benchmarks.map(({ name, about }) => `${name} (${about})`).join(', ');
    throw new DossierError('bad_request', {
      what: `There is no benchmark "${unknown}"`,
      mend: `Name one of: ${names}.`,
    });
  }
  for (const benchmark of benchmarks) {
    if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue;
    console.log(`${benchmark.name}: ${benchmark.about}`);
    const comparisons = await benchmark.run((line) => console.error(`  … ${line}`));
    for (const comparison of comparisons) console.log(toText(comparison));
  }
});

function toText({ what, ours, peer, note }: Comparison): string {
  const ratio = ours / peer.ms;
  const said = ratio >= 1 ? `${ratio.toFixed(1)} × the time of` : `${(1 / ratio).toFixed(1)} × faster than`;
  return `  ${what}: ${ours.toFixed(1)} ms, ${said} ${peer.name} (${peer.ms.toFixed(1)} ms)\n    ${note}`;
}
