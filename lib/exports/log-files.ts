import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toCanonical } from '#lib/log/canonical.ts';
import { leafHash } from '#lib/log/merkle.ts';
import { readLogHeads, readLogRows } from '#lib/log/read-log.ts';
import type { Publication } from '#lib/log/sequencer.ts';
import { type TileFile, TileTree } from '#lib/log/tiles.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { jsonLinesWriter, type WrittenFile, writeText } from './file-writer.ts';
import { curatedLicense, type ExportManifest } from './manifest-schema.ts';

/**
 * Writes the ledger: entries, contents and heads as lines, and what was signed of them, the checkpoint and its tiles, as the site
 * serves them. Reads the rows of the caller's transaction.
 */
export async function writeLog(
  client: SqlClient,
  root: string,
  { checkpoint, note, signers }: Publication,
): Promise<{ files: WrittenFile[]; ledger: ExportManifest['ledger']; asOf: string | null }> {
  const write = jsonLinesWriter(root, curatedLicense, false);
  let asOf: string | null = null;
  const tiles: WrittenFile[] = [];
  const tree = new TileTree();
  const entries = await write('log/entries.jsonl', readEntryLines(client, root, tree, tiles));
  for (const file of tree.partials()) tiles.push(await writeTile(root, file));
  const contents = await write(
    'log/contents.jsonl',
    mapLines(readLogRows(client), ({ index, salt, content }) =>
      salt === null || content === null ? undefined : { index, salt, content },
    ),
  );
  const heads = await write(
    'log/heads.jsonl',
    mapLines(readLogHeads(client), (row) => {
      asOf = row.at;
      return row;
    }),
  );
  const signed = await writeText(root, 'log/checkpoint', curatedLicense, note);
  return {
    files: [entries, contents, heads, signed, ...tiles].filter((file) => file !== undefined),
    ledger: { ...checkpoint, keys: signers.map(({ vkey }) => vkey) },
    asOf,
  };
}

/** The log's entries as lines; on the way their tiles are written. */
async function* readEntryLines(
  client: SqlClient,
  root: string,
  tree: TileTree,
  tiles: WrittenFile[],
): AsyncGenerator<string> {
  for await (const { salt: _, content: __, ...row } of readLogRows(client)) {
    yield `${toCanonical(row)}\n`;
    for (const file of tree.push(row.entry, leafHash(row.entry))) tiles.push(await writeTile(root, file));
  }
}

async function writeTile(root: string, { path, bytes }: TileFile): Promise<WrittenFile> {
  const file = { path: `log/${path}`, license: curatedLicense };
  mkdirSync(dirname(join(root, file.path)), { recursive: true });
  writeFileSync(join(root, file.path), bytes);
  return { ...file, bytes: bytes.length, sha256: hash('sha256', bytes) };
}

async function* mapLines<T>(
  rows: AsyncIterable<T>,
  toValue: (row: T) => Parameters<typeof toCanonical>[0] | undefined,
): AsyncGenerator<string> {
  for await (const row of rows) {
    const value = toValue(row);
    if (value !== undefined) yield `${toCanonical(value)}\n`;
  }
}
