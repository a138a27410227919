import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import { type CapturedSource, writeCaptureWarc } from './capture-warc.ts';
import { type Extracted, type ExtractOptions, extractText, guessMediaType } from './extract.ts';
import { indexText, sha256 } from './indexed-text.ts';
import { normalizerVersion } from './normalize.ts';
import { type SafeGetOptions, safeGet } from './safe-get.ts';
import { sha256OfBytes, storeCapture } from './store.ts';
import { countWords } from './words.ts';

/** The block that a claims file holds of a capture (captureEntry in lib/claims/file-schema.ts), without id and verifiedOn. */
export type CaptureBlock = {
  capturedOn: string;
  method: 'file' | 'address';
  file?: string;
  mediaType: string;
  mediaSha256: string;
  byteLength: number;
  textSha256: string;
  textLength: number;
  wordCount: number;
  extractor: string;
  normalizer: string;
  httpStatus?: number;
};

export type CaptureOptions = ExtractOptions & {
  dataDir: string;
  /** ISO day. */
  today: string;
  /** The moment, for the WARC file. Default: now. */
  at?: Date;
  /** Where a saved file was found, for the WARC file. */
  address?: string;
  request: SafeGetOptions;
};

/**
 * Archives a file or an address: the bytes, their text and a WARC file go to the private store, and the hashes come back for the claims file.
 *
 * @throws DossierError for an address that must not be or cannot be fetched, a type that is not read, or text that cannot be
 * decoded without loss, because no quotation could be anchored on it
 */
export async function capture(source: string, options: CaptureOptions): Promise<CaptureBlock> {
  const fetched = /^[a-z][a-z0-9+.-]*:\/\//i.test(source)
    ? await fetchSource(source, options)
    : await readSource(source, options.address);
  const extracted = await extractText(fetched.bytes, fetched.mediaType, options);
  if (extracted.lossy) {
    throw new DossierError('invalid_input', {
      what: 'Some bytes do not fit the declared encoding, so no quotation can be anchored on this text',
      where: source,
      mend: 'Save the file again as UTF-8 from a program that shows it correctly.',
    });
  }
  return keepCapture(fetched, extracted, options);
}

/** Bytes that somebody holds already, with the address that they came from or the file that they were brought in. */
export type CapturedBytes = Pick<CapturedSource, 'bytes' | 'mediaType' | 'origin'>;

/** Puts bytes, text and WARC file into the private store. The text must have been decoded without loss. */
export async function keepCapture(
  fetched: CapturedBytes,
  { text, extractor }: Pick<Extracted, 'text' | 'extractor'>,
  options: Pick<CaptureOptions, 'dataDir' | 'today' | 'at'>,
): Promise<CaptureBlock> {
  storeCapture(options.dataDir, fetched.bytes, { extractor, text });
  const { origin } = fetched;
  await writeCaptureWarc(options.dataDir, {
    bytes: fetched.bytes,
    mediaType: fetched.mediaType,
    capturedOn: options.today,
    at: options.at ?? new Date(),
    text: { extractor, normalizer: normalizerVersion, content: text },
    origin,
  });
  return {
    capturedOn: options.today,
    ...(origin.method === 'file'
      ? { method: origin.method, file: origin.file }
      : { method: origin.method, httpStatus: origin.status }),
    mediaType: fetched.mediaType,
    mediaSha256: sha256OfBytes(fetched.bytes),
    byteLength: fetched.bytes.length,
    textSha256: sha256(text),
    textLength: indexText(text).raw.length,
    wordCount: countWords(text),
    extractor,
    normalizer: normalizerVersion,
  };
}

async function readSource(path: string, address: string | undefined): Promise<CapturedBytes> {
  const bytes = await readFile(path);
  const file = basename(path);
  return { bytes, mediaType: guessMediaType(file, bytes), origin: { method: 'file', file, address } };
}

async function fetchSource(address: string, options: CaptureOptions): Promise<CapturedBytes> {
  const response = await safeGet(address, options.request);
  if (response.status !== 200) {
    throw new DossierError('bad_request', {
      what: `The address answered with status ${response.status}`,
      where: response.url,
      mend: 'Open it in a browser; if it shows the source, save the page and capture the file.',
    });
  }
  return {
    bytes: response.bytes,
    mediaType: response.mediaType,
    origin: {
      method: 'address',
      address: response.url,
      status: response.status,
      headers: response.headers,
      ip: response.ip,
      redirects: response.redirects,
      userAgent: options.request.userAgent,
    },
  };
}
