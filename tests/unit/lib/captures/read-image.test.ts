import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractText, guessMediaType } from '#lib/captures/extract.ts';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');

/** A program by that name that answers like Tesseract 5 and repeats what it was asked. */
const standIn = `#!/bin/sh
if [ "$1" = "--version" ]; then echo "tesseract 5.3.0"; echo " leptonica-1.82.0"; exit 0; fi
if [ "$4" = "xxx" ]; then echo "Error opening data file xxx.traineddata" >&2; exit 1; fi
if [ -n "$SECRET" ]; then echo "it sees $SECRET"; exit 0; fi
printf 'The lamp remembers. %s bytes, %s %s\\n\\f' "$(wc -c | tr -d ' ')" "$3" "$4"
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-ocr-'));
  writeFileSync(join(folder, 'tesseract'), standIn);
  chmodSync(join(folder, 'tesseract'), 0o755);
  process.env.SECRET = 'everything';
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  delete process.env.SECRET;
});

describe('images of documents', () => {
  const path = () => `${folder}:/bin:/usr/bin`;

  it('are read by Tesseract, whose version and languages name the extractor', async () => {
    const read = await extractText(png, 'image/png', { ocrLanguages: 'chi_sim+eng', path: path() });
    expect(read).toEqual({
      text: 'The lamp remembers. 10 bytes, -l chi_sim+eng',
      extractor: 'tesseract-5.3.0-chi_sim-eng@1',
      lossy: false,
    });
  });

  it('are refused with the way out where there is no Tesseract', async () => {
    await expect(extractText(png, 'image/png', { path: join(folder, 'nothing') })).rejects.toThrow(
      /Tesseract, which is not installed.*capture a text file/s,
    );
  });

  it('are refused in a language that it lacks, and languages cannot carry options', async () => {
    await expect(extractText(png, 'image/png', { ocrLanguages: 'xxx', path: path() })).rejects.toThrow(
      /cannot be read/,
    );
    await expect(
      extractText(png, 'image/png', { ocrLanguages: 'eng --psm 0', path: path() }),
    ).rejects.toThrow(/no languages/);
  });

  it.each([
    ['image/png', '89504e470d0a1a0a0000'],
    ['image/jpeg', 'ffd8ffe000104a464946'],
    ['image/tiff', '49492a0008000000'],
    ['image/webp', '524946462400000057454250'],
    ['application/pdf', Buffer.from('%PDF-1.7').toString('hex')],
  ])('are known by their first bytes: %s', (mediaType, bytes) => {
    expect(guessMediaType('scan.txt', Buffer.from(bytes, 'hex'))).toBe(mediaType);
  });

  const isInstalled = spawnSync('tesseract', ['--version']).status === 0;
  it.skipIf(!isInstalled)('are refused when they are none (needs Tesseract)', async () => {
    await expect(extractText(png, 'image/png')).rejects.toThrow(/cannot be read|holds no text/);
  });
});
