import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { capture } from '#lib/captures/capture.ts';
import { toWarcPath } from '#lib/captures/capture-warc.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-warc-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const options = {
  today: '2026-11-26',
  at: new Date('2026-11-26T10:00:00Z'),
  request: { userAgent: 'PublicDossier/0 (test; desk@dossier.example)' },
};

async function readRecords(path: string) {
  const records = [];
  for await (const record of new WARCParser(createReadStream(path))) {
    const payload = Buffer.from(await record.readFully(true));
    const sha256 = createHash('sha256').update(payload).digest('hex');
    records.push({
      type: record.warcType ?? '',
      url: record.warcTargetURI ?? '',
      header: (name: string) => record.warcHeader(name) ?? undefined,
      payload,
      sha256,
      status: record.httpHeaders?.statusline,
    });
  }
  return records;
}

describe('the WARC file of a capture', () => {
  it('holds a file that a person brought, its text, and where both come from, each with its digest', async () => {
    writeFileSync(join(folder, 'lamps.txt'), '灯会记住每一个人的脸。\n');
    const block = await capture(join(folder, 'lamps.txt'), {
      ...options,
      dataDir: folder,
      address: 'https://news.example/lamps',
    });
    const path = toWarcPath(folder, block);
    const records = await readRecords(path);
    expect(records.map(({ type }) => type)).toEqual(['warcinfo', 'resource', 'conversion', 'metadata']);
    const [, resource, text, facts] = records;
    expect(resource).toMatchObject({ url: 'https://news.example/lamps', sha256: block.mediaSha256 });
    expect(text).toMatchObject({ sha256: block.textSha256 });
    for (const record of records.slice(1)) {
      expect(record.header('WARC-Payload-Digest')).toBe(`sha256:${record.sha256}`);
      expect(record.header('WARC-Block-Digest')).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(record.header('WARC-Date')).toBe('2026-11-26T10:00:00.000Z');
    }
    expect(text?.header('WARC-Refers-To')).toBe(resource?.header('WARC-Record-ID'));
    expect(JSON.parse(String(facts?.payload))).toMatchObject({
      method: 'file',
      file: 'lamps.txt',
      extractor: 'text-utf8@1',
      normalizer: 'pd-text@1',
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'captures')).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('names a file without an address by its content', async () => {
    writeFileSync(join(folder, 'lamps.txt'), 'The lamp remembers.');
    const block = await capture(join(folder, 'lamps.txt'), { ...options, dataDir: folder });
    const [, resource] = await readRecords(toWarcPath(folder, block));
    expect(resource?.url).toBe(`urn:sha256:${block.mediaSha256}`);
  });

  it('holds what was asked and answered, and the addresses that redirected', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/lamps' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'id=1', etag: '"1"' })
          .end('The lamp remembers every face.');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const block = await capture(`http://127.0.0.1:${port}/old`, {
        ...options,
        dataDir: folder,
        request: { ...options.request, loopbackPorts: new Set([port]) },
      });
      const [, response, request, , facts] = await readRecords(toWarcPath(folder, block));
      expect(response).toMatchObject({
        type: 'response',
        url: `http://127.0.0.1:${port}/lamps`,
        status: 'HTTP/1.1 200 OK',
        sha256: block.mediaSha256,
      });
      expect(response?.header('WARC-IP-Address')).toBe('127.0.0.1');
      expect(request?.header('WARC-Concurrent-To')).toBe(response?.header('WARC-Record-ID'));
      expect(JSON.parse(String(facts?.payload)).redirects).toEqual([`http://127.0.0.1:${port}/old`]);
    } finally {
      server.close();
    }
  });
});
