import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { CaptureBlock } from './capture.ts';
import { indexText } from './indexed-text.ts';
import { readCapture } from './store.ts';
import { countWords } from './words.ts';

/** A capture of the store, with the address that it came from, where it came from one. */
export type ListedCapture = { block: CaptureBlock; address: string | undefined };

const warcName = /^([0-9a-f]{64})\.(\d{4}-\d{2}-\d{2})\.warc\.gz$/;
/** What lib/captures/capture-warc.ts writes as the metadata record, the last one of the file. */
const facts = z.looseObject({
  method: z.enum(['file', 'address']),
  file: z.string().optional(),
  mediaType: z.string(),
  mediaSha256: z.string(),
  textSha256: z.string(),
  extractor: z.string(),
  normalizer: z.string(),
});

/**
 * Every capture of the private store, newest first; one whose text cannot be read here, or whose WARC file is not ours, is left out.
 *
 * @param isWanted by the hash of the bytes: the others are not opened
 */
export function listCaptures(dataDir: string, isWanted: (mediaSha256: string) => boolean): ListedCapture[] {
  const folder = join(dataDir, 'captures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const [, sha256 = '', day = ''] = warcName.exec(name) ?? [];
      return sha256 !== '' && isWanted(sha256) ? [{ name, day }] : [];
    })
    .sort((a, b) => b.day.localeCompare(a.day) || a.name.localeCompare(b.name))
    .flatMap(({ name, day }) => readOne(dataDir, join(folder, name), day));
}

function readOne(dataDir: string, path: string, capturedOn: string): ListedCapture[] {
  const warc = readWarc(path);
  const found = facts.safeParse(warc?.facts);
  if (warc === undefined || !found.success) return [];
  const { mediaType, mediaSha256, textSha256, extractor, normalizer, method, file } = found.data;
  const copy = readCapture({ mediaType, mediaSha256, extractor }, { seedDir: dataDir, dataDir });
  if (copy === undefined) return [];
  const block: CaptureBlock = {
    capturedOn,
    method,
    ...(file === undefined ? {} : { file }),
    mediaType,
    mediaSha256,
    byteLength: copy.byteLength,
    textSha256,
    textLength: indexText(copy.text).raw.length,
    wordCount: countWords(copy.text),
    extractor,
    normalizer,
    // Anything but 200 is refused before it is stored.
    ...(method === 'address' ? { httpStatus: 200 } : {}),
  };
  return [{ block, address: warc.address.startsWith('http') ? warc.address : undefined }];
}

/** The last record of a WARC file: its target and its JSON. */
function readWarc(path: string): { address: string; facts: unknown } | undefined {
  try {
    const text = gunzipSync(readFileSync(path)).toString('utf8');
    const record = text.slice(text.lastIndexOf('WARC/1.1\r\n'));
    const [head = '', body = ''] = record.split('\r\n\r\n');
    const [, address = ''] = /^WARC-Target-URI: <?([^\r\n>]*)>?$/im.exec(head) ?? [];
    return { address, facts: JSON.parse(body) };
  } catch {
    return undefined;
  }
}
