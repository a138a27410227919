import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type Exchange,
  type Member,
  serializeMember,
  toExchangeMembers,
  toInfoMember,
} from '#lib/captures/warc-records.ts';
import { makeIncomingFolder } from './snapshots.ts';

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
  const records = toExchangeMembers(exchange);
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

async function writeMembers(path: string, members: readonly Member[]): Promise<void> {
  const bytes = async function* () {
    for (const member of members) yield* serializeMember(member);
  };
  await pipeline(Readable.from(bytes()), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
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
  return serializeMember(toInfoMember(filename, { software: folder.software, isPartOf: folder.datasetId }));
}
