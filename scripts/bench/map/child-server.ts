import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export type RunningServer = { origin: string; pid: number; stop(): Promise<void> };

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Starts a server of its own process and waits until `path` answers. @throws Error when it ends or does not answer in two minutes */
export async function startServer(
  command: string,
  args: readonly string[],
  { port, path, cwd, env }: { port: number; path: string; cwd?: string; env?: Record<string, string> },
): Promise<RunningServer> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk.toString()}`.slice(-2000);
  });
  const origin = `http://127.0.0.1:${port}`;
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`${command} ended: ${errors}`);
    const answer = await fetch(`${origin}${path}`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok || answer?.status === 204) return { origin, pid: child.pid ?? 0, stop: () => stop(child) };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop(child);
  throw new Error(`${command} did not answer: ${errors}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(forced);
}
