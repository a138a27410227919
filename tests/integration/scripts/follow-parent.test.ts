import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** A program under the module, with its output and a channel to us. */
function start(program: string) {
  const server = spawn(process.execPath, ['--import', './scripts/follow-parent.ts', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const { stdout } = server;
  if (stdout === null) throw new Error('a piped output is there');
  return { server, stdout };
}

test('a worker of the server waits for its work', async () => {
  const { server, stdout } = start('tests/fixtures/fork/asks-its-worker.mjs');
  let said = '';
  stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((done) => server.on('exit', done));
  expect(said.trim()).toBe('answer to a question');
  expect(code).toBe(0);
});

test('the server ends when the command that started it is gone', async () => {
  const { server, stdout } = start('tests/fixtures/fork/waits.mjs');
  await new Promise((done) => stdout.once('data', done));
  server.disconnect();
  const signal = await new Promise((done) => server.on('exit', (_, how) => done(how)));
  expect(signal).toBe('SIGTERM');
});
