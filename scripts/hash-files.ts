import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * sha256 (hex) over the names and contents of files and folders. A missing path counts as empty, so that adding it
 * later changes the result. Contents, not times: a fresh checkout of the same commit gives the same hash.
 *
 * @param skip true for a path that does not count
 */
export function hashFiles(paths: string[], skip: (path: string) => boolean = () => false): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of findFiles(path, skip)) {
      const content = readFileSync(file);
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
    hash.update('\0\0');
  }
  return hash.digest('hex');
}

function findFiles(path: string, skip: (path: string) => boolean): string[] {
  if (!existsSync(path) || skip(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => findFiles(join(path, name), skip));
}
