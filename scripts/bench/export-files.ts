import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { exportManifest, toManifestStatement } from '#lib/exports/manifest-schema.ts';
import { toCanonical } from '#lib/log/canonical.ts';
import { signCheckpoint } from '#lib/log/checkpoint.ts';
import { type LogEntry, parseEntryText } from '#lib/log/entry.ts';
import { Frontier, leafHash } from '#lib/log/merkle.ts';
import { type NoteSigner, signNote } from '#lib/log/signed-note.ts';
import { TileTree } from '#lib/log/tiles.ts';

/** The files of an export by path. */
export type ExportFiles = ReadonlyMap<string, Buffer>;
/** New bytes by path; null takes a file away. */
export type FileChanges = Map<string, Buffer | null>;

export function readExportFiles(folder: string): ExportFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path): [string, Buffer] => [relative(folder, path).split(sep).join('/'), readFileSync(path)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function applyChanges(folder: string, changes: FileChanges): void {
  for (const [path, bytes] of changes) {
    const file = join(folder, path);
    if (bytes === null) rmSync(file, { force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }
}

/** What turns the files back into what they were. */
export function toReversal(files: ExportFiles, changes: FileChanges): FileChanges {
  return new Map([...changes.keys()].map((path) => [path, files.get(path) ?? null]));
}

export function readLines(files: ExportFiles, path: string): string[] {
  const text = files.get(path)?.toString('utf8') ?? '';
  return text.split('\n').slice(0, -1);
}

/**
 * The whole log of an export written anew, without a contradiction in itself, as only somebody can who holds a key: chains, heads,
 * tiles, checkpoint and manifest all fit what `rewrite` makes of the entries.
 *
 * @param rewrite gets the entries; returns the new ones, at most as many
 * @param keys verifier keys that the manifest shall name
 */
export function forgeLog(
  files: ExportFiles,
  rewrite: (entries: LogEntry[]) => LogEntry[],
  signers: readonly NoteSigner[],
  keys: readonly string[],
): FileChanges {
  const before = readLines(files, 'log/entries.jsonl').map(toEntry);
  const changes: FileChanges = new Map();
  for (const path of files.keys()) if (path.startsWith('log/tile/')) changes.set(path, null);
  const tree = new TileTree();
  const tips = new Map<string, string>();
  const roots = new Map<number, string>();
  const lines: string[] = [];
  for (const entry of rewrite(before)) {
    const key = `${entry.kind}\n${entry.id}`;
    const text = toCanonical({ ...entry, prev: tips.get(key) ?? null });
    const leaf = leafHash(text);
    tips.set(key, leaf.toString('hex'));
    const row = { recordKind: entry.kind, recordId: entry.id, version: entry.version };
    lines.push(toCanonical({ ...row, index: tree.size, entry: text, leafHash: leaf.toString('hex') }));
    for (const tile of tree.push(text, leaf)) changes.set(`log/${tile.path}`, tile.bytes);
    roots.set(tree.size, tree.frontier().root().toString('hex'));
  }
  for (const tile of tree.partials()) changes.set(`log/${tile.path}`, tile.bytes);
  const root = (tree.size === 0 ? new Frontier() : tree.frontier()).root().toString('hex');
  changes.set('log/entries.jsonl', toText(lines));
  changes.set(
    'log/contents.jsonl',
    toText(readLines(files, 'log/contents.jsonl').filter((line) => readNumber(line, 'index') < tree.size)),
  );
  const heads = readLines(files, 'log/heads.jsonl').filter((line) => readNumber(line, 'size') <= tree.size);
  changes.set(
    'log/heads.jsonl',
    toText(
      heads.map((line) =>
        line.replace(/"root":"[0-9a-f]+"/, `"root":"${roots.get(readNumber(line, 'size'))}"`),
      ),
    ),
  );
  const origin = signers[0]?.name ?? '';
  changes.set('log/checkpoint', Buffer.from(signCheckpoint({ origin, size: tree.size, root }, signers)));
  return sealManifest(files, changes, { size: tree.size, root, origin, keys: [...keys] }, signers);
}

/** A manifest that fits the changed files, signed anew. */
function sealManifest(
  files: ExportFiles,
  changes: FileChanges,
  ledger: { size: number; root: string; origin: string; keys: string[] },
  signers: readonly NoteSigner[],
): FileChanges {
  const manifest = exportManifest.parse(JSON.parse(files.get('manifest.json')?.toString('utf8') ?? ''));
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const license = manifest.parts.find(({ folder }) => folder === 'log')?.license ?? '';
  for (const [path, bytes] of changes) {
    if (bytes === null) listed.delete(path);
    else listed.set(path, { path, license, bytes: bytes.length, sha256: hash('sha256', bytes) });
  }
  const text = `${JSON.stringify({ ...manifest, ledger, files: [...listed.values()] }, null, 2)}\n`;
  changes.set('manifest.json', Buffer.from(text));
  changes.set('manifest.note', Buffer.from(signNote(toManifestStatement(hash('sha256', text)), signers)));
  return changes;
}

function toEntry(line: string): LogEntry {
  const row: unknown = JSON.parse(line);
  const text = typeof row === 'object' && row !== null && 'entry' in row ? row.entry : undefined;
  const entry = typeof text === 'string' ? parseEntryText(text) : undefined;
  if (entry === undefined) throw new Error('the sample holds entries only');
  return entry;
}

function readNumber(line: string, key: string): number {
  return Number(new RegExp(`"${key}":(\\d+)`).exec(line)?.[1]);
}

function toText(lines: string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
