import { basename } from 'node:path';

/** Files that others refer to come first; files that refer to each other stay as they were, and validation names the claim. */
export function orderByReferences<T extends { path: string; bytes: Uint8Array }>(files: readonly T[]): T[] {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const bySlug = new Map(sorted.map((file) => [basename(file.path, '.yaml'), file]));
  const ordered = new Set<T>();
  const visiting = new Set<T>();
  const visit = (file: T): void => {
    if (ordered.has(file) || visiting.has(file)) return;
    visiting.add(file);
    const text = Buffer.from(file.bytes).toString('utf8');
    for (const [slug, other] of bySlug) if (other !== file && text.includes(`${slug}.`)) visit(other);
    ordered.add(file);
  };
  for (const file of sorted) visit(file);
  return [...ordered];
}
