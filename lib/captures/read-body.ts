import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { DossierError } from '#lib/errors.ts';

export type BodyLimits = { maxWireBytes: number; maxBytes: number };

/** Text shrinks to a tenth at best of an ordinary page; a hundredth is a bomb. Small bodies may do what they like. */
const maxRatio = 100;
const ratioFrom = 1_000_000;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/**
 * Reads and decompresses a response, counting both sides while it runs: no header is trusted about length.
 *
 * @param encoding of the Content-Encoding header; more than one is refused
 * @throws DossierError `forbidden` beyond a limit
 */
export async function readBody(body: Readable, encoding: string, limits: BodyLimits): Promise<Uint8Array> {
  const decoder = findDecoder(encoding);
  let wire = 0;
  let size = 0;
  const chunks: Buffer[] = [];
  const countWire = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      wire += chunk.length;
      if (wire > limits.maxWireBytes) throw tooMuch(`more than ${limits.maxWireBytes} bytes`);
      yield chunk;
    }
  };
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limits.maxBytes) throw tooMuch(`more than ${limits.maxBytes} bytes after decompression`);
      if (size > ratioFrom && size > wire * maxRatio)
        throw tooMuch(`more than ${maxRatio} times its compressed size`);
      chunks.push(chunk);
    }
  };
  if (decoder === undefined) await pipeline(body, countWire, collect);
  else await pipeline(body, countWire, decoder(), collect);
  return Buffer.concat(chunks);
}

function findDecoder(encoding: string): (() => Transform) | undefined {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const [name] = names;
  if (name === undefined) return undefined;
  const decoder = decoders[name];
  if (names.length > 1 || decoder === undefined)
    throw tooMuch(`encoded as ${encoding}, which is not decoded`);
  return decoder;
}

function tooMuch(what: string): DossierError {
  return new DossierError('forbidden', {
    what: `The answer is refused: it is ${what}`,
    mend: 'Download it by hand, look at it, and capture the file.',
  });
}
