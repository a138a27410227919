import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts';

const script = fileURLToPath(new URL('../../../fakes/warc-writer.ts', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-warc-'));
const running = new Set<ChildProcess>();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): ChildProcess {
  const child = spawn(process.execPath, [script, database.url, dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  running.delete(child);
}

/** Record id → hash of its payload, of every answer in every file. */
async function readAnswers(): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const name of readdirSync(join(dataDir, 'warc')).filter((file) => file.endsWith('.warc.gz'))) {
    for await (const record of new WARCParser(createReadStream(join(dataDir, 'warc', name)))) {
      const payload = await record.readFully();
      if (record.warcType !== 'response') continue;
      const id = record.warcHeader('WARC-Record-ID')?.slice(1, -1);
      answers.set(`${name}#${id}`, createHash('sha256').update(payload).digest('hex'));
    }
  }
  return answers;
}

function readPromises(): string[][] {
  return readdirSync(dataDir)
    .filter((name) => name.endsWith('.places'))
    .flatMap((name) => readFileSync(join(dataDir, name), 'utf8').trim().split('\n'))
    .map((line) => line.split(' '));
}

it('two writers on one file, killed at random moments, lose nothing that they had finished', async () => {
  const kills = 12;
  const pair = [start(), start()];
  for (let count = 0; count < kills; count += 1) {
    const before = readPromises().length;
    // At least one more answer, then anywhere in the next.
    while (readPromises().length < before + 2) await sleep(10);
    await sleep(randomInt(60));
    const victim = pair.shift();
    if (victim !== undefined) await kill(victim);
    pair.push(start());
  }
  const before = readPromises().length;
  while (readPromises().length < before + 4) await sleep(10);
  for (const child of pair) await kill(child);
  // Whatever the last kill tore is cut by the next append.
  const last = start();
  const settled = readPromises().length;
  while (readPromises().length === settled) await sleep(10);
  await kill(last);
  const answers = await readAnswers();
  const promised = readPromises();
  expect(promised.length).toBeGreaterThan(kills * 2);
  for (const [place = '', sha256] of promised) expect(answers.get(place), place).toBe(sha256);
}, 120_000);
