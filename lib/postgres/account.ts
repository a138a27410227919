import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

/** A user id that Postgres runs as, because Postgres refuses to run as root. */
export type Account = { name: string; uid: number; gid: number };

const nobody: Account = { name: 'nobody (65534)', uid: 65534, gid: 65534 };

/**
 * The account that must run Postgres, or undefined when this process can run it itself (not root, or Windows).
 *
 * As root: whoever owns the existing data folder, else the user `postgres`, else 65534. No user is ever created.
 *
 * @param existingData the cluster's folder; it need not exist yet
 */
export function chooseAccount(existingData: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(existingData)) {
    const { uid, gid } = statSync(existingData);
    if (uid !== 0) return { name: `uid ${uid}`, uid, gid };
  }
  return findUser('postgres') ?? nobody;
}

function findUser(name: string): Account | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name && uid !== undefined && gid !== undefined && Number(uid) > 0) {
      return { name, uid: Number(uid), gid: Number(gid) };
    }
  }
  return undefined;
}

/** True when `account` can enter and write `folder`, tried as that account: modes alone miss ACLs and mounts. */
export function canUse(account: Account, folder: string): boolean {
  const result = spawnSync('/bin/sh', ['-c', 'test -w "$1" && test -x "$1"', 'sh', folder], {
    cwd: '/',
    uid: account.uid,
    gid: account.gid,
  });
  return result.status === 0;
}
