import { existsSync } from 'node:fs';
import type { Pool } from 'pg';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { type FetchRow, findLastFetch, recordFetch, toSnapshotPath } from '../snapshots.ts';
import type { Snapshot } from '../source.ts';
import { appendExchange, type WarcFolder } from '../warc.ts';
import type { Ask, Received } from './polite-request.ts';
import { stripSecretFields, stripSecretHeaders, stripSecrets } from './secrets.ts';

export interface ArchiveOptions {
  pool: Pool;
  dataDir: string;
  datasetId: string;
  userAgent: string;
  warcRollAt?: number | undefined;
}

/** What was asked, with the address as it may be kept. */
export interface Asked {
  ask: Pick<Ask, 'method' | 'headers' | 'form'>;
  unitKey: string;
  url: string;
}

/** Keeps the bytes of answers: by their hash, in a WARC file, and as a row. In this order, so that a row never points at nothing. */
export class AnswerArchive {
  readonly #options: ArchiveOptions;
  readonly #warc: WarcFolder;

  constructor(options: ArchiveOptions) {
    const { pool, dataDir, datasetId, userAgent, warcRollAt } = options;
    this.#options = options;
    this.#warc = {
      dataDir,
      datasetId,
      software: userAgent,
      lock: (name, work) =>
        withTransaction(pool, async (client) => {
          await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`warc:${name}`]);
          return work();
        }),
      ...(warcRollAt !== undefined && { rollAt: warcRollAt }),
    };
  }

  /**
   * Keeps an answer's bytes.
   *
   * @param same the earlier answer with the same bytes
   */
  async keep(received: Received, asked: Asked, at: Date, same?: FetchRow): Promise<Kept> {
    const snapshot = await toSnapshot(received, at);
    const { form, headers, method } = asked.ask;
    const warc = await appendExchange(this.#warc, {
      url: snapshot.url,
      at,
      ip: received.ip,
      request: {
        method,
        headers: stripSecretHeaders({ ...headers, 'user-agent': this.#options.userAgent }),
        body: form === undefined ? undefined : new URLSearchParams(stripSecretFields(form)).toString(),
      },
      response: { status: received.status, headers: stripSecretHeaders(received.headers) },
      path: snapshot.path,
      sha256: snapshot.sha256,
      earlier: findRecord(same),
    });
    return { snapshot, warc };
  }

  /** Adds the row of an answer that was kept. */
  async record(received: Received, asked: Asked, { snapshot, warc }: Kept): Promise<void> {
    await recordFetch(this.#options.pool, {
      datasetId: this.#options.datasetId,
      unitKey: asked.unitKey,
      method: 'network',
      url: asked.url,
      finalUrl: snapshot.url,
      status: received.status,
      etag: received.headers.etag,
      lastModified: received.headers['last-modified'],
      mediaType: snapshot.mediaType,
      sha256: snapshot.sha256,
      bytes: snapshot.bytes,
      warc,
      fetchedAt: new Date(snapshot.fetchedAt),
    });
  }

  /** Adds the row of a 304: the bytes of `previous` were the source's at this moment too. */
  async confirm(received: Received, previous: FetchRow, at: Date): Promise<void> {
    const { headers, status } = received;
    await received.staged.discard();
    await recordFetch(this.#options.pool, {
      ...previous,
      status,
      etag: headers.etag ?? previous.etag,
      lastModified: headers['last-modified'] ?? previous.lastModified,
      fetchedAt: at,
    });
  }

  /** The last answer to a unit whose bytes are on this machine. */
  async findHeld(
    unitKey: string,
    statuses: 'good' | 'any' = 'good',
  ): Promise<(FetchRow & { path: string }) | undefined> {
    const { pool, datasetId, dataDir } = this.#options;
    const last = await findLastFetch(pool, datasetId, unitKey, statuses);
    if (last === undefined) return undefined;
    const path = toSnapshotPath(dataDir, last.sha256);
    return existsSync(path) ? { ...last, path } : undefined;
  }
}

export interface Kept {
  snapshot: Snapshot & { url: string };
  warc: string;
}

/** Where the earlier answer stands in a WARC file; a page that a person saved stands in none. */
function findRecord(same: FetchRow | undefined): { url: string; at: Date } | undefined {
  if (same?.warc === undefined || same.finalUrl === undefined) return undefined;
  return { url: same.finalUrl, at: same.fetchedAt };
}

async function toSnapshot(received: Received, at: Date): Promise<Snapshot & { url: string }> {
  const { staged, url, headers } = received;
  return {
    sha256: staged.sha256,
    bytes: staged.bytes,
    path: await staged.keep(),
    mediaType: headers['content-type'] ?? 'application/octet-stream',
    name: url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname,
    url: stripSecrets(url.href),
    fetchedAt: at.toISOString(),
  };
}
