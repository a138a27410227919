import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DossierError, getErrorCode } from '#lib/errors.ts';

const settleTimeoutMs = 30_000;
/** Longer than Postgres takes from making its lock file to answering. */
const freshMs = 3_000;

/** First and fourth line of `postmaster.pid`: process id and TCP port. */
export function parsePostmasterPid(text: string): { pid: number; port: number } | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : undefined;
}

/**
 * The server that already runs on this data folder, or undefined when there is none. One that is still starting,
 * recovering or shutting down is waited for, up to 30 seconds.
 *
 * @throws DossierError `database_start` when a live Postgres holds the folder and never lets us in
 */
export async function findRunningServer(
  data: string,
  password: string,
): Promise<{ pid: number; port: number } | undefined> {
  const deadline = Date.now() + settleTimeoutMs;
  let reason = 'it does not answer';
  while (Date.now() < deadline) {
    const found = readPidFile(data);
    if (found === undefined || !isPostgres(found.pid)) return undefined;
    const answer = await askDataFolder(found.port, password);
    if (answer.ok) return found;
    reason = answer.reason;
    if (answer.wrongPassword) break;
    await sleep(200);
  }
  throw new DossierError('database_start', {
    what: `A Postgres process already holds the data folder, but ${reason}`,
    where: join(data, 'postmaster.pid'),
    mend: 'Stop that process (its id is the first line of the file) and start again.',
  });
}

/**
 * Removes a `postmaster.pid` left by a crash, which Postgres itself would respect where its process id was given to
 * somebody else since. A half-written file of the last seconds belongs to another start: it stays, and Postgres
 * decides. Call it only after `findRunningServer` found nobody.
 */
export function removeStalePid(data: string): void {
  const path = join(data, 'postmaster.pid');
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  const server = readPidFile(data);
  const stale = server === undefined ? Date.now() - found.mtimeMs > freshMs : !isPostgres(server.pid);
  if (stale) rmSync(path, { force: true });
}

/** True when a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return getErrorCode(error) === 'EPERM';
  }
}

/** An ended child that nobody waited for still answers signals (container without an init process). */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Process ids are reused, above all in containers: a live process that is no Postgres makes the file stale. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (existsSync(`/proc/${pid}/comm`))
      return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
    if (process.platform === 'win32') return true;
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return false;
  }
}

function readPidFile(data: string): { pid: number; port: number } | undefined {
  try {
    return parsePostmasterPid(readFileSync(join(data, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

type Answer = { ok: true } | { ok: false; reason: string; wrongPassword: boolean };

async function askDataFolder(port: number, password: string): Promise<Answer> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'dossier',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return { ok: true };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `it answers: ${reason}`, wrongPassword: getErrorCode(error) === '28P01' };
  } finally {
    await client.end().catch(() => {});
  }
}
