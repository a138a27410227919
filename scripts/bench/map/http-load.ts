import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readProcessorMs } from './processor-time.ts';

const run = promisify(execFile);

export type Load = {
  requestsPerSecond: number;
  p99Ms: number;
  failed: number;
  /** Of the server, for a thousand requests; null where it cannot be read. */
  processorMs: number | null;
};

/** True where the load generator `wrk` is installed. */
export async function hasWrk(): Promise<boolean> {
  return run('wrk', ['-v']).then(
    () => true,
    // It ends with 1 after printing its version.
    (error: { code?: unknown }) => error.code === 1,
  );
}

/** One thread, 16 connections, the paths in order and over again, as a reader's browser asks (gzip). */
export async function measureLoad(
  { origin, paths, pids }: { origin: string; paths: readonly string[]; pids: readonly number[] },
  seconds: number,
): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'map-bench-'));
  try {
    const script = join(folder, 'paths.lua');
    writeFileSync(
      script,
      `local paths = {${paths.map((path) => JSON.stringify(path)).join(',')}}
local at = 0
wrk.headers["accept-encoding"] = "gzip"
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %f %f %d %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, e.status + e.connect + e.read + e.timeout, summary.requests))
end
`,
    );
    const before = readProcessorMs(pids);
    const { stdout } = await run('wrk', ['-t1', '-c16', `-d${seconds}s`, '-s', script, origin]);
    const after = readProcessorMs(pids);
    const [, rate = '0', p99 = '0', failed = '0', requests = '1'] =
      /RESULT (\S+) (\S+) (\d+) (\d+)/.exec(stdout) ?? [];
    const processorMs =
      before === null || after === null ? null : ((after - before) / Number(requests)) * 1000;
    return { processorMs, requestsPerSecond: Number(rate), p99Ms: Number(p99), failed: Number(failed) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of each figure the one in the middle; failures of all runs. */
export function toMedians(loads: readonly Load[]): Load {
  const middle = (of: (load: Load) => number) => {
    const sorted = loads.map(of).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  const isKnown = loads.every(({ processorMs }) => processorMs !== null);
  return {
    requestsPerSecond: middle(({ requestsPerSecond }) => requestsPerSecond),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    failed: loads.reduce((sum, { failed }) => sum + failed, 0),
    processorMs: isKnown ? middle(({ processorMs }) => processorMs ?? 0) : null,
  };
}
