import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { getErrorCode } from '#lib/errors.ts';
import { generateSigner, type NoteSigner, parseSigner } from './signed-note.ts';

/**
 * What the ledger keeps outside the database, so that a database that is restored to an earlier time is noticed:
 *
 *     <DATA_DIR>/ledger/key             the signing keys, one a line, mode 0600
 *     <DATA_DIR>/ledger/public/         what everybody may read, as any web server can serve it:
 *       checkpoint  keys.txt  tile/…
 */
export class LedgerFolder {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'ledger');
  }

  get keyFile(): string {
    return join(this.path, 'key');
  }

  get publicPath(): string {
    return join(this.path, 'public');
  }

  /** The keys that sign, or none before the first use. @throws DossierError `integrity` for a damaged file */
  readSigners(): NoteSigner[] {
    const text = readIfThere(this.keyFile)?.toString('utf8') ?? '';
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => parseSigner(line, this.keyFile));
  }

  writeSigners(signers: readonly NoteSigner[]): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    writeDurably(this.keyFile, signers.map(({ secret }) => `${secret}\n`).join(''), 0o600);
  }

  /** A file below `public/`, or undefined. */
  readPublic(path: string): Buffer | undefined {
    return readIfThere(join(this.publicPath, path));
  }

  writePublic(path: string, content: string | Buffer): void {
    writeDurably(join(this.publicPath, path), content, 0o644);
  }

  /** Writes a file unless it stands there already, byte for byte. */
  keepPublic(path: string, bytes: Buffer): void {
    if (this.readPublic(path)?.equals(bytes) !== true) this.writePublic(path, bytes);
  }

  /** Removes the partial tiles that a full tile replaces. */
  dropPartials(path: string): void {
    rmSync(join(this.publicPath, `${path}.p`), { recursive: true, force: true });
  }

  /** Puts this log's files aside, for another log to begin. Returns where they went. */
  retire(): string | undefined {
    if (!existsSync(this.path)) return undefined;
    const aside = `${this.path}-ended-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    renameSync(this.path, aside);
    return aside;
  }

  /** Takes back `retire`, unless the other log was published already. */
  takeBack(aside: string): void {
    if (this.readPublic('checkpoint') !== undefined) return;
    rmSync(this.path, { recursive: true, force: true });
    renameSync(aside, this.path);
  }
}

/**
 * A key for a log that begins: its name is the site's own address, or a placeholder where none is set.
 *
 * @param name of a log that has a name already
 */
export function createSigner(siteUrl: string | undefined, name?: string): NoteSigner {
  if (name !== undefined) return generateSigner(name);
  // Two logs of one site must not share a name: a reader of both would take the second for a fork of the first.
  const own = randomBytes(4).toString('hex');
  return generateSigner(
    `${siteUrl === undefined ? 'public-dossier.invalid' : new URL(siteUrl).host}/log/${own}`,
  );
}

/** The new content is there as a whole or not at all, also after a power cut. */
function writeDurably(file: string, content: string | Buffer, mode: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  const descriptor = openSync(partial, 'w', mode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, file);
  syncFolder(dirname(file));
}

/** The rename itself must reach the disk; Windows cannot open folders and needs no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = getErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}
