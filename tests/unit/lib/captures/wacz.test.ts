import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '#lib/captures/capture.ts';
import { buildWacz } from '#lib/captures/wacz.ts';
import { type ClaimsFile, captureEntry, workEntry } from '#lib/claims/file-schema.ts';

const at = new Date('2026-11-26T12:00:00Z');
const page = `<!doctype html><html><head><title>Lamps</title></head><body><article><h1>Lamps</h1><p>${'The lamp remembers every face. '.repeat(8)}</p></article></body></html>`;

let folder: string;
let folders: { seedDir: string; dataDir: string };
let file: Pick<ClaimsFile, 'work' | 'captures'>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-wacz-'));
  folders = { seedDir: folder, dataDir: join(folder, 'data') };
  writeFileSync(join(folder, 'lamps.html'), page);
  writeFileSync(join(folder, 'lamps.txt'), '灯会记住每一个人的脸。');
  const make = async (name: string, address?: string) => ({
    ...(await capture(join(folder, name), {
      dataDir: folders.dataDir,
      today: '2026-11-26',
      at,
      request: { userAgent: '' },
      ...(address === undefined ? {} : { address }),
    })),
    verifiedOn: '2026-11-26',
  });
  const work = workEntry.parse({
    id: 'work.lamps',
    kind: 'article',
    title: 'Lamps',
    url: 'https://news.example/lamps',
    language: 'en',
    license: 'x',
    access: 'x',
  });
  file = {
    work,
    captures: [
      captureEntry.parse({ id: 'text', ...(await make('lamps.txt')) }),
      captureEntry.parse({ id: 'page', ...(await make('lamps.html', 'https://news.example/lamps?id=7')) }),
    ],
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Entries by path, read by the central directory; fails on anything compressed. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  let at = zip.readUInt32LE(end + 16);
  const entries = new Map<string, Buffer>();
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(zip.readUInt16LE(at + 10)).toBe(0);
    const [size, length, offset] = [
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    entries.set(zip.toString('utf8', at + 46, at + 46 + length), zip.subarray(start, start + size));
    at += 46 + length;
  }
  return entries;
}

const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

describe('buildWacz', () => {
  it('lists every file with its hash and length, and signs the list with its own', async () => {
    const entries = unzip(await buildWacz(file, folders, at));
    const read = (path: string) => entries.get(path) ?? Buffer.alloc(0);
    const datapackage = JSON.parse(read('datapackage.json').toString());
    expect(datapackage).toMatchObject({
      profile: 'data-package',
      wacz_version: '1.1.1',
      created: at.toISOString(),
    });
    const listed = datapackage.resources.map((resource: { path: string }) => resource.path);
    expect([...listed, 'datapackage.json', 'datapackage-digest.json'].sort()).toEqual(
      [...entries.keys()].sort(),
    );
    for (const { path, hash, bytes } of datapackage.resources)
      expect({ hash, bytes }).toEqual({ hash: sha256(read(path)), bytes: read(path).length });
    expect(JSON.parse(read('datapackage-digest.json').toString())).toEqual({
      path: 'datapackage.json',
      hash: sha256(read('datapackage.json')),
    });
  });

  it('has an index in byte order whose places hold those records, one an address', async () => {
    const entries = unzip(await buildWacz(file, folders, at));
    const lines = (entries.get('indexes/index.cdx') ?? Buffer.alloc(0)).toString().trimEnd().split('\n');
    expect(lines).toEqual(lines.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/^\S+ \d{14} \{/);
      const found = JSON.parse(line.slice(line.indexOf('{')));
      const archive = entries.get(`archive/${found.filename}`) ?? Buffer.alloc(0);
      const [offset, length] = [Number(found.offset), Number(found.length)];
      const record = gunzipSync(archive.subarray(offset, offset + length)).toString();
      expect(record).toContain(`WARC-Target-URI: ${found.url}\r\n`);
      expect(record).toContain(`WARC-Payload-Digest: ${found.digest}\r\n`);
    }
    expect(lines.some((line) => line.startsWith('example,news)/lamps?id=7 20261126120000 '))).toBe(true);
  });

  it('lists its pages after the head that the format wants', async () => {
    const entries = unzip(await buildWacz(file, folders, at));
    const [head, ...pages] = (entries.get('pages/pages.jsonl') ?? Buffer.alloc(0))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toEqual({ format: 'json-pages-1.0', id: 'pages', title: 'All Pages' });
    expect(pages).toMatchObject([
      { id: '1', ts: '2026-11-26T12:00:00Z', title: 'Lamps' },
      { id: '2', url: 'https://news.example/lamps?id=7', ts: '2026-11-26T12:00:00Z', title: 'Lamps' },
    ]);
  });

  it('writes the WARC file of a copy that somebody brought without one, and includes timestamps', async () => {
    for (const name of readdirSync(join(folders.dataDir, 'captures')))
      if (name.endsWith('.warc.gz')) rmSync(join(folders.dataDir, 'captures', name));
    writeFileSync(join(folders.dataDir, 'captures', `${file.captures[0]?.mediaSha256}.tsr`), 'a timestamp');
    const entries = unzip(await buildWacz(file, folders, at));
    expect([...entries.keys()].filter((path) => path.startsWith('archive/'))).toHaveLength(2);
    expect(entries.get(`timestamps/${file.captures[0]?.mediaSha256}.tsr`)?.toString()).toBe('a timestamp');
  });

  it('is refused where no bytes are held', async () => {
    await expect(
      buildWacz(file, { seedDir: join(folder, 'none'), dataDir: join(folder, 'none') }, at),
    ).rejects.toThrow(/No bytes of work.lamps/);
  });
});
