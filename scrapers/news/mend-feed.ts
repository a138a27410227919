import { decodeText } from '#lib/captures/decode.ts';
import { DossierError } from '#lib/errors.ts';
import type { Repair } from './feed-schema.ts';

export interface MendedFeed {
  text: string;
  repairs: Repair[];
}

const junkBefore = 2_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Bytes of a feed to text that a parser takes, with what was done to it.
 *
 * @param mediaType as the server gave it
 * @throws DossierError `invalid_input` for an empty file, a web page, or a file that defines entities
 */
export function mendFeed(bytes: Uint8Array, mediaType: string): MendedFeed {
  const repairs = new Set<Repair>();
  const note = (repair: Repair, before: string, after: string) => {
    if (before !== after) repairs.add(repair);
    return after;
  };
  let text = decode(bytes, mediaType, repairs);
  text = note('control_characters', text, text.replace(control, ''));
  const start = text.search(/[<{]/);
  if (text.trim() === '' || start < 0 || start > junkBefore) {
    throw refuse(
      text.trim() === '' ? 'The file is empty' : 'The file is no feed',
      'Open the address in a browser; the feed may have moved.',
    );
  }
  text = note('text_before_document', text, text.slice(start));
  if (/^(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text)) {
    throw refuse('The address answers with a web page, not with a feed', toHint(text));
  }
  if (/<!ENTITY\b/i.test(text.slice(0, 100_000))) {
    throw refuse('The file defines entities, which no feed needs and attacks use', 'Leave this feed out.');
  }
  // Some generators forget the “<” of a CDATA mark, and the “>” that ends it.
  const closed = text.includes('![CDATA[')
    ? text.replace(/(?<!<)!\[CDATA\[/g, '<![CDATA[').replace(/\]\](?=<\/)/g, ']]>')
    : text;
  return { text: note('cdata_marks', text, closed), repairs: [...repairs] };
}

/** Bytes that are UTF-8 are read as such, whatever is declared: chance hardly writes whole words of another encoding that way. */
function decode(bytes: Uint8Array, mediaType: string, repairs: Set<Repair>): string {
  const wide = isWide(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  const declared = /charset/i.test(mediaType) ? mediaType : 'application/xml';
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (/[\u0080-\uffff]/.test(utf8) && readEncoding(bytes, declared) !== 'utf-8') repairs.add('encoding');
    return utf8;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const encoding = readEncoding(bytes, declared);
  if (encoding === undefined || encoding === 'utf-8') {
    // Neither UTF-8 nor anything that is named: most such files are Western European.
    repairs.add(encoding === undefined ? 'encoding' : 'undecodable_bytes');
    return new TextDecoder(encoding ?? 'windows-1252').decode(bytes);
  }
  const { text, lossy } = decodeText(bytes, { mediaType: declared });
  if (lossy) repairs.add('undecodable_bytes');
  return text;
}

/** The declared encoding; undefined where it is unknown or not to be read. */
function readEncoding(bytes: Uint8Array, mediaType: string): string | undefined {
  try {
    return decodeText(bytes.subarray(0, 4_096), { mediaType }).encoding;
  } catch (error) {
    if (error instanceof DossierError) return undefined;
    throw error;
  }
}

/** UTF-16, by its mark or by the zero beside the first letter. */
function isWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || ((a === 0x3c || a === 0x7b) && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && (b === 0x3c || b === 0x7b))) return 'utf-16be';
  return undefined;
}

/** The feed that the page itself names, if it does. */
function toHint(page: string): string {
  const named = [...page.slice(0, 200_000).matchAll(/<link\b[^<>]{0,500}>/gi)]
    .map(([tag]) => tag)
    .find((tag) => /type=["']?application\/(?:rss|atom|feed)\+(?:xml|json)/i.test(tag));
  const address = /href=["']?([^"'\s>]{1,500})/i.exec(named ?? '')?.[1];
  return address === undefined
    ? 'Look for the address of the feed on that page.'
    : `The page names this feed: ${address}`;
}

function refuse(what: string, mend: string): DossierError {
  return new DossierError('invalid_input', { what, mend });
}
