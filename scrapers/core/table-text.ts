import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { refuseForeignContent } from './formats/recognize.ts';

/** A kept file: a `Snapshot` is one. */
export interface TextFile {
  path: string;
  /** Name for errors. */
  name: string;
}

export interface TextLimits {
  /** Label of the WHATWG encoding standard; default UTF-8. A byte order mark is taken off. */
  encoding?: string;
  /** Bytes after unzipping, default 500 MB. */
  maxBytes?: number;
}

/**
 * Text of a table in pieces, for tables that are too large to hold: unzipped, decoded without guessing, and refused when it plainly is something else.
 *
 * @throws DossierError `invalid_input` for bytes that are not of the encoding, NUL characters, a damaged or oversized file, and foreign content
 */
export async function* readTableText(file: TextFile, limits: TextLimits = {}): AsyncGenerator<string> {
  const { encoding = 'utf-8', maxBytes = 500_000_000 } = limits;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const bytes = isGzip(file.path)
    ? createReadStream(file.path).pipe(createGunzip())
    : createReadStream(file.path);
  let size = 0;
  try {
    for await (const chunk of bytes) {
      if (size === 0) refuseForeignContent(chunk, file.name);
      size += chunk.length;
      if (size > maxBytes)
        throw refuse(file.name, `The file unpacks to more than ${Math.round(maxBytes / 1e6)} MB`);
      yield decode(decoder, file.name, encoding, chunk);
    }
    if (size === 0) refuseForeignContent(new Uint8Array(), file.name);
    yield decode(decoder, file.name, encoding);
  } catch (error) {
    if (getErrorCode(error)?.startsWith('Z_'))
      throw refuse(file.name, 'The file is cut off or damaged: it cannot be unzipped');
    throw error;
  } finally {
    bytes.destroy();
  }
}

function decode(decoder: TextDecoder, name: string, encoding: string, chunk?: Uint8Array): string {
  let text: string;
  try {
    text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw refuse(name, `The bytes are not ${encoding}`);
  }
  if (text.includes('\0')) throw refuse(name, 'The text holds NUL characters: it is cut, binary or UTF-16');
  return text;
}

function isGzip(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const magic = new Uint8Array(2);
    return readSync(file, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

function refuse(name: string, what: string): DossierError {
  return new DossierError('invalid_input', {
    what,
    where: name,
    mend: 'Get the file again, or look at what the publisher gives now.',
  });
}
