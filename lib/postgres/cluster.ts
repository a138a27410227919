import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { type Account, canUse, chooseAccount } from './account.ts';
import { getProgram, type PostgresBinaries, rootFolder, sharedRoot, toIds } from './binaries.ts';

const passwordName = 'dossier.password';

/** The folders and files of one embedded cluster. */
export type Cluster = {
  /** Postgres's own data folder (PGDATA). */
  data: string;
  /** Random superuser password, readable by its maker only. */
  passwordFile: string;
  /** Server log of the present run; emptied at each start. */
  logFile: string;
  /** Process id of the command that must stop the server. */
  ownerFile: string;
  /** Set when this process is root and Postgres has to run as somebody else. */
  account: Account | undefined;
};

/**
 * Decides where a cluster lives. Normally inside `folder`; when root started us and the account of Postgres cannot
 * enter that folder, under `/var/lib/public-dossier`, which is reported, and noted in a file left in `folder`.
 *
 * @throws DossierError `database_start` when the folder belongs to another user or cannot be written
 */
export function locateCluster(folder: string, report: (line: string) => void): Cluster {
  const base = resolve(folder);
  makeFolder(base);
  const account = chooseAccount(join(base, 'data'));
  if (account === undefined) {
    refuseForeignData(join(base, 'data'));
    return toCluster(base, undefined);
  }
  chmodSync(base, 0o711);
  if (canEnter(account, base)) return toCluster(base, account);
  const moved = join(sharedRoot, `data-${createHash('sha256').update(base).digest('hex').slice(0, 12)}`);
  makeFolder(sharedRoot);
  chmodSync(sharedRoot, 0o755);
  makeFolder(moved);
  chmodSync(moved, 0o711);
  writeFileSync(
    join(base, 'MOVED.txt'),
    `The database files are in ${moved}, because ${account.name} cannot enter here.\n`,
  );
  if (!existsSync(join(moved, 'data'))) {
    report(
      `Keeping the database in ${moved}: Postgres refuses to run as root, and ${account.name} cannot enter ${base}`,
    );
  }
  return toCluster(moved, chooseAccount(join(moved, 'data')));
}

/**
 * Runs `initdb` beside the final place and renames the result, so that an interrupted or doubled first start never
 * leaves half a cluster. UTF-8 and a real locale whatever `LANG` says: under `LANG=C` Postgres would choose SQL_ASCII.
 */
export function initCluster(
  cluster: Cluster,
  binaries: PostgresBinaries,
  password: string,
  throwAway: boolean,
): void {
  const fresh = `${cluster.data}.new-${process.pid}`;
  const passwordSource = `${fresh}.password`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(passwordSource, password, { mode: 0o600 });
    if (cluster.account !== undefined) {
      chownSync(fresh, cluster.account.uid, cluster.account.gid);
      chownSync(passwordSource, cluster.account.uid, cluster.account.gid);
    }
    runInitdb(cluster, binaries, fresh, passwordSource, throwAway);
    // The password travels inside the cluster: one rename makes both appear together.
    renameSync(passwordSource, join(fresh, passwordName));
    moveIntoPlace(fresh, cluster.data);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(passwordSource, { force: true });
  }
}

function moveIntoPlace(fresh: string, data: string): void {
  try {
    renameSync(fresh, data);
  } catch (cause) {
    if (existsSync(join(data, 'PG_VERSION'))) return; // another start was first
    throw new DossierError('database_start', {
      what: 'A folder without a database in it stands where the database should be',
      where: data,
      mend: 'Look into it, move it away, and start again.',
      cause,
    });
  }
}

function runInitdb(
  cluster: Cluster,
  binaries: PostgresBinaries,
  data: string,
  passwordFile: string,
  throwAway: boolean,
): void {
  let output = '';
  for (const locale of libcLocales()) {
    const args = [
      ...[
        '-D',
        data,
        '--username=dossier',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
      ],
      ...[
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(locale === undefined ? [] : [`--locale=${locale}`]),
      ],
      ...(throwAway ? ['--no-sync'] : []),
    ];
    const result = spawnSync(getProgram(binaries, 'initdb'), args, {
      cwd: rootFolder(),
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: undefined },
      ...toIds(cluster.account),
    });
    if (result.status === 0) return;
    output = `${result.error?.message ?? ''} ${result.stderr ?? ''}`.trim();
    if (!/invalid locale name/.test(output)) break;
  }
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    throw new DossierError('disk_full', {
      what: 'The disk is full, so the database could not be created',
      where: cluster.data,
      mend: 'Free about 500 MB and start again; nothing half-made was kept.',
    });
  }
  throw new DossierError('database_start', {
    what: `initdb failed: ${output.split('\n').slice(-4).join(' | ')}`,
    where: cluster.data,
    mend: 'Mend what it says, or set DATABASE_URL to a Postgres 16 or newer.',
  });
}

/** Names for a UTF-8 locale of the C library, which pg_trgm asks about letters; the builtin provider does the rest. */
function libcLocales(): (string | undefined)[] {
  if (process.platform === 'win32') return [undefined];
  return process.platform === 'darwin' ? ['en_US.UTF-8'] : ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'en_US.utf8'];
}

function toCluster(base: string, account: Account | undefined): Cluster {
  return {
    data: join(base, 'data'),
    passwordFile: join(base, 'data', passwordName),
    logFile: join(base, 'postgres.log'),
    ownerFile: join(base, 'owner.pid'),
    account,
  };
}

function canEnter(account: Account, base: string): boolean {
  const probe = join(base, `.probe-${process.pid}`);
  try {
    mkdirSync(probe);
    chownSync(probe, account.uid, account.gid);
    return canUse(account, probe);
  } catch (error) {
    if (getErrorCode(error) === 'ENOSPC') throw error;
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    if (getErrorCode(cause) === 'ENOSPC') throw cause;
    throw new DossierError('database_start', {
      what: `The database folder cannot be made (${getErrorCode(cause) ?? 'unknown reason'})`,
      where: folder,
      mend: 'Make its parent writable, or set DATA_DIR to a folder of yours.',
      cause,
    });
  }
}

function refuseForeignData(data: string): void {
  const uid = process.getuid?.();
  if (uid === undefined || !existsSync(data)) return;
  const owner = statSync(data).uid;
  if (owner === uid) return;
  throw new DossierError('database_start', {
    what: `The database files belong to user id ${owner}, and this command runs as ${uid}`,
    where: data,
    mend: 'Run it as that user, give the folder to yourself with chown, or set DATA_DIR to another folder.',
  });
}
