import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { getPostgresBinaries, getProgram, rootFolder, toIds } from './binaries.ts';
import { type Cluster, initCluster, locateCluster } from './cluster.ts';
import { findRunningServer, isAlive, removeStalePid } from './running-server.ts';
import { toServerSettings } from './settings.ts';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;

export type EmbeddedPostgres = {
  /** Connection string of the superuser `dossier` to database `public_dossier`. */
  url: string;
  port: number;
  /** True when the server was running already, left behind or shared with another command. */
  adopted: boolean;
  /** True when `stop` ends the server: this process started it, or its starter is gone. */
  owned: boolean;
  /** Fast shutdown (open transactions roll back), only when `owned`. Safe to call twice. */
  stop(): Promise<void>;
};

const maxAttempts = 5;

export type LaunchOptions = {
  /** Folder for the cluster, its password and its log; made when missing. */
  folder: string;
  /** Receives one sentence for each step that takes time. */
  report?: (line: string) => void;
  /** Tests only: no fsync, so a power cut loses everything. */
  throwAway?: boolean;
};

/**
 * Starts Postgres 18 from the npm binaries on a free loopback port, or adopts the one already running on `folder`.
 *
 * @throws DossierError `database_start` (with the last lines of the server's log), `database_unfit` for a cluster of
 * another major version, `disk_full`, `unsupported_platform`, `install`
 */
export async function startEmbeddedPostgres(options: LaunchOptions): Promise<EmbeddedPostgres> {
  const report = options.report ?? (() => {});
  const cluster = locateCluster(options.folder, report);
  const binaries = getPostgresBinaries(cluster.account, report);
  if (!existsSync(join(cluster.data, 'PG_VERSION'))) {
    report('Creating the database cluster');
    initCluster(cluster, binaries, randomBytes(24).toString('base64url'), options.throwAway === true);
  }
  refuseOtherMajor(cluster, binaries.major);
  const password = readPassword(cluster);
  for (let attempt = 1; ; attempt += 1) {
    const running = await findRunningServer(cluster.data, password);
    if (running !== undefined) return adopt(cluster, running, password);
    removeStalePid(cluster.data);
    // What an earlier run wrote says nothing about this one. Appending keeps two starts from overwriting each other.
    if (attempt === 1) writeFileSync(cluster.logFile, '', { mode: 0o600 });
    const port = await findFreePort();
    const outcome = await spawnServer(cluster, getProgram(binaries, 'postgres'), port, password, options);
    if (outcome.ok) {
      writeFileSync(cluster.ownerFile, `${process.pid}\n`);
      await ensureDatabase(port, password);
      return toHandle(cluster, { pid: outcome.pid, port }, password, { adopted: false, owned: true });
    }
    // A second start at the same moment loses the race for the lock file or the port: look again before giving up. The
    // log alone cannot tell, because the starts share it.
    const lostRace =
      existsSync(join(cluster.data, 'postmaster.pid')) ||
      /postmaster\.pid|could not bind|Address already in use/.test(outcome.log);
    if (attempt === maxAttempts || !lostRace) throw startFailed(cluster, outcome.log);
    await sleep(400 * attempt);
  }
}

function adopt(
  cluster: Cluster,
  server: { pid: number; port: number },
  password: string,
): Promise<EmbeddedPostgres> {
  const starter = existsSync(cluster.ownerFile)
    ? Number(readFileSync(cluster.ownerFile, 'utf8'))
    : Number.NaN;
  // The starter was killed and could not stop its server: whoever comes next takes the duty over.
  const owned = !(starter > 0 && isAlive(starter));
  if (owned) writeFileSync(cluster.ownerFile, `${process.pid}\n`);
  return ensureDatabase(server.port, password).then(() =>
    toHandle(cluster, server, password, { adopted: true, owned }),
  );
}

function toHandle(
  cluster: Cluster,
  server: { pid: number; port: number },
  password: string,
  state: { adopted: boolean; owned: boolean },
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  return {
    url: toUrl(server.port, password, 'public_dossier'),
    port: server.port,
    ...state,
    stop() {
      if (!state.owned) return Promise.resolve();
      stopping ??= stopServer(cluster, server.pid);
      return stopping;
    },
  };
}

async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    const binaries = getPostgresBinaries(cluster.account, () => {});
    spawn(getProgram(binaries, 'pg_ctl'), ['stop', '-D', cluster.data, '-m', 'fast'], { stdio: 'ignore' });
  } else if (isAlive(pid)) {
    process.kill(pid, 'SIGINT'); // Postgres: fast shutdown
  }
  const deadline = Date.now() + stopTimeoutMs;
  while (isAlive(pid) && Date.now() < deadline) await sleep(20);
  rmSync(cluster.ownerFile, { force: true });
}

type SpawnOutcome = { ok: true; pid: number } | { ok: false; log: string };

async function spawnServer(
  cluster: Cluster,
  program: string,
  port: number,
  password: string,
  options: LaunchOptions,
): Promise<SpawnOutcome> {
  const log = openSync(cluster.logFile, 'a', 0o600);
  const args = ['-D', cluster.data, '-p', String(port), ...toServerSettings(options.throwAway === true)];
  // Detached: Ctrl-C reaches every process of the terminal, and the site must finish its requests before the database goes.
  const child = spawn(program, args, {
    cwd: rootFolder(),
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: undefined, LANG: undefined, PGDATA: undefined },
    windowsHide: true,
    ...toIds(cluster.account),
  });
  closeSync(log);
  let failure: string | undefined;
  child.on('error', (error) => {
    failure = error.message;
  });
  child.on('exit', (code, signal) => {
    failure ??= `Postgres ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  const deadline = Date.now() + startTimeoutMs;
  while (failure === undefined && Date.now() < deadline) {
    if (child.pid !== undefined && (await accepts(port, password))) return { ok: true, pid: child.pid };
    await sleep(25);
  }
  if (failure === undefined && child.pid !== undefined) process.kill(child.pid, 'SIGQUIT');
  return {
    ok: false,
    log: `${readFileSync(cluster.logFile, 'utf8')}\n${failure ?? 'no answer within 60 seconds'}`,
  };
}

/** True when the server on `port` lets us in. */
async function accepts(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: toUrl(port, password, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: toUrl(port, password, 'postgres') });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'public_dossier'");
    if (found.rowCount === 0) await client.query('create database public_dossier');
  } catch (error) {
    // 42P04, 23505: another command created it between our two statements.
    const code = getErrorCode(error);
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

function toUrl(port: number, password: string, database: string): string {
  return `postgresql://dossier:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function readPassword(cluster: Cluster): string {
  try {
    return readFileSync(cluster.passwordFile, 'utf8').trim();
  } catch (cause) {
    throw new DossierError('database_start', {
      what: `The password file of the embedded database cannot be read`,
      where: cluster.passwordFile,
      mend: 'Restore that file, or run the command as the user who made it; without it the data cannot be opened.',
      cause,
    });
  }
}

function refuseOtherMajor(cluster: Cluster, major: number): void {
  const found = readFileSync(join(cluster.data, 'PG_VERSION'), 'utf8').trim();
  if (found === String(major)) return;
  throw new DossierError('database_unfit', {
    what: `The data was written by Postgres ${found}, and this checkout brings Postgres ${major}`,
    where: cluster.data,
    mend:
      'Go back to the checkout that used it, run `npm run db:backup -- <folder>`, return here, move that data folder ' +
      'aside, and run `npm run db:restore -- <folder>` (docs/operations.md).',
  });
}

function startFailed(cluster: Cluster, log: string): DossierError {
  // With no room left the log itself stays empty, so the file system is asked too.
  if (/No space left on device|Disk quota exceeded/.test(log) || freeBytes(cluster.data) < 4 * 1024 * 1024) {
    return new DossierError('disk_full', {
      what: 'The database cannot start because the disk is full',
      where: cluster.data,
      mend: 'Free some space and start again; committed data is safe.',
    });
  }
  const last = log.trim().split('\n').slice(-3).join(' | ');
  return new DossierError('database_start', {
    what: `The embedded Postgres did not start: ${last}`,
    where: cluster.logFile,
    mend: 'Read that log. Beyond repair: move the data folder away, start again, and bring a backup back with `npm run db:restore`.',
  });
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no TCP port was given'));
        else resolve(address.port);
      });
    });
  });
}
