import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError, getErrorCode } from '#lib/errors.ts';

const readyTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

export type SiteServer = {
  url: string;
  /** Resolves with the exit code when the server ends, for whatever reason. */
  ended: Promise<number>;
  /** Asks the server to finish its requests and end; kills it after ten seconds. */
  stop(): Promise<void>;
};

export type SiteSettings = {
  databaseUrl: string;
  host: string;
  port: number;
  mode: 'production' | 'development';
  /** More variables for the server, e.g. DATA_DIR of a test. */
  environment?: Record<string, string>;
  /** What is served; the desk is a program of its own and is no part of the site's. */
  surface?: 'site' | 'desk';
};

const programs = {
  site: ['server.ts'],
  // The desk reads its browser scripts as they are written; Node still calls that experimental.
  desk: ['--disable-warning=ExperimentalWarning', 'scripts/desk-server.ts'],
} as const;

/**
 * Fails early, before any slow step, when the port cannot be had.
 *
 * @throws DossierError `port_taken`
 */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const failure = await new Promise<unknown>((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (failure === undefined) return;
  const code = getErrorCode(failure);
  if (code === 'EADDRINUSE') {
    throw new DossierError('port_taken', {
      what: `Port ${port} on ${host} is taken by another program`,
      mend: `Stop that program, or choose another port: PORT=${port + 1} npm start.`,
    });
  }
  throw new DossierError('port_taken', {
    what: `The site cannot listen on ${host}:${port} (${code ?? String(failure)})`,
    mend: 'Set HOST to an address of this machine and PORT to a number above 1023.',
  });
}

/** Starts `server.ts`, or the desk, as a child and resolves once it accepts connections. */
export async function startSite(settings: SiteSettings): Promise<SiteServer> {
  const surface = settings.surface ?? 'site';
  const child = spawn(process.execPath, ['--import', './scripts/follow-parent.ts', ...programs[surface]], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...settings.environment,
      DATABASE_URL: settings.databaseUrl,
      HOST: settings.host,
      PORT: String(settings.port),
      NODE_ENV: settings.mode,
      SURFACE: surface,
    },
  });
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) =>
      resolve(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)),
    );
  });
  const stop = () => stopChild(child, ended);
  const reachable = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  const deadline = Date.now() + readyTimeoutMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (await accepts(settings.port, reachable)) {
      const shown = reachable === '127.0.0.1' ? 'localhost' : reachable;
      return { url: `http://${shown.includes(':') ? `[${shown}]` : shown}:${settings.port}`, ended, stop };
    }
    await sleep(50);
  }
  await stop();
  throw new DossierError('internal', {
    what: 'The site server ended before it was ready',
    mend: 'Read the lines above; DEBUG=1 shows more.',
  });
}

async function stopChild(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
