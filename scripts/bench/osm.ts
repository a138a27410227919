import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Benchmark, Comparison } from './benchmark.ts';

const city = join(import.meta.dirname, '../../../shared/data/osm/Helsinki.osm.pbf');
const root = fileURLToPath(new URL('../../', import.meta.url));
/** One extract read in a process of its own, so that its memory can be told from that of the bench. */
const reader = `
import { readOsmPbf } from '#scrapers/core/formats/osm-pbf.ts';
let found = 0;
for await (const entry of readOsmPbf(process.argv[1], 'bench')) if (entry.kind !== 'absent') found += 1;
console.log(found);`;
const rounds = 3;

/** Our reader of extracts beside libosmium's, each as a process that starts, reads the whole file and ends. */
export const osmBenchmark: Benchmark = {
  name: 'osm',
  about: 'surveillance objects of a .osm.pbf file, beside osmium tags-filter',
  async run(report) {
    if (spawnSync('osmium', ['--version']).error !== undefined) {
      report('osmium is absent, so there is nothing to compare with: apt-get install osmium-tool');
      return [];
    }
    const folder = await mkdtemp(join(tmpdir(), 'osm-bench-'));
    try {
      const comparisons: Comparison[] = [];
      if (existsSync(city)) {
        report('repeating the extract of Helsinki');
        const path = await repeatPbf(city, 333, join(folder, 'city.osm.pbf'));
        comparisons.push(await compare('Helsinki 333 times over', path, folder, report));
      } else report(`${city} is absent: the extract of a city is skipped`);
      for (const every of [40_000, 40]) {
        report(`writing nodes, one of ${every} a camera`);
        const seed = await writeSynthetic(join(folder, `seed-${every}`), 80_000, every);
        const path = await repeatPbf(seed, 100, join(folder, `synthetic-${every}.osm.pbf`));
        comparisons.push(await compare(`8,000,000 nodes, one of ${every} a camera`, path, folder, report));
      }
      return comparisons;
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function compare(
  what: string,
  path: string,
  folder: string,
  report: (line: string) => void,
): Promise<Comparison> {
  const out = join(folder, 'out.osm.pbf');
  const filter = ['tags-filter', '-R', '-O', path, 'nw/man_made=surveillance', '-o', out];
  const [nodes, ways] = countObjects(path);
  report(`reading ${(nodes / 1e6).toFixed(2)} million nodes`);
  const ours = await measure(process.execPath, ['--input-type=module', '--eval', reader, path]);
  const peer = await measure('osmium', filter);
  const [foundNodes, foundWays] = countObjects(out);
  if (Number(ours.output) !== foundNodes + foundWays)
    throw new Error(`${what}: found ${ours.output.trim()} objects, osmium ${foundNodes + foundWays}`);
  const speed = (ms: number) => `${(nodes / ms / 1_000).toFixed(2)} million nodes/s`;
  const memory = (bytes: number) => `${Math.round(bytes / 1e6)} MB at most`;
  return {
    what,
    ours: ours.ms,
    peer: { name: 'osmium tags-filter', ms: peer.ms },
    note: `${nodes} nodes and ${ways} ways, ${foundNodes + foundWays} found by both; ours ${speed(ours.ms)}, ${memory(ours.peak)}; osmium ${speed(peer.ms)}, ${memory(peer.peak)}, on all cores; best of ${rounds}, start of the process included`,
  };
}

/** Fastest of some runs, and the most memory that any of them held. */
async function measure(
  command: string,
  args: string[],
): Promise<{ ms: number; peak: number; output: string }> {
  let best = { ms: Number.POSITIVE_INFINITY, peak: 0, output: '' };
  for (let round = 0; round < rounds; round += 1) {
    const run = await measureOnce(command, args);
    best = {
      ms: Math.min(best.ms, run.ms),
      peak: Math.max(best.peak, run.peak),
      output: run.output,
    };
  }
  return best;
}

function measureOnce(command: string, args: string[]): Promise<{ ms: number; peak: number; output: string }> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let [peak, output] = [0, ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, readPeak(child.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve({ ms: performance.now() - started, peak, output });
      else reject(new Error(`${command} ended with ${code}`));
    });
  });
}

/** The kernel's own high-water mark of resident memory, in bytes; 0 where there is none. */
function readPeak(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function countObjects(path: string): [number, number] {
  const { stdout } = spawnSync('osmium', ['fileinfo', '-e', '-j', path], { encoding: 'utf8' });
  const count = (kind: string) => Number(new RegExp(`"${kind}": (\\d+)`).exec(stdout)?.[1] ?? 0);
  return [count('nodes'), count('ways')];
}

/** The header of an extract, and all its other blocks `times` over. */
async function repeatPbf(from: string, times: number, to: string): Promise<string> {
  const bytes = readFileSync(from);
  const headerLength = bytes.readUInt32BE(0);
  // Field 3 of the blob header, a number, is the length of the blob; it stands last.
  const header = bytes.subarray(4, 4 + headerLength);
  let [length, factor] = [0, 1];
  for (const byte of header.subarray(header.lastIndexOf(0x18) + 1)) {
    length += (byte & 127) * factor;
    factor *= 128;
  }
  const first = 4 + headerLength + length;
  const file = await open(to, 'w');
  await file.write(bytes.subarray(0, first));
  for (let time = 0; time < times; time += 1) await file.write(bytes.subarray(first));
  await file.close();
  return to;
}

/** Nodes all over the world; most carry no tag, as in every extract. */
async function writeSynthetic(stem: string, count: number, every: number): Promise<string> {
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const lines = Array.from({ length: count }, (_, index) => {
    const tags =
      index % every === 0
        ? 'Tman_made=surveillance,surveillance:type=camera,camera:direction=90'
        : index % 30 === 0
          ? 'Thighway=crossing,crossing=marked'
          : 'T';
    return `n${index + 1} v1 ${tags} x${(random() * 360 - 180).toFixed(7)} y${(random() * 170 - 85).toFixed(7)}\n`;
  });
  await writeFile(`${stem}.opl`, lines.join(''));
  const { status, stderr } = spawnSync('osmium', ['cat', '-O', `${stem}.opl`, '-o', `${stem}.osm.pbf`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`osmium cat: ${stderr}`);
  return `${stem}.osm.pbf`;
}
