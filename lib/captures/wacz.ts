import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CDXIndexer, type WARCRecord } from 'warcio';
import type { CaptureEntry, ClaimsFile } from '#lib/claims/file-schema.ts';
import { DossierError } from '#lib/errors.ts';
import { toWarcPath, writeCaptureWarc } from './capture-warc.ts';
import { type CaptureFolders, findCopy, readCapturedBytes, sha256OfBytes } from './store.ts';
import { toTimestampPath } from './timestamp.ts';
import { writeZip, type ZipEntry } from './zip-store.ts';

type Page = { id: string; url: string; ts: string; title: string };

/**
 * A work's captures as one WACZ 1.1.1 file, which replay tools open: the WARC files, a CDXJ index, the list of pages, timestamps where an
 * authority gave some, and the hash of everything. Private like the captures themselves.
 *
 * @throws DossierError `not_found` where this installation holds no bytes of any capture
 */
export async function buildWacz(
  file: Pick<ClaimsFile, 'work' | 'captures'>,
  folders: CaptureFolders,
  at: Date,
): Promise<Buffer> {
  const archives: ZipEntry[] = [];
  const timestamps: ZipEntry[] = [];
  const pages: Page[] = [];
  for (const capture of file.captures) {
    const path = await findWarc(file, capture, folders);
    if (path === undefined) continue;
    archives.push({ path: `archive/${basename(path)}`, bytes: readFileSync(path) });
    const stamp = toTimestampPath(folders.dataDir, capture.mediaSha256);
    if (existsSync(stamp))
      timestamps.push({ path: `timestamps/${basename(stamp)}`, bytes: readFileSync(stamp) });
  }
  if (archives.length === 0) {
    throw new DossierError('not_found', {
      what: `No bytes of ${file.work.id} are held here`,
      mend: 'Capture the source, or set SEED_DIR to the folder with its copy.',
    });
  }
  const lines: string[] = [];
  for (const archive of archives) {
    const { index, page } = await readIndex(archive, file.work.title);
    lines.push(...index);
    if (page !== undefined) pages.push({ ...page, id: String(pages.length + 1) });
  }
  const content: ZipEntry[] = [
    ...archives,
    { path: 'indexes/index.cdx', bytes: Buffer.from(lines.sort(compareBytes).join('')) },
    { path: 'pages/pages.jsonl', bytes: toPageList(pages) },
    ...timestamps,
  ];
  const datapackage = toJson({
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: file.work.title,
    created: at.toISOString(),
    software: 'Public Dossier',
    resources: content.map(({ path, bytes }) => ({
      name: basename(path),
      path,
      hash: `sha256:${sha256OfBytes(bytes)}`,
      bytes: bytes.length,
    })),
  });
  const digest = toJson({ path: 'datapackage.json', hash: `sha256:${sha256OfBytes(datapackage)}` });
  return writeZip([
    ...content,
    { path: 'datapackage.json', bytes: datapackage },
    { path: 'datapackage-digest.json', bytes: digest },
  ]);
}

/** The capture's WARC file; for a copy that somebody put into SEED_DIR, or one from before there were such files, it is written now. */
async function findWarc(
  file: Pick<ClaimsFile, 'work'>,
  capture: CaptureEntry,
  folders: CaptureFolders,
): Promise<string | undefined> {
  const path = toWarcPath(folders.dataDir, capture);
  if (existsSync(path)) return path;
  const bytes = readCapturedBytes(capture, folders);
  const copy = findCopy(capture, folders);
  if (bytes === undefined || 'missing' in copy) return undefined;
  return writeCaptureWarc(folders.dataDir, {
    bytes,
    mediaType: capture.mediaType,
    capturedOn: capture.capturedOn,
    at: new Date(`${capture.capturedOn}T00:00:00Z`),
    text: { extractor: capture.extractor, normalizer: capture.normalizer, content: copy.text },
    origin: { method: 'file', file: capture.file ?? capture.id, address: file.work.url },
  });
}

/** What a reader may ask for by its address. The text and the facts of a capture share that address and must not answer for it. */
class AnswerIndexer extends CDXIndexer {
  override filterRecord(record: WARCRecord): boolean {
    return ['response', 'revisit', 'resource'].includes(record.warcType ?? '');
  }
}

async function readIndex(
  archive: ZipEntry,
  title: string,
): Promise<{ index: string[]; page: Omit<Page, 'id'> | undefined }> {
  const indexer = new AnswerIndexer({ format: 'cdxj' });
  const index: string[] = [];
  let page: Omit<Page, 'id'> | undefined;
  const reader = (async function* () {
    yield archive.bytes;
  })();
  for await (const line of indexer.iterIndex([{ filename: basename(archive.path), reader }])) {
    index.push(`${indexer.serializeCDXJ({ ...line, digest: `sha256:${line.digest}` }).trimEnd()}\n`);
    page ??= { url: String(line.url), ts: toIsoMoment(String(line.timestamp)), title };
  }
  return { index, page };
}

/** `YYYYMMDDhhmmss…` to ISO 8601. */
function toIsoMoment(timestamp: string): string {
  return timestamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$/, '$1-$2-$3T$4:$5:$6Z');
}

function toPageList(pages: readonly Page[]): Buffer {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'All Pages' };
  return Buffer.from([head, ...pages].map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function toJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
