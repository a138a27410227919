import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeText } from '#lib/captures/decode.ts';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { refuseForeignContent } from './recognize.ts';

/** Bytes that one list may have, unpacked: a hundred times the largest that was seen. It is held in memory as a whole. */
const largestList = 100_000_000;

/**
 * Text of a kept file: unpacked when its name ends in .gz, looked at for what it is not, and decoded in the order of the WHATWG
 * standard (byte order mark, declared encoding, UTF-8).
 *
 * @throws DossierError `invalid_input` for foreign content, for a bomb, and for bytes that do not fit the encoding
 */
export function readText(
  file: { path: string; name: string },
  { encoding, maxBytes = largestList }: { encoding?: string | undefined; maxBytes?: number } = {},
): string {
  const where = file.name;
  const packed = readFileSync(file.path);
  if (packed.length > maxBytes) throw refuseSize(where, maxBytes);
  const bytes = /\.gz$/i.test(file.name) ? unpack(packed, where, maxBytes) : packed;
  refuseForeignContent(bytes, where);
  const {
    text,
    lossy,
    encoding: used,
  } = decodeText(bytes, {
    ...(encoding === undefined ? {} : { mediaType: `text/plain; charset=${encoding}` }),
  });
  if (lossy) {
    throw new DossierError('invalid_input', {
      what: `Some bytes are not valid ${used.toUpperCase()}`,
      where,
      mend: 'Find out how the publisher encodes the file and declare it as `encoding`, for example windows-1252.',
    });
  }
  if (text.includes('\0')) {
    throw new DossierError('invalid_input', {
      what: 'The text holds NUL characters: it is cut, binary, or UTF-16 without a byte order mark',
      where,
      mend: 'Declare the `encoding` (utf-16le, utf-16be), or save the file as UTF-8.',
    });
  }
  return text;
}

function unpack(bytes: Uint8Array, where: string, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (getErrorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw refuseSize(where, maxBytes);
    throw new DossierError('invalid_input', {
      what: 'The name ends in .gz, but the bytes are not gzip or are cut off',
      where,
      mend: 'Fetch the file again.',
      cause: error,
    });
  }
}

const refuseSize = (where: string, maxBytes: number) =>
  new DossierError('invalid_input', {
    what: `Unpacked, the file has more than ${Math.round(maxBytes / 1e6)} MB`,
    where,
    mend: 'Look at it by hand: no list of cameras is that large.',
  });
