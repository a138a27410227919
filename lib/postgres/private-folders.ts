import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of DATA_DIR that a person made and nothing can make again. Keys of the ledger are kept apart (docs/ledger.md). */
export const privateFolders = ['captures', 'review'] as const;
/** What scrapers saw: large, and needed to parse a run again or to prove what a host answered. */
export const snapshotFolders = ['snapshots', 'warc'] as const;

/** Copies folders that exist into another one; what is still being written (`*.partial`) is left out. @returns bytes copied */
export function copyFolders(from: string, to: string, names: readonly string[]): number {
  for (const name of names) {
    const path = join(from, name);
    if (existsSync(path))
      cpSync(path, join(to, name), { recursive: true, filter: (file) => !file.endsWith('.partial') });
  }
  return measureFolders(to, names);
}

/** Bytes of all files in folders; those that do not exist have none. */
export function measureFolders(root: string, names: readonly string[]): number {
  return names
    .map((name) => join(root, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, { parentPath, name }) =>
        sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}
