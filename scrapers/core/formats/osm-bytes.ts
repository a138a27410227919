import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DossierError } from '#lib/errors.ts';

/** A day of changes of the whole planet unzips to about 1.5 GB. */
const defaultMaxBytes = 4_000_000_000;
/** Text of maps zips to a tenth; what unzips to more than this many times its size is made to do harm. */
const maxRatio = 200;
const ratioFrom = 20_000_000;

/**
 * Bytes of a file, unzipped when they begin like gzip, whatever the file's name says. Memory stays at a few chunks.
 *
 * @throws DossierError `invalid_input` when the file is cut off or unzips to more than allowed
 */
export async function* readBytes(
  path: string,
  where: string,
  maxBytes = defaultMaxBytes,
): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const zipped = await startsLikeGzip(path);
  const stream = zipped ? file.pipe(createGunzip()) : file;
  // An error of the file does not travel through the pipe.
  if (zipped) file.on('error', (error) => stream.destroy(error));
  let given = 0;
  try {
    for await (const chunk of stream) {
      given += chunk.length;
      if (given > maxBytes || (given > ratioFrom && given > file.bytesRead * maxRatio)) {
        throw new DossierError('invalid_input', {
          what: `The file unzips to more than ${given > maxBytes ? `${maxBytes} bytes` : `${maxRatio} times its size`}`,
          where,
          mend: 'Look at it by hand; no map file is like that.',
        });
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof DossierError || !zipped) throw error;
    throw new DossierError('invalid_input', {
      what: 'The gzip data are damaged or cut off',
      where,
      mend: 'Fetch the file again.',
      cause: error,
    });
  } finally {
    file.destroy();
  }
}

async function startsLikeGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) return chunk[0] === 0x1f && chunk[1] === 0x8b;
  return false;
}

/**
 * The same bytes as text.
 *
 * @throws DossierError `invalid_input` when they are not UTF-8: a decoder that guesses would change tags and with them keys
 */
export async function* readText(path: string, where: string, maxBytes?: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Buffer) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      throw new DossierError('invalid_input', {
        what: 'The text is not UTF-8',
        where,
        mend: 'Fetch the file again; OpenStreetMap data are UTF-8 only.',
        cause: error,
      });
    }
  };
  for await (const bytes of readBytes(path, where, maxBytes)) yield decode(bytes);
  yield decode();
}
