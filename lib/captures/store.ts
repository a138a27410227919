import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import { decodeText } from './decode.ts';
import { textExtractor } from './extractor-versions.ts';

/** What of a capture says where its private text lies. */
export type StoredCapture = {
  file?: string | undefined;
  mediaType: string;
  mediaSha256: string;
  extractor: string;
};

export type CaptureFolders = {
  /** Folder with copies that a person brought along, named by `file`. */
  seedDir: string;
  /** The store is its subfolder `captures`. */
  dataDir: string;
};

/** sha256 of bytes, lower-case hexadecimal. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/**
 * Keeps raw bytes privately under the hash of their content, and beside them what the extractor made of them: passages point into
 * that frozen text. Readable by the owner alone, because captures are never published.
 *
 * @returns the hash of the bytes
 */
export function storeCapture(
  dataDir: string,
  bytes: Uint8Array,
  extracted?: { extractor: string; text: string },
): string {
  const mediaSha256 = sha256OfBytes(bytes);
  writePrivately(rawPath(dataDir, mediaSha256), bytes);
  if (extracted !== undefined && extracted.extractor !== textExtractor) {
    writePrivately(textPath(dataDir, mediaSha256, extracted.extractor), Buffer.from(extracted.text));
  }
  return mediaSha256;
}

/** A copy of a capture as it is here now, which may differ from what the claims file says of it. */
export type HeldCopy = { text: string; mediaSha256: string; byteLength: number };

/** Why no passage can be looked for in a capture on this installation. */
export type MissingCopy = { missing: 'no_copy' | 'not_decodable' | 'no_extracted_text' };

/**
 * The copy in the seed folder, else the store's, or why there is none to look through: text that cannot be decoded without loss
 * counts as absent, because no offset into it would hold.
 */
export function findCopy(capture: StoredCapture, folders: CaptureFolders): HeldCopy | MissingCopy {
  const isPlain = capture.extractor === textExtractor;
  const path = findCopyPath(capture, folders);
  if (path === undefined) return { missing: 'no_copy' };
  const bytes = readFileSync(path);
  const origin = { mediaSha256: sha256OfBytes(bytes), byteLength: bytes.length };
  if (isPlain) {
    const decoded = decodeText(bytes, { mediaType: capture.mediaType });
    return decoded.lossy ? { missing: 'not_decodable' } : { text: decoded.text, ...origin };
  }
  const frozen = textPath(folders.dataDir, capture.mediaSha256, capture.extractor);
  if (!existsSync(frozen)) return { missing: 'no_extracted_text' };
  return { text: readFileSync(frozen, 'utf8'), ...origin };
}

/** {@link findCopy} for who does not ask why. */
export function readCapture(capture: StoredCapture, folders: CaptureFolders): HeldCopy | undefined {
  const found = findCopy(capture, folders);
  return 'missing' in found ? undefined : found;
}

/**
 * Changes whenever {@link findCopy} would read something else; undefined where it would find no file. What was made of a copy may be
 * kept in memory for as long as this stays the same.
 */
export function stampCopy(capture: StoredCapture, folders: CaptureFolders): string | undefined {
  const frozen = textPath(folders.dataDir, capture.mediaSha256, capture.extractor);
  const paths = [findCopyPath(capture, folders), ...(capture.extractor === textExtractor ? [] : [frozen])];
  const stamps = paths.map((path) => {
    const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? undefined : `${path} ${stat.size} ${stat.mtimeMs}`;
  });
  return stamps.includes(undefined) ? undefined : stamps.join('\n');
}

function findCopyPath(capture: StoredCapture, folders: CaptureFolders): string | undefined {
  const raw = rawPath(folders.dataDir, capture.mediaSha256);
  const isPlain = capture.extractor === textExtractor;
  const seed = capture.file === undefined ? undefined : join(folders.seedDir, toFileName(capture.file));
  return [...(isPlain && seed !== undefined ? [seed] : []), raw].find((candidate) => existsSync(candidate));
}

/** The bytes of a capture as they came, from the seed folder or the store; undefined where neither has those with this hash. */
export function readCapturedBytes(capture: StoredCapture, folders: CaptureFolders): Buffer | undefined {
  const seed = capture.file === undefined ? [] : [join(folders.seedDir, toFileName(capture.file))];
  for (const path of [rawPath(folders.dataDir, capture.mediaSha256), ...seed]) {
    if (!existsSync(path)) continue;
    const bytes = readFileSync(path);
    if (sha256OfBytes(bytes) === capture.mediaSha256) return bytes;
  }
  return undefined;
}

function rawPath(dataDir: string, mediaSha256: string): string {
  return join(dataDir, 'captures', mediaSha256);
}

function textPath(dataDir: string, mediaSha256: string, extractor: string): string {
  return join(dataDir, 'captures', `${mediaSha256}.${extractor.replace(/[^a-z0-9@-]/g, '_')}.txt`);
}

/** The name comes from a claims file: it names a file in the folder and leads nowhere else. */
function toFileName(file: string): string {
  if (basename(file) === file && file !== '' && file !== '.' && file !== '..') return file;
  throw new DossierError('invalid_input', {
    what: `“${file}” is not a plain file name`,
    mend: 'Write the name of a file that lies directly in the seed folder.',
  });
}

/** Under another name first, so that a full disk or a power cut never leaves half a copy under its hash. */
function writePrivately(path: string, bytes: Uint8Array): void {
  if (existsSync(path)) return;
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, bytes, { mode: 0o600 });
  renameSync(partial, path);
}
