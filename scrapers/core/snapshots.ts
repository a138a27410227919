import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Snapshot } from './source.ts';

/** Where bytes with this hash lie. Private: readable by the owner alone. */
export function toSnapshotPath(dataDir: string, sha256: string): string {
  return join(dataDir, 'snapshots', sha256.slice(0, 2), sha256);
}

/** Bytes that were written but not kept yet. Exactly one of `keep` and `discard` ends them. */
export interface StagedBytes {
  sha256: string;
  bytes: number;
  /** The first 64 KiB at most. */
  head: Uint8Array;
  /** Puts the bytes under their hash. @returns the path */
  keep: () => Promise<string>;
  discard: () => Promise<void>;
}

const headBytes = 65_536;

/**
 * Writes a body of any length under a passing name and hashes it. Only `keep` gives it its place, so that a crash or a full disk never
 * leaves half a file under a hash.
 *
 * @param onBytes called with the count so far
 */
export async function stageBytes(
  dataDir: string,
  body: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void = () => {},
): Promise<StagedBytes> {
  const partial = join(makeIncomingFolder(dataDir), `${randomUUID()}.partial`);
  const discard = () => rm(partial, { force: true });
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let bytes = 0;
  const file = await open(partial, 'wx', 0o600);
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      if (bytes < headBytes) head.push(Buffer.from(chunk.subarray(0, headBytes - bytes)));
      await file.writeFile(chunk);
      bytes += chunk.length;
      onBytes(bytes);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await discard();
    throw error;
  }
  await file.close();
  const sha256 = hash.digest('hex');
  return {
    sha256,
    bytes,
    head: Buffer.concat(head),
    discard,
    keep: async () => {
      const path = toSnapshotPath(dataDir, sha256);
      if (existsSync(path)) await discard();
      else {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        await rename(partial, path);
      }
      return path;
    },
  };
}

/** Keeps a copy of a saved file, which a person may change or delete later. `name` is what the file is called in its plan. */
export async function storeFile(file: { dataDir: string; path: string; name: string }): Promise<Snapshot> {
  const { mtime } = statSync(file.path);
  const snapshot = {
    mediaType: 'application/octet-stream',
    name: basename(file.name),
    fetchedAt: mtime.toISOString(),
  };
  const known = await hashFile(file.path);
  const held = toSnapshotPath(file.dataDir, known.sha256);
  if (existsSync(held)) return { ...known, path: held, ...snapshot };
  const staged = await stageBytes(file.dataDir, createReadStream(file.path));
  return { sha256: staged.sha256, bytes: staged.bytes, path: await staged.keep(), ...snapshot };
}

async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Removes what dead processes left half-written: anything untouched for a day, longer than any download may take. */
export async function removeStalePartials(dataDir: string, now: Date): Promise<void> {
  const folder = makeIncomingFolder(dataDir);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime();
    if (now.getTime() - touched > 86_400_000) await rm(path, { force: true });
  }
}

/** Where bytes lie until they have their place. */
export function makeIncomingFolder(dataDir: string): string {
  const folder = join(dataDir, 'snapshots', 'incoming');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

const fetchRow = z.object({
  datasetId: z.string(),
  unitKey: z.string(),
  method: z.enum(['network', 'file', 'manual']),
  /** Addresses hold no keys. */
  url: optionalText,
  finalUrl: optionalText,
  status: z
    .int()
    .nullish()
    .transform((status) => status ?? undefined),
  etag: optionalText,
  lastModified: optionalText,
  mediaType: z.string(),
  sha256: z.string(),
  /** Postgres gives a bigint as text. */
  bytes: z.coerce.number(),
  /** WARC file and record id, joined by "#". */
  warc: optionalText,
  fetchedAt: z.date(),
});

/** A row of `snapshot_fetch`: which bytes came from where and when. */
export type FetchRow = z.infer<typeof fetchRow>;

/** Adds a row. @returns its id */
export async function recordFetch(pool: Pool, row: z.input<typeof fetchRow>): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into snapshot_fetch (id, dataset_id, unit_key, method, url, final_url, status, etag, last_modified,
                                 media_type, sha256, bytes, warc, fetched_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      row.datasetId,
      row.unitKey,
      row.method,
      row.url,
      row.finalUrl,
      row.status,
      row.etag,
      row.lastModified,
      row.mediaType,
      row.sha256,
      row.bytes,
      row.warc,
      row.fetchedAt,
    ],
  );
  return id;
}

/** The last answer to a unit that counts: a 200, or a 304 that confirmed one, unless other statuses are wanted too. */
export async function findLastFetch(
  pool: Pool,
  datasetId: string,
  unitKey: string,
  statuses: 'good' | 'any' = 'good',
): Promise<FetchRow | undefined> {
  const { rows } = await pool.query(
    `select dataset_id as "datasetId", unit_key as "unitKey", method, url, final_url as "finalUrl", status, etag,
            last_modified as "lastModified", media_type as "mediaType", sha256, bytes, warc, fetched_at as "fetchedAt"
       from snapshot_fetch
      where dataset_id = $1 and unit_key = $2 and ($3 = 'any' or method <> 'network' or status in (200, 304))
      order by fetched_at desc limit 1`,
    [datasetId, unitKey, statuses],
  );
  return rows[0] === undefined ? undefined : fetchRow.parse(rows[0]);
}
