import { DossierError } from '#lib/errors.ts';
import { decodeText } from './decode.ts';
import { htmlExtractor, pdfExtractor, textExtractor } from './extractor-versions.ts';
import { checkHtmlLimits } from './html-limits.ts';
import { runKillable } from './killable-child.ts';
import { readImage } from './read-image.ts';

export type Extracted = {
  /** What passages point into, by code points. */
  text: string;
  extractor: string;
  /** Bytes did not fit their encoding: quotations must not be anchored on this text. */
  lossy: boolean;
};

export type ExtractOptions = {
  /** Languages of a scanned document, as Tesseract names them: `eng`, `chi_sim+eng`. Default: eng. */
  ocrLanguages?: string;
  /** Folders where Tesseract is looked for. Default: those of the environment. */
  path?: string;
};

const memory = 512 * 1024 * 1024;
const htmlLimits = { timeout: 5_000, maxOutputBytes: 5_000_000, maxResidentBytes: memory };
const pdfLimits = { timeout: 20_000, maxOutputBytes: 5_000_000, maxResidentBytes: memory };

/**
 * Raw bytes to the text that is quoted: a text file as it is, the article of a web page, the text layer of a PDF, what Tesseract reads
 * on an image.
 *
 * @param mediaType with its charset, if the server gave one
 * @throws DossierError `invalid_input` for a type that holds no text or a file without any, `forbidden` beyond the limits
 */
export async function extractText(
  bytes: Uint8Array,
  mediaType: string,
  options: ExtractOptions = {},
): Promise<Extracted> {
  const extracted = await extract(bytes, mediaType, options);
  if (extracted.text.trim() !== '') return extracted;
  throw new DossierError('invalid_input', {
    what: 'The file holds no text',
    mend: 'A scanned document needs character recognition first; capture the resulting text file.',
  });
}

async function extract(bytes: Uint8Array, mediaType: string, options: ExtractOptions): Promise<Extracted> {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/pdf') {
    return {
      text: await runKillable('./extract-pdf.ts', bytes, pdfLimits),
      extractor: pdfExtractor,
      lossy: false,
    };
  }
  if (type === 'text/html' || type === 'application/xhtml+xml') {
    const { text: html, lossy } = decodeText(bytes, { mediaType });
    checkHtmlLimits(html);
    const text = await runKillable('./extract-html.ts', Buffer.from(html), htmlLimits);
    return { text, extractor: htmlExtractor, lossy };
  }
  if (type.startsWith('text/')) {
    const { text, lossy } = decodeText(bytes, { mediaType });
    return { text, extractor: textExtractor, lossy };
  }
  if (imageTypes.has(type)) return { ...(await readImage(bytes, options)), lossy: false };
  throw new DossierError('invalid_input', {
    what: `Files of the type ${type || 'unknown'} are not read`,
    mend: 'Capture text, HTML, PDF, or an image of a document (PNG, JPEG, TIFF, WebP).',
  });
}

const imageMarks: readonly [mediaType: string, firstBytes: RegExp][] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/tiff', /^(49492a00|4d4d002a)/],
  ['image/webp', /^52494646.{8}57454250/],
];
const imageTypes = new Set(imageMarks.map(([mediaType]) => mediaType));

/** By the file's first bytes, then by its name. */
export function guessMediaType(fileName: string, bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').trimStart();
  if (head.startsWith('%PDF-')) return 'application/pdf';
  const image = imageMarks.find(([, mark]) => mark.test(Buffer.from(bytes.subarray(0, 12)).toString('hex')));
  if (image !== undefined) return image[0];
  if (/\.(x?html?)$/i.test(fileName) || /^(<!doctype html|<html)/i.test(head)) return 'text/html';
  return 'text/plain';
}
