import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { type Field, readFields } from './osm-protobuf.ts';

const maxHeader = 64 * 1024;
/** Limit of the format for a blob, packed and unpacked (https://wiki.openstreetmap.org/wiki/PBF_Format). */
const maxBlob = 32 * 1024 * 1024;
const packings: Record<number, string> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4', 7: 'Zstandard' };

export interface PbfBlob {
  type: string;
  /** Byte of the file where its frame begins. */
  at: number;
  data: Buffer;
}

/**
 * The unpacked blobs of a .osm.pbf file in order. Both limits of the format hold before anything is allocated, and unpacking stops at the second one:
 * a kilobyte that unpacks to a gigabyte costs 32 MiB.
 *
 * @throws DossierError `invalid_input` with the byte position of the bad frame
 */
export async function* readPbfBlobs(path: string, where: string): AsyncGenerator<PbfBlob> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let at = 0;
    while (at < size) {
      const frame = await readFrame(file, at, size, where);
      yield { type: frame.type, at, data: unpack(frame.blob, at, where) };
      at = frame.end;
    }
    if (at === 0) throw refuse('The file is empty', where);
  } finally {
    await file.close();
  }
}

const refuse = (what: string, where: string, cause?: unknown) =>
  new DossierError('invalid_input', {
    what,
    where,
    mend: 'Fetch the extract again, or write it anew with: osmium cat <in> -o <out>.osm.pbf',
    cause,
  });

async function readFrame(file: FileHandle, at: number, size: number, where: string) {
  const read = async (length: number, from: number) => {
    if (from + length > size) throw refuse(`The file is cut off in the blob at byte ${at}`, where);
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, from);
    return bytes;
  };
  const headerSize = (await read(4, at)).readUInt32BE(0);
  if (headerSize === 0 || headerSize >= maxHeader) {
    throw refuse(
      `The blob header at byte ${at} has ${headerSize} bytes; fewer than ${maxHeader} are allowed`,
      where,
    );
  }
  const fields = readAll(await read(headerSize, at + 4), at, where);
  const dataSize = fields.find((field) => field.number === 3 && 'varint' in field);
  const length = dataSize && 'varint' in dataSize ? dataSize.varint : undefined;
  if (length === undefined || length >= maxBlob) {
    throw refuse(
      `The blob at byte ${at} has ${length ?? 'an unknown number of'} bytes; fewer than ${maxBlob} are allowed`,
      where,
    );
  }
  const type = fields.find((field) => field.number === 1 && 'bytes' in field);
  return {
    type: type && 'bytes' in type ? type.bytes.toString('latin1') : '',
    blob: await read(length, at + 4 + headerSize),
    end: at + 4 + headerSize + length,
  };
}

function readAll(message: Buffer, at: number, where: string): Field[] {
  try {
    return [...readFields(message)];
  } catch (error) {
    throw refuse(`The blob at byte ${at} is damaged`, where, error);
  }
}

function unpack(blob: Buffer, at: number, where: string): Buffer {
  const fields = readAll(blob, at, where);
  for (const field of fields) {
    if (!('bytes' in field)) continue;
    const { number, bytes } = field;
    if (number === 1) return bytes;
    if (number === 3) {
      try {
        return inflateSync(bytes, { maxOutputLength: maxBlob });
      } catch (error) {
        throw refuse(
          getErrorCode(error) === 'ERR_BUFFER_TOO_LARGE'
            ? `The blob at byte ${at} unpacks to more than ${maxBlob} bytes`
            : `The blob at byte ${at} cannot be unpacked`,
          where,
          error,
        );
      }
    }
    const packing = packings[number];
    if (packing)
      throw refuse(
        `The blob at byte ${at} is packed with ${packing}; this reader knows zlib and raw only`,
        where,
      );
  }
  throw refuse(`The blob at byte ${at} is empty`, where);
}
