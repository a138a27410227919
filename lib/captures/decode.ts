import { DossierError } from '#lib/errors.ts';

export type Decoded = {
  text: string;
  /** Label of the WHATWG encoding standard. */
  encoding: string;
  /** Some bytes did not fit the encoding: the text can be read, but no quotation may be anchored on it. */
  lossy: boolean;
};

export type DecodeHints = {
  /** `text/html; charset=…`, as the server or the file's name says. */
  mediaType?: string;
};

/**
 * Bytes to text in the order of the WHATWG standard: byte order mark, declared charset, `<meta charset>` in the first 1,024
 * bytes, XML declaration, then UTF-8. Decodes strictly first; a lossy second attempt is marked as such. The byte order mark is
 * not part of the text.
 */
export function decodeText(bytes: Uint8Array, hints: DecodeHints = {}): Decoded {
  const label = sniffEncoding(bytes, hints.mediaType ?? '');
  if (/^utf-?7$/i.test(label)) {
    throw new DossierError('invalid_input', {
      what: 'The text says that it is UTF-7, which is never read',
      mend: 'Save it as UTF-8.',
    });
  }
  const strict = newDecoder(label, true);
  try {
    return { text: strict.decode(bytes), encoding: strict.encoding, lossy: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: newDecoder(label, false).decode(bytes), encoding: strict.encoding, lossy: true };
  }
}

function newDecoder(label: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(label, { fatal });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DossierError('invalid_input', {
      what: `The declared encoding “${label}” is unknown`,
      mend: 'Save the text as UTF-8.',
      cause: error,
    });
  }
}

function sniffEncoding(bytes: Uint8Array, mediaType: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  const declared = /charset\s*=\s*"?([\w.:-]+)/i.exec(mediaType)?.[1];
  if (declared !== undefined) return declared;
  if (!/html|xml/i.test(mediaType)) return 'utf-8';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const meta = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  if (meta !== undefined) return /^utf-?16/i.test(meta) ? 'utf-8' : meta;
  return /^<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ?? 'utf-8';
}
