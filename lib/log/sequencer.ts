import { DossierError } from '#lib/errors.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { createSigner, type LedgerFolder } from './ledger-folder.ts';
import { Frontier, leafHash } from './merkle.ts';
import { TileReader } from './proofs.ts';
import { type NoteSigner, type NoteVerifier, parseVerifier } from './signed-note.ts';
import { splitBundle, type TileFile, TileTree, tileWidth, toPartialIndex, toTilePath } from './tiles.ts';

/** Any constant, not that of the appenders: whoever signs takes it, so that there is one signer at a time. */
const advisoryLockKey = 7_063_790_120;
const page = 10_000;

export type Publication = {
  checkpoint: Checkpoint;
  /** The checkpoint as a signed note. */
  note: string;
  signers: NoteSigner[];
  /** False when there was nothing new to sign. */
  isNew: boolean;
};

export type SequencerOptions = {
  /** Names a log that begins. */
  siteUrl?: string | undefined;
  /** A checkpoint kept elsewhere that the log must continue too; guards against folder and database restored together. */
  since?: string | undefined;
  /** Signs with a new key although an earlier one has signed: that one is lost. */
  replaceLostKey?: boolean;
  /** Told what was done: `tiles`, `signed` (in memory only), `published` (readers see it). */
  report?: (step: 'tiles' | 'signed' | 'published') => void;
};

/** Something that was promised before and that the log must continue. */
type Promised = { size: number; root: string; where: string };

/**
 * Signs a checkpoint over every committed entry, and publishes it with its tiles below `folder.publicPath`. Before it signs it has
 * recomputed the tree from the last published checkpoint's own tiles and the entries that came after: what it signs continues
 * what it signed before, or nothing is signed. Killed at any moment, the next call goes on where it stopped.
 *
 * @param client a connection without an open transaction, of the owner or of `dossier_ingest`
 * @throws DossierError `integrity` when the database lacks or contradicts something that was signed, or a key is missing
 */
export async function publishCheckpoint(
  client: SqlClient,
  folder: LedgerFolder,
  options: SequencerOptions = {},
): Promise<Publication> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLockKey]);
    const publication = await sequence(client, folder, options);
    await client.query('commit');
    return publication;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function sequence(
  client: SqlClient,
  folder: LedgerFolder,
  options: SequencerOptions,
): Promise<Publication> {
  const published = readPublished(folder);
  const stored = await readStored(client);
  const signers = getSigners(folder, options, published !== undefined || stored !== undefined);
  const promised = [published, stored, readSince(options.since, folder, signers)].filter(
    (promise) => promise !== undefined,
  );
  const head = await readHead(client);
  for (const promise of promised) {
    if (promise.size > head.size)
      throw refuse(`the database has ${head.size} entries, and ${promise.size} were signed`, promise.where);
  }
  const checkpoint = { origin: getOrigin(signers), size: head.size, root: head.root };
  const start = published === undefined ? undefined : readTree(folder, published);
  for (const promise of promised) {
    if (start === undefined || promise.size >= start.size) continue;
    if (readRoot(folder, start.size, promise.size) !== promise.root)
      throw refuse(
        `what was signed over ${promise.size} entries is not the beginning of the published log`,
        promise.where,
      );
  }
  const root = await extend(client, new TileTree(start), head.size, { promised });
  if (root !== head.root) {
    throw refuse(
      `the database's own root over ${head.size} entries is not the one that the published entries and the new ones give`,
      published?.where ?? 'log_head',
    );
  }
  const note = signCheckpoint(checkpoint, signers);
  const isNew = note !== published?.note;
  if (isNew || start === undefined) {
    const tree = new TileTree(start);
    const full: string[] = [];
    const write = ({ path, bytes }: TileFile) => folder.keepPublic(path, bytes);
    await extend(client, tree, head.size, {
      write: (file) => {
        write(file);
        full.push(file.path);
      },
    });
    for (const file of tree.partials()) write(file);
    options.report?.('tiles');
    options.report?.('signed');
    // From here on readers hold it. The file goes first: what stands outside the database must never be behind what was given out.
    folder.writePublic('checkpoint', note);
    options.report?.('published');
    for (const path of full) folder.dropPartials(path);
  }
  // After the checkpoint: until then the last one must be readable with the keys that signed it.
  folder.keepPublic('keys.txt', Buffer.from(signers.map(({ vkey }) => `${vkey}\n`).join('')));
  await client.query(
    `insert into log_checkpoint (size, keys, root, note, signed_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [head.size, signers.map(({ id }) => id).join(','), head.root, note, new Date().toISOString()],
  );
  return { checkpoint, note, signers, isNew };
}

function readPublished(folder: LedgerFolder): (Promised & { note: string }) | undefined {
  const note = folder.readPublic('checkpoint')?.toString('utf8');
  if (note === undefined) return undefined;
  const where = `${folder.publicPath}/checkpoint`;
  const opened = openCheckpoint(note, [...folder.readSigners(), ...readPublicKeys(folder)]);
  if (!opened.ok) throw refuse(`the last published checkpoint cannot be trusted: ${opened.why}`, where);
  return { ...opened.checkpoint, where, note };
}

function readPublicKeys(folder: LedgerFolder): NoteVerifier[] {
  const lines = folder.readPublic('keys.txt')?.toString('utf8').split('\n') ?? [];
  return lines.map(parseVerifier).filter((key) => key !== undefined);
}

async function readStored(client: SqlClient): Promise<Promised | undefined> {
  const { rows } = await client.query<{ size: number; root: string }>(
    'select size::float8 as size, root from log_checkpoint order by size desc limit 1',
  );
  return rows[0] === undefined ? undefined : { ...rows[0], where: 'log_checkpoint' };
}

function readSince(
  note: string | undefined,
  folder: LedgerFolder,
  signers: readonly NoteSigner[],
): Promised | undefined {
  if (note === undefined) return undefined;
  const opened = openCheckpoint(note, [...signers, ...readPublicKeys(folder)]);
  if (!opened.ok) throw refuse(`the checkpoint that was given is not this log's: ${opened.why}`, '--since');
  return { ...opened.checkpoint, where: '--since' };
}

function getSigners(folder: LedgerFolder, options: SequencerOptions, hasSigned: boolean): NoteSigner[] {
  const signers = folder.readSigners();
  if (signers.length > 0) return signers;
  if (hasSigned && options.replaceLostKey !== true) {
    throw refuse('this log was signed before, and its key is missing', folder.keyFile);
  }
  const [earlier] = readPublicKeys(folder);
  const created = [createSigner(options.siteUrl, earlier?.name)];
  folder.writeSigners(created);
  return created;
}

function getOrigin([first]: readonly NoteSigner[]): string {
  if (first === undefined) throw new Error('a checkpoint has at least one signer');
  return first.name;
}

async function readHead(client: SqlClient): Promise<{ size: number; root: string }> {
  const { rows } = await client.query<{ size: number; root: string }>(
    'select size::float8 as size, root from log_head order by size desc limit 1',
  );
  return rows[0] ?? { size: 0, root: new Frontier().root().toString('hex') };
}

type Start = { size: number; partials: Buffer[][]; entries: string[] };

/** The published tree as its unfinished tiles, or undefined where they are damaged: then every entry is read again. */
function readTree(folder: LedgerFolder, published: Promised): Start | undefined {
  const { size } = published;
  try {
    const partials = new TileReader(size, (path) => folder.readPublic(path)).readPartials();
    const width = size % tileWidth;
    const bundle = folder.readPublic(toTilePath('entries', toPartialIndex(size, 0), width));
    const entries = width === 0 ? [] : splitBundle(bundle ?? Buffer.alloc(1));
    const leaves = entries?.map((entry) => leafHash(entry).toString('hex')).join();
    if (entries === undefined || leaves !== (partials[0] ?? []).map((hash) => hash.toString('hex')).join())
      return undefined;
    const root = new TileTree({ size, partials, entries }).frontier().root().toString('hex');
    return root === published.root ? { size, partials, entries } : undefined;
  } catch {
    return undefined;
  }
}

function readRoot(folder: LedgerFolder, size: number, at: number): string {
  if (at === 0) return new Frontier().root().toString('hex');
  return new TileReader(size, (path) => folder.readPublic(path)).rootAt(at).toString('hex');
}

/** Grows the tree by the entries of the database up to `size`; returns its root. Demands every promise on the way. */
async function extend(
  client: SqlClient,
  tree: TileTree,
  size: number,
  { promised = [], write }: { promised?: Promised[]; write?: (file: TileFile) => void },
): Promise<string> {
  const demand = () => {
    for (const promise of promised.filter((candidate) => candidate.size === tree.size)) {
      if (tree.frontier().root().toString('hex') !== promise.root)
        throw refuse(`the first ${promise.size} entries are not those that were signed`, promise.where);
    }
  };
  demand();
  while (tree.size < size) {
    const { rows } = await client.query<{ entry: string }>(
      'select entry from log_entry where index >= $1 and index < $2 order by index',
      [tree.size, Math.min(size, tree.size + page)],
    );
    if (rows.length === 0) throw refuse(`entry ${tree.size} is missing`, 'log_entry');
    for (const { entry } of rows) {
      for (const file of tree.push(entry, leafHash(entry))) write?.(file);
      demand();
    }
  }
  return tree.frontier().root().toString('hex');
}

function refuse(what: string, where: string): DossierError {
  return new DossierError('integrity', {
    what: `Nothing is signed: ${what}`,
    where,
    mend: 'docs/ledger.md, "When signing is refused", says what each case means and how to go on.',
  });
}
