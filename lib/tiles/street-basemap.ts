import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  Compression,
  PMTiles,
  type RangeResponse,
  readVarint,
  SharedPromiseCache,
  type Source,
  TileType,
} from 'pmtiles';
import { z } from 'zod';
import type { TileAddress } from './tile-address.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
/** A directory or tile of more is not taken for one: the largest tile of a world of streets has about one megabyte. */
const maxPart = 32 * 2 ** 20;

const metadataSchema = z.looseObject({
  attribution: z.string().max(2000).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  vector_layers: z
    .array(z.looseObject({ id: z.string(), fields: z.record(z.string(), z.unknown()).optional() }))
    .optional()
    .catch(undefined),
});

/** What the archive says of itself. */
export type StreetDescription = {
  version: string;
  minzoom: number;
  maxzoom: number;
  /** [west, south, east, north] in degrees. */
  bounds: [number, number, number, number];
  /** As the archive words it, without markup; readers must see it. */
  attribution: string;
  vector_layers: { id: string; fields: Record<string, unknown> }[];
};

/**
 * The street-level base map of an operator: one PMTiles archive of vector tiles on this machine, read here so that
 * every map engine can show it. A file that cannot be used is reported in one line, once, and the map does without.
 */
export class StreetBasemap {
  #path: string;
  #report: (line: string) => void;
  #opened: Promise<Opened | null> | undefined;
  #told = false;

  constructor(path: string, report: (line: string) => void) {
    this.#path = path;
    this.#report = report;
  }

  /** Null when the file cannot be used. */
  async describe(): Promise<StreetDescription | null> {
    return (await this.#open())?.description ?? null;
  }

  /** The tile, gzip; null where the archive has none, or where it is damaged. */
  async getTile({ z: zoom, x, y }: TileAddress): Promise<Uint8Array | null> {
    const opened = await this.#open();
    if (opened === null) return null;
    try {
      const found = await opened.archive.getZxy(zoom, x, y);
      if (found === undefined || found.data.byteLength === 0) return null;
      return await toGzip(new Uint8Array(found.data));
    } catch (cause) {
      this.#tell(`tile ${zoom}/${x}/${y} cannot be read (${toReason(cause)})`);
      return null;
    }
  }

  async close(): Promise<void> {
    const opened = await this.#opened;
    await opened?.source.close();
  }

  #open(): Promise<Opened | null> {
    this.#opened ??= openArchive(this.#path).catch((cause: unknown) => {
      this.#tell(toReason(cause));
      return null;
    });
    return this.#opened;
  }

  #tell(reason: string): void {
    if (this.#told) return;
    this.#told = true;
    this.#report(
      `BASEMAP_PMTILES: ${this.#path}: ${reason}. The map uses Natural Earth where streets are missing.`,
    );
  }
}

type Opened = { archive: PMTiles; source: FileRanges; description: StreetDescription };

/** @throws Error with the reason when the file is no archive of vector tiles that can be read to the end */
async function openArchive(path: string): Promise<Opened> {
  const source = await FileRanges.open(path);
  try {
    const archive = new PMTiles(source, new SharedPromiseCache(100, true, unpackDirectory), unpack);
    const header = await archive.getHeader();
    if (header.specVersion !== 3)
      throw new Error(`it is PMTiles version ${header.specVersion}, and version 3 is needed`);
    if (header.tileType !== TileType.Mvt)
      throw new Error('its tiles are pictures, and vector tiles are needed');
    for (const compression of [header.internalCompression, header.tileCompression]) {
      if (compression !== Compression.None && compression !== Compression.Gzip)
        throw new Error('it is compressed with something other than gzip');
    }
    const end = header.tileDataOffset + (header.tileDataLength ?? 0);
    if (end > source.size) throw new Error(`it is cut off: ${source.size} bytes of ${end}`);
    const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
    if (minZoom > maxZoom || maxZoom > 22) throw new Error('its zoom levels make no sense');
    const metadata = metadataSchema.safeParse(await archive.getMetadata());
    if (!metadata.success) throw new Error('its metadata cannot be read');
    const { attribution = '', vector_layers: layers = [] } = metadata.data;
    return {
      archive,
      source,
      description: {
        version: await source.identify(),
        minzoom: minZoom,
        maxzoom: maxZoom,
        bounds: [minLon, minLat, maxLon, maxLat],
        attribution: toPlainText(attribution),
        vector_layers: layers.map(({ id, fields = {} }) => ({ id, fields })),
      },
    };
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

/** Byte ranges of a file, as the archive reader asks for them. */
class FileRanges implements Source {
  readonly size: number;
  #file: FileHandle;
  #modifiedMs: number;

  private constructor(file: FileHandle, size: number, modifiedMs: number) {
    this.#file = file;
    this.size = size;
    this.#modifiedMs = modifiedMs;
  }

  static async open(path: string): Promise<FileRanges> {
    const file = await open(path, 'r');
    const { size, mtimeMs } = await file.stat();
    return new FileRanges(file, size, mtimeMs);
  }

  getKey(): string {
    return 'street';
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || length > maxPart || offset > this.size)
      throw new Error('it points outside itself');
    const bytes = new Uint8Array(Math.min(length, this.size - offset));
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, offset);
    return { data: bytes.buffer.slice(0, bytesRead) };
  }

  /** Changes when the file does. */
  async identify(): Promise<string> {
    const head = await this.getBytes(0, 16_384);
    const hash = createHash('sha256').update(new Uint8Array(head.data));
    return hash.update(`${this.size} ${this.#modifiedMs}`).digest('hex').slice(0, 12);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function unpack(data: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return data;
  if (compression !== Compression.Gzip) throw new Error('it is compressed with something other than gzip');
  const bytes = await decompress(data, { maxOutputLength: maxPart });
  return Uint8Array.from(bytes).buffer;
}

/** The reader believes the number of entries that a directory states; four bytes an entry are the least. */
async function unpackDirectory(data: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  const directory = await unpack(data, compression);
  const entries = readVarint({ buf: new Uint8Array(directory), pos: 0 });
  if (!(entries * 4 <= directory.byteLength)) throw new Error('one of its directories is damaged');
  return directory;
}

async function toGzip(bytes: Uint8Array): Promise<Uint8Array> {
  return compress(bytes, { level: 1 });
}

/** Archives word their attribution as HTML; readers get the words. */
function toPlainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&copy;', '©')
    .replaceAll('&amp;', '&')
    .trim();
}

function toReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ('code' in cause && cause.code === 'ENOENT') return 'there is no such file';
  if (cause.message.startsWith('Wrong magic number')) return 'it is no PMTiles archive';
  return cause.message;
}
