import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { DossierError } from '#lib/errors.ts';

export type BodyLimits = {
  /** Bytes on the wire, and after decompression. */
  maxWireBytes: number;
  maxBytes: number;
  /** Decompressed by wire bytes, from the first megabyte on. Default 100. */
  maxRatio?: number;
  /** What becomes of a body beyond `maxBytes`: refused, or cut there as if it ended. Default: refused. */
  beyond?: 'refuse' | 'cut';
};

/** Text shrinks to a tenth at best of an ordinary page; a hundredth is a bomb. Small bodies may do what they like. */
const defaultRatio = 100;
const ratioFrom = 1_000_000;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/** Takes a decoded body piece by piece: into memory, or into a file. */
export type BodySink<T> = (body: AsyncIterable<Buffer>) => Promise<T>;

/** A sink that keeps the body in memory. */
export const toMemory: BodySink<Uint8Array> = async (body) => {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/**
 * Decompresses a response into a sink, counting both sides while it runs: no header is trusted about length.
 *
 * @param encoding of the Content-Encoding header; more than one is refused
 * @throws DossierError `forbidden` beyond a limit
 */
export async function readBody<T>(
  body: Readable,
  encoding: string,
  limits: BodyLimits,
  sink: BodySink<T>,
): Promise<T> {
  const decoder = findDecoder(encoding);
  const { maxRatio = defaultRatio, beyond = 'refuse' } = limits;
  let wire = 0;
  let size = 0;
  let isCut = false;
  let refusal: DossierError | undefined;
  const refuse = (what: string): DossierError => {
    refusal = tooMuch(what);
    return refusal;
  };
  const countWire = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      wire += chunk.length;
      if (wire > limits.maxWireBytes) throw refuse(`more than ${limits.maxWireBytes} bytes`);
      yield chunk;
    }
  };
  const countDecoded = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limits.maxBytes && beyond === 'cut') {
        isCut = true;
        yield chunk.subarray(0, chunk.length - (size - limits.maxBytes));
        return;
      }
      if (size > limits.maxBytes) throw refuse(`more than ${limits.maxBytes} bytes after decompression`);
      if (size > ratioFrom && size > wire * maxRatio)
        throw refuse(`more than ${maxRatio} times its compressed size`);
      yield chunk;
    }
  };
  let kept: Promise<T> | undefined;
  const keep = async (source: AsyncIterable<Buffer>) => {
    kept = sink(countDecoded(source));
    await kept;
  };
  try {
    if (decoder === undefined) await pipeline(body, countWire, keep);
    else await pipeline(body, countWire, decoder(), keep);
  } catch (error) {
    // The streams fail as soon as one of them does; the sink may still be cleaning up, and may know the reason better.
    const [outcome] = await Promise.allSettled([kept]);
    if (refusal !== undefined) throw refusal;
    if (outcome.status === 'rejected') throw outcome.reason;
    // A body that was cut on purpose ends before its stream does.
    if (!isCut) throw error;
  }
  if (kept === undefined) throw new Error('A body ended without having been kept');
  return kept;
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
