import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BaseSerializerBuffer, WARC_1_1, WARCRecord, WARCSerializer } from 'warcio';
import { makeIncomingFolder } from './snapshots.ts';

/** One request and its answer, as they may be kept: no keys in addresses, headers or fields. */
export interface Exchange {
  url: string;
  at: Date;
  ip?: string | undefined;
  request: { method: string; headers: Readonly<Record<string, string>>; body?: string | undefined };
  response: { status: number; headers: Readonly<Record<string, string>> };
  /** File with the body after transfer and content decoding. */
  path: string;
  sha256: string;
  /** An earlier record with the same body: then only the headers are written. */
  earlier?: { url: string; at: Date } | undefined;
}

/** Runs `work` while nobody else appends to `name`. */
export type AppendLock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export interface WarcFolder {
  dataDir: string;
  datasetId: string;
  software: string;
  lock: AppendLock;
  /** Bytes at which the next file begins. Default 1 GB. */
  rollAt?: number;
}

/**
 * Appends an exchange to the WARC 1.1 file of the dataset and month (ISO 28500), one gzip member a record. What a crash left behind
 * the last whole exchange is cut first.
 *
 * @returns file name and id of the answer's record, joined by "#"
 */
export async function appendExchange(folder: WarcFolder, exchange: Exchange): Promise<string> {
  const path = join(folder.dataDir, 'warc');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const records = toRecords(exchange);
  const staged = join(makeIncomingFolder(folder.dataDir), `${randomUUID()}.warc.partial`);
  const series = `${folder.datasetId}-${exchange.at.toISOString().slice(0, 7)}`;
  try {
    await writeMembers(staged, records.members);
    const name = await folder.lock(series, () => appendFile(folder, path, series, staged));
    return `${name}#${records.id}`;
  } finally {
    await rm(staged, { force: true });
  }
}

interface Member {
  record: WARCRecord;
  /** File with the payload, which is then not held in memory. */
  path?: string;
}

function toRecords(exchange: Exchange): { id: string; members: Member[] } {
  const { url, response, request, earlier } = exchange;
  const date = exchange.at.toISOString();
  const target = {
    url,
    date,
    warcVersion: WARC_1_1,
    warcHeaders: { ...(exchange.ip !== undefined && { 'WARC-IP-Address': exchange.ip }) },
  } as const;
  const answer = WARCRecord.create(
    {
      ...target,
      warcHeaders: { ...target.warcHeaders, 'WARC-Payload-Digest': `sha256:${exchange.sha256}` },
      type: earlier === undefined ? 'response' : 'revisit',
      ...(earlier !== undefined && { refersToUrl: earlier.url, refersToDate: earlier.at.toISOString() }),
      statusline: `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`.trimEnd(),
      httpHeaders: toKeptHeaders(response.headers, statSync(exchange.path).size),
    },
    earlier === undefined ? readLater(exchange.path) : undefined,
  );
  const id = answer.warcHeader('WARC-Record-ID') ?? '';
  const { pathname, search } = new URL(url);
  const body = new TextEncoder().encode(request.body ?? '');
  const question = WARCRecord.create(
    {
      ...target,
      warcHeaders: { ...target.warcHeaders, 'WARC-Concurrent-To': id },
      type: 'request',
      statusline: `${request.method} ${pathname}${search} HTTP/1.1`,
      httpHeaders: { host: new URL(url).host, ...toPlainHeaders(request.headers) },
    },
    [body],
  );
  const payload = earlier === undefined ? { path: exchange.path } : {};
  return { id: id.replace(/^<|>$/g, ''), members: [{ record: answer, ...payload }, { record: question }] };
}

/**
 * The body is kept decoded: headers that would have a reader decode it again are renamed, and the length is that of the kept bytes. It also
 * makes sure that there is a header at all; the library reads a block without any as if the body were its headers.
 */
function toKeptHeaders(headers: Readonly<Record<string, string>>, bytes: number): Record<string, string> {
  const renamed = new Set(['content-encoding', 'content-length', 'transfer-encoding']);
  const kept = Object.entries(toPlainHeaders(headers)).map(([name, value]) => [
    renamed.has(name) ? `x-archive-orig-${name}` : name,
    value,
  ]);
  return { ...Object.fromEntries(kept), 'content-length': String(bytes) };
}

/** The library takes three commas for several values, and a line break would begin another header. */
function toPlainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace(/[\r\n]+/g, ' ').replace(/,(?=,)/g, ', '),
    ]),
  );
}

/** Lets the library read a payload twice (digest, output) from its file instead of from memory. */
class FilePayload extends BaseSerializerBuffer {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override write(): void {}

  override readAll(): AsyncIterable<Uint8Array> {
    return createReadStream(this.#path);
  }

  override purge(): void {}
}

async function writeMembers(path: string, members: readonly Member[]): Promise<void> {
  const bytes = async function* () {
    for (const member of members) yield* serialize(member);
  };
  await pipeline(Readable.from(bytes()), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
}

function serialize({ record, path }: Member): AsyncIterable<Uint8Array> {
  const payload = path === undefined ? undefined : new FilePayload(path);
  return new WARCSerializer(record, { gzip: true }, payload);
}

/** A file that is opened when the first byte is wanted. */
async function* readLater(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

async function appendFile(folder: WarcFolder, path: string, series: string, staged: string): Promise<string> {
  const name = await findOpenFile(folder, path, series);
  const file = join(path, name);
  const end = await cutTornTail(file);
  if (end === 0) {
    await markEnd(file, 0);
    await append(file, toInfo(folder, name));
  }
  await append(file, createReadStream(staged));
  await markEnd(file, await flush(file));
  return name;
}

/** The last file of the series with room, whose end is known; else the next number. */
async function findOpenFile(folder: WarcFolder, path: string, series: string): Promise<string> {
  const { rollAt = 1_000_000_000 } = folder;
  for (let number = 1; ; number += 1) {
    const name = `${series}-${String(number).padStart(3, '0')}.warc.gz`;
    const next = `${series}-${String(number + 1).padStart(3, '0')}.warc.gz`;
    const file = join(path, name);
    if (existsSync(join(path, next))) continue;
    if (!existsSync(file)) return name;
    const end = await readEnd(file);
    const { size } = statSync(file);
    // Shorter than it was: something else wrote here. What is left stays as it is.
    if (end !== undefined && size >= end && end < rollAt) return name;
  }
}

/** Bytes up to the end of the last whole exchange. @returns 0 for a new file */
async function cutTornTail(file: string): Promise<number> {
  const end = (await readEnd(file)) ?? 0;
  if (existsSync(file) && statSync(file).size > end) await truncate(file, end);
  return end;
}

async function readEnd(file: string): Promise<number | undefined> {
  if (!existsSync(`${file}.end`)) return undefined;
  const end = Number(await readFile(`${file}.end`, 'utf8'));
  return Number.isSafeInteger(end) && end >= 0 ? end : undefined;
}

/** Beside the file: up to here it holds whole exchanges. Written only after those bytes are on the disk. */
async function markEnd(file: string, end: number): Promise<void> {
  await writeFile(`${file}.end.partial`, String(end), { mode: 0o600, flush: true });
  await rename(`${file}.end.partial`, `${file}.end`);
}

/** Has the disk hold all bytes of a file. @returns how many those are */
async function flush(file: string): Promise<number> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function append(file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(bytes, createWriteStream(file, { flags: 'a', mode: 0o600 }));
}

function toInfo(folder: WarcFolder, filename: string): AsyncIterable<Uint8Array> {
  const record = WARCRecord.createWARCInfo(
    { filename, warcVersion: WARC_1_1 },
    {
      software: folder.software,
      format: 'WARC File Format 1.1',
      isPartOf: folder.datasetId,
    },
  );
  return new WARCSerializer(record, { gzip: true });
}
