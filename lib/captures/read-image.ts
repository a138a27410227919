import { DossierError, getErrorCode } from '#lib/errors.ts';
import type { ExtractOptions } from './extract.ts';
import { runLimited } from './killable-child.ts';

const limits = { timeout: 120_000, maxOutputBytes: 5_000_000, maxResidentBytes: 1024 * 1024 * 1024 };

/**
 * The text on an image of a document, as Tesseract reads it. Another version or language reads differently, so both are part of
 * the extractor's name; the text is frozen beside the image.
 *
 * @throws DossierError `environment` where Tesseract is not installed, `invalid_input` for an image or language that it refuses
 */
export async function readImage(
  bytes: Uint8Array,
  { ocrLanguages = 'eng', path = process.env.PATH ?? '' }: ExtractOptions,
): Promise<{ text: string; extractor: string }> {
  if (!/^[A-Za-z_]{3,20}(\+[A-Za-z_]{3,20}){0,5}$/.test(ocrLanguages)) {
    throw new DossierError('invalid_input', {
      what: `“${ocrLanguages}” are no languages of Tesseract`,
      mend: 'Write its codes, joined by a plus: eng, chi_sim+eng.',
    });
  }
  const version = /tesseract\s+v?(\d+(?:\.\d+){1,3})/.exec(
    await run(['--version'], new Uint8Array(), path),
  )?.[1];
  const text = await run(['stdin', 'stdout', '-l', ocrLanguages], bytes, path);
  return {
    // It ends each page with a form feed.
    text: text.replaceAll('\f', '').trim(),
    extractor: `tesseract-${version ?? 'unknown'}-${ocrLanguages.replaceAll('+', '-')}@1`,
  };
}

async function run(options: readonly string[], input: Uint8Array, path: string): Promise<string> {
  try {
    // One thread, or it takes every core of the machine.
    const env = { PATH: path, OMP_THREAD_LIMIT: '1' };
    return (await runLimited({ path: 'tesseract', options }, input, limits, env)).toString('utf8');
  } catch (error) {
    if (getErrorCode(error) !== 'ENOENT') throw error;
    throw new DossierError('environment', {
      what: 'Reading an image needs Tesseract, which is not installed',
      mend: 'Install it (Debian: apt-get install tesseract-ocr), or capture a text file with what the image says.',
      cause: error,
    });
  }
}
