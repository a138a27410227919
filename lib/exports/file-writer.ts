import { createHash, hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportManifest } from './manifest-schema.ts';

export type WrittenFile = ExportManifest['files'][number];

/**
 * Writes one file of an export, chunk by chunk, and reports its size and hash. With `skipEmpty`, a file that would have
 * no rows is not made.
 *
 * @param chunks text; each is one row when `rows` is counted
 */
export async function writeExportFile(
  root: string,
  file: { path: string; license: string },
  chunks: AsyncIterable<string> | Iterable<string>,
  options: { countRows?: boolean; header?: string; skipEmpty?: boolean } = {},
): Promise<WrittenFile | undefined> {
  const hash = createHash('sha256');
  let stream: ReturnType<typeof createWriteStream> | undefined;
  let bytes = 0;
  let rows = 0;
  const write = async (text: string) => {
    if (stream === undefined) {
      mkdirSync(dirname(join(root, file.path)), { recursive: true });
      stream = createWriteStream(join(root, file.path));
      // `once(stream, 'drain')` and `finish` below reject with it; without a listener it would end the process.
      stream.on('error', () => {});
    }
    const data = Buffer.from(text, 'utf8');
    hash.update(data);
    bytes += data.length;
    if (!stream.write(data)) await once(stream, 'drain');
  };
  for await (const chunk of chunks) {
    if (rows === 0 && options.header !== undefined) await write(options.header);
    await write(chunk);
    rows += 1;
  }
  if (rows === 0) {
    if (options.skipEmpty === true) return undefined;
    await write(options.header ?? '');
  }
  if (stream !== undefined) {
    stream.end();
    await once(stream, 'finish');
  }
  const counted = options.countRows === true ? { rows } : {};
  return { path: file.path, license: file.license, ...counted, bytes, sha256: hash.digest('hex') };
}

/** A writer of JSON-lines files under one license; `skipEmpty` leaves out files without rows. */
export function jsonLinesWriter(root: string, license: string, skipEmpty: boolean) {
  return (path: string, lines: AsyncIterable<string>) =>
    writeExportFile(root, { path, license }, lines, { countRows: true, skipEmpty });
}

export async function writeText(
  root: string,
  path: string,
  license: string,
  text: string,
): Promise<WrittenFile> {
  await writeExportFile(root, { path, license }, [text]);
  return { path, license, bytes: Buffer.byteLength(text), sha256: hash('sha256', text) };
}
