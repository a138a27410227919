import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const start = (program: string) =>
  spawn(process.execPath, ['--import', './scripts/follow-parent.ts', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });

test('a worker of the server waits for its work', async () => {
  const server = start('tests/fixtures/fork/asks-its-worker.mjs');
  let said = '';
  server.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((done) => server.on('exit', done));
  expect(said.trim()).toBe('answer to a question');
  expect(code).toBe(0);
});

test('the server ends when the command that started it is gone', async () => {
  const server = start('tests/fixtures/fork/waits.mjs');
  await new Promise((done) => server.stdout.once('data', done));
  server.disconnect();
  const signal = await new Promise((done) => server.on('exit', (_, how) => done(how)));
  expect(signal).toBe('SIGTERM');
});
