import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Reply, toTextReply } from '#lib/site/reply.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { TileReader } from './proofs.ts';
import { findNewestEntry } from './queries.ts';
import { toProofText } from './tlog-proof.ts';

const compress = promisify(gzip);
const oneYear = 'public, max-age=31536000, immutable';
const fewSeconds = 'public, max-age=5';
const tilePath =
  /^\/log\/(tile\/(?:\d|[1-5]\d|6[0-3]|entries)\/(?:x\d{3}\/){0,5}\d{3}(?:\.p\/(?:[1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))?)$/;
const proofPath = /^\/log\/proof\/([a-z]{1,40})\/(.{1,300})\.tlog-proof$/;
const consistencyPath = /^\/log\/consistency\/([1-9]\d{0,15})$/;

/**
 * Answers what programs read of the ledger: /log/checkpoint, /log/keys.txt, /log/tile/** (the files that the sequencer
 * published, as they are), /log/proof/<kind>/<id>.tlog-proof and /log/consistency/<size>.
 */
export class LedgerRoutes {
  readonly #client: SqlClient;
  readonly #folder: LedgerFolder;

  constructor(client: SqlClient, folder: LedgerFolder) {
    this.#client = client;
    this.#folder = folder;
  }

  /** True for the paths that belong here; the page /log does not. */
  owns(path: string): boolean {
    return /^\/log\/(checkpoint$|keys\.txt$|tile\/|proof\/|consistency\/)/.test(path);
  }

  /** @param path decoded path without query */
  async get(path: string): Promise<Reply> {
    if (path === '/log/checkpoint' || path === '/log/keys.txt')
      return this.#getText(path.slice('/log/'.length));
    const tile = tilePath.exec(path)?.[1];
    if (tile !== undefined) return this.#getTile(tile);
    const [, kind, id] = proofPath.exec(path) ?? [];
    if (kind !== undefined && id !== undefined) return this.#getProof(kind, id);
    const older = consistencyPath.exec(path)?.[1];
    if (older !== undefined) return this.#getConsistency(Number(older));
    return toTextReply(404, 'The log has nothing at this address.');
  }

  #getText(name: string): Reply {
    const body = this.#folder.readPublic(name);
    if (body === undefined) return toTextReply(404, 'This installation has signed no checkpoint yet.');
    return toText(body);
  }

  async #getTile(path: string): Promise<Reply> {
    const body = this.#folder.readPublic(path);
    if (body === undefined) return toTextReply(404, 'There is no such tile (yet).');
    const headers = { 'content-type': 'application/octet-stream', 'cache-control': oneYear };
    // Hashes do not compress; entries do.
    return path.startsWith('tile/entries/')
      ? { status: 200, headers, body, gzip: await compress(body) }
      : { status: 200, headers, body };
  }

  async #getProof(kind: string, id: string): Promise<Reply> {
    const newest = await findNewestEntry(kind, id, this.#client);
    if (newest === undefined) return toTextReply(404, 'The log holds no such record.');
    const signed = this.#readCheckpoint();
    if (signed === undefined || newest.index >= signed.size)
      return toTextReply(
        404,
        'The newest change of this record is not under a signed checkpoint yet. Ask again in a minute.',
      );
    const { index, entry, content, salt } = newest;
    const text = toProofText({
      index,
      entry,
      ...(content === null || salt === null ? {} : { content, salt }),
      proof: signed.reader.inclusionProof(index),
      checkpoint: signed.note,
    });
    const reply = toText(Buffer.from(text, 'utf8'));
    const name = `${id.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.tlog-proof`;
    return {
      ...reply,
      headers: { ...reply.headers, 'content-disposition': `attachment; filename="${name}"` },
    };
  }

  /** The body of a C2SP witness request: the way from an older size to the current checkpoint. */
  #getConsistency(oldSize: number): Reply {
    const signed = this.#readCheckpoint();
    if (signed === undefined || oldSize > signed.size)
      return toTextReply(404, 'No signed checkpoint has that many entries.');
    const lines = signed.reader.consistencyProof(oldSize).map((hash) => `${hash.toString('base64')}\n`);
    return toText(Buffer.from(`old ${oldSize}\n${lines.join('')}\n${signed.note}`, 'utf8'));
  }

  #readCheckpoint(): { size: number; note: string; reader: TileReader } | undefined {
    const note = this.#folder.readPublic('checkpoint')?.toString('utf8');
    if (note === undefined) return undefined;
    const size = Number(note.split('\n')[1]);
    return { size, note, reader: new TileReader(size, (path) => this.#folder.readPublic(path)) };
  }
}

function toText(body: Buffer): Reply {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': fewSeconds };
  return { status: 200, headers, body };
}
