import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '#lib/captures/capture.ts';
import { decodeText } from '#lib/captures/decode.ts';
import { extractText, guessMediaType } from '#lib/captures/extract.ts';
import { checkHtmlLimits } from '#lib/captures/html-limits.ts';
import { runKillable } from '#lib/captures/killable-child.ts';
import { readCapture } from '#lib/captures/store.ts';
import { captureEntry } from '#lib/claims/file-schema.ts';

const page = `<!doctype html><html><head><meta charset="utf-8"><title>Lamps with a memory</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Lamps with a memory</h1><p class="byline">Otto Reed</p>
<p>The town council of Northaven voted on Monday to put <em>lanternae</em>, as the engineers call them, on forty lamp posts of the
town, and nobody asked the people of the market.</p><p>&ldquo;We would rather call it a street lamp with a memory,&rdquo; she said,
&ldquo;and not a camera at all.&rdquo; The lamps cost 1.2&nbsp;million crowns, and they would first be tested at the fish market.</p>
<ul><li>one lamp</li><li>two lamps</li></ul>
<script>document.title = 'changed'</script></article><footer>All rights reserved</footer></body></html>`;

/** A PDF of two pages, without compression, with a correct table of offsets. */
function buildPdf(pages: string[]): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, index) => {
      const stream = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF`,
  );
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-capture-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('extractText', { timeout: 60_000 }, () => {
  it('reads a page without the tags that HTML lets it leave out as if they were there', async () => {
    const { text } = await extractText(Buffer.from(page), 'text/html');
    for (const left of [/<\/?(html|head|body)>/g, /<(html|body)>|<head>|<\/head>/g, /<\/?(head|body)>/g]) {
      expect((await extractText(Buffer.from(page.replace(left, '')), 'text/html')).text).toBe(text);
    }
  });

  it('takes the article out of a page, one line a block, without markup or navigation', async () => {
    const { text, extractor, lossy } = await extractText(Buffer.from(page), 'text/html');
    expect({ extractor, lossy }).toEqual({ extractor: 'readability-linkedom@1', lossy: false });
    expect(text).toMatch(/^Lamps with a memory\n\n/);
    expect(text).toContain('put lanternae, as the engineers call them, on forty lamp posts of the town');
    expect(text).toContain('market.\n\n“We would rather call it a street lamp with a memory,” she said');
    expect(text).toMatch(/one lamp\n\ntwo lamps/);
    expect(text).not.toMatch(/<|changed|News/);
  });

  it('reads the text layer of a PDF, a blank line between pages', async () => {
    const pdf = buildPdf(['The lamps remember.', 'Nobody asked the market.']);
    expect(guessMediaType('law.bin', pdf)).toBe('application/pdf');
    const { text, extractor } = await extractText(pdf, 'application/pdf');
    expect(extractor).toBe('pdfjs@1');
    expect(text).toBe('The lamps remember.\n\nNobody asked the market.');
  });

  it('refuses what holds no text or is no such file', async () => {
    await expect(extractText(Buffer.from('%PDF-1.4 broken'), 'application/pdf')).rejects.toThrow(
      /cannot be read/,
    );
    await expect(extractText(Buffer.from([1, 2]), 'image/gif')).rejects.toThrow(
      /type image\/gif are not read/,
    );
    await expect(extractText(Buffer.from(' \n'), 'text/plain')).rejects.toThrow(/holds no text/);
  });

  it.each([
    ['tags', '<b>x</b>'.repeat(50_000)],
    ['depth', '<div>'.repeat(2_001)],
    ['entities', '&amp;'.repeat(300_001)],
    ['bytes', 'x'.repeat(5_000_001)],
  ])('refuses a page with too many %s before any parser sees it', (limit, html) => {
    const started = performance.now();
    expect(() => checkHtmlLimits(html)).toThrow(new RegExp(`\\d+ ${limit}; `));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('kills a child that takes too long, too much memory or writes too much', async () => {
    const limits = { timeout: 10_000, maxOutputBytes: 1_000_000, maxResidentBytes: 512 * 1024 * 1024 };
    const html = Buffer.from(page);
    await expect(runKillable('./extract-html.ts', html, { ...limits, timeout: 30 })).rejects.toThrow(
      /took longer than/,
    );
    await expect(runKillable('./extract-html.ts', html, { ...limits, maxOutputBytes: 10 })).rejects.toThrow(
      /bytes of text/,
    );
    if (process.platform === 'linux') {
      await expect(
        runKillable('./extract-html.ts', html, { ...limits, maxResidentBytes: 1024 }),
      ).rejects.toThrow(/of memory/);
    }
  });
});

describe('decodeText', () => {
  it.each([
    ['a byte order mark', Buffer.from('\ufeffdang’an'), {}, 'dang’an'],
    ['UTF-16', Buffer.from('\ufeff北港', 'utf16le'), {}, '北港'],
    [
      'a declared charset',
      Buffer.from([0xb1, 0xb1, 0xb8, 0xdb]),
      { mediaType: 'text/plain; charset=gbk' },
      '北港',
    ],
    [
      'a meta charset',
      Buffer.from('<meta charset="windows-1252">caf\xe9', 'latin1'),
      { mediaType: 'text/html' },
      '<meta charset="windows-1252">café',
    ],
  ])('follows %s', (_, bytes, hints, expected) => {
    expect(decodeText(bytes, hints)).toMatchObject({ text: expected, lossy: false });
  });

  it('says when bytes do not fit, and refuses UTF-7', () => {
    expect(decodeText(Buffer.from([0x61, 0xe9, 0x62]), {})).toMatchObject({ lossy: true });
    expect(() => decodeText(Buffer.from('x'), { mediaType: 'text/html; charset=utf-7' })).toThrow(/UTF-7/);
  });
});

describe('capture', { timeout: 60_000 }, () => {
  const options = () => ({
    dataDir: folder,
    today: '2026-11-23',
    request: { userAgent: 'PublicDossier/0.1 (test@example.org)' },
  });

  const countFiles = () => readdirSync(join(folder, 'captures')).length;

  it('keeps a file privately under its hash and returns the block of the claims file', async () => {
    const block = await capture('tests/fixtures/captures/harbor-cameras.txt', options());
    expect(captureEntry.parse({ id: 'text', verifiedOn: '2026-11-23', ...block })).toMatchObject({
      textLength: 1111,
      wordCount: 210,
    });
    const stored = join(folder, 'captures', block.mediaSha256);
    expect(readFileSync(stored)).toEqual(readFileSync('tests/fixtures/captures/harbor-cameras.txt'));
    expect(statSync(stored).mode & 0o777).toBe(0o600);
    expect(readCapture(block, { seedDir: folder, dataDir: folder })?.text).toContain('Northaven');
  });

  it('archives a page from its address with the frozen text beside the bytes', async () => {
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { request, ...rest } = options();
      const block = await capture(`http://127.0.0.1:${port}/`, {
        ...rest,
        request: { ...request, loopbackPorts: new Set([port]) },
      });
      expect(block).toMatchObject({
        method: 'address',
        httpStatus: 200,
        extractor: 'readability-linkedom@1',
      });
      expect(readCapture(block, { seedDir: folder, dataDir: folder })?.text).toContain('lanternae');
      expect(
        readCapture({ ...block, extractor: 'readability-linkedom@2' }, { seedDir: folder, dataDir: folder }),
      ).toBeUndefined();
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('refuses text that cannot be decoded without loss, and stores nothing', async () => {
    const path = join(folder, 'latin.txt');
    writeFileSync(path, Buffer.from('caf\xe9 in the harbor', 'latin1'));
    const before = countFiles();
    await expect(capture(path, options())).rejects.toThrow(/do not fit the declared encoding/);
    expect(countFiles()).toBe(before);
  });

  it('reads no file outside the seed folder, whatever a claims file says', () => {
    const block = { mediaType: 'text/plain', mediaSha256: '0'.repeat(64), extractor: 'text-utf8@1' };
    for (const file of ['../secret', '/etc/passwd', 'a/b.txt', '..', '']) {
      expect(() => readCapture({ ...block, file }, { seedDir: folder, dataDir: folder }), file).toThrow(
        /plain file name/,
      );
    }
  });
});
