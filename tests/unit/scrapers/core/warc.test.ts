import { createHash } from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import type { Exchange } from '#lib/captures/warc-records.ts';
import { appendExchange, type WarcFolder } from '#scrapers/core/warc.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-warc-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** One at a time in this process; `AnswerArchive` asks Postgres for the same over all processes. */
function folder(options: Partial<WarcFolder> = {}): WarcFolder {
  let last: Promise<unknown> = Promise.resolve();
  return {
    dataDir,
    datasetId: 'test-set',
    software: 'PublicDossier/0 (test)',
    lock: (_, work) => {
      const next = last.then(work, work);
      last = next.catch(() => {});
      return next;
    },
    ...options,
  };
}

let files = 0;
function exchange(body: string, options: Partial<Exchange> = {}): Exchange {
  files += 1;
  const path = join(dataDir, `body-${files}`);
  writeFileSync(path, body);
  return {
    url: 'https://site.example/rows?page=1',
    at: new Date('2026-11-26T10:00:00.123Z'),
    ip: '203.0.113.7',
    request: { method: 'GET', headers: { accept: '*/*' } },
    response: { status: 200, headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' } },
    path,
    sha256: createHash('sha256').update(body).digest('hex'),
    ...options,
  };
}

const first = 'test-set-2026-11-001.warc.gz';
const pathOf = (name: string) => join(dataDir, 'warc', name);

async function readRecords(name: string) {
  const records = [];
  for await (const record of new WARCParser(createReadStream(pathOf(name)), { keepHeadersCase: true })) {
    const text = new TextDecoder().decode(await record.readFully());
    const headers = Object.fromEntries(record.warcHeaders.headers);
    records.push({ type: record.warcType, headers, http: record.httpHeaders?.toString(), text });
  }
  return records;
}

describe('appendExchange', () => {
  it('writes what was asked and answered, so that a reader of WARC 1.1 finds it again', async () => {
    const asked = exchange('a,b\n', {
      request: { method: 'POST', headers: { accept: '*/*' }, body: 'data=x' },
    });
    const place = await appendExchange(folder(), asked);
    const [info, answer, question, ...more] = await readRecords(first);
    expect(more).toEqual([]);
    expect(info).toMatchObject({ type: 'warcinfo', headers: { 'WARC-Filename': first } });
    expect(answer).toMatchObject({
      type: 'response',
      text: 'a,b\n',
      headers: {
        'WARC-Target-URI': 'https://site.example/rows?page=1',
        'WARC-Date': '2026-11-26T10:00:00.123Z',
        'WARC-IP-Address': '203.0.113.7',
        'WARC-Payload-Digest': `sha256:${asked.sha256}`,
        'WARC-Block-Digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    });
    expect(answer?.http).toBe(
      'HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\nx-archive-orig-content-encoding: gzip\r\ncontent-length: 4\r\n',
    );
    expect(place).toBe(`${first}#${answer?.headers['WARC-Record-ID']?.slice(1, -1)}`);
    expect(question).toMatchObject({ type: 'request', text: 'data=x' });
    expect(question?.http).toBe('POST /rows?page=1 HTTP/1.1\r\nhost: site.example\r\naccept: */*\r\n');
    expect(question?.headers['WARC-Concurrent-To']).toBe(answer?.headers['WARC-Record-ID']);
    expect(gunzipSync(readFileSync(pathOf(first))).toString()).toMatch(/^WARC\/1\.1\r\n/);
    expect(statSync(pathOf(first)).mode & 0o777).toBe(0o600);
  });

  it('appends, in one file a month, and repeats no body that it holds', async () => {
    const warc = folder();
    const one = exchange('same');
    await appendExchange(warc, one);
    await appendExchange(warc, exchange('same', { at: new Date('2026-11-27T10:00:00Z'), earlier: one }));
    await appendExchange(warc, exchange('next month', { at: new Date('2026-12-01T00:00:00Z') }));
    const records = await readRecords(first);
    expect(records.map(({ type }) => type)).toEqual([
      'warcinfo',
      'response',
      'request',
      'revisit',
      'request',
    ]);
    expect(records[3]).toMatchObject({
      text: '',
      headers: {
        'WARC-Payload-Digest': `sha256:${one.sha256}`,
        'WARC-Refers-To-Target-URI': one.url,
        'WARC-Refers-To-Date': one.at.toISOString(),
      },
    });
    expect(await readRecords('test-set-2026-12-001.warc.gz')).toHaveLength(3);
  });

  it('keeps the body of an answer without any header', async () => {
    await appendExchange(folder(), exchange('a\r\n\r\nb', { response: { status: 200, headers: {} } }));
    expect((await readRecords(first))[1]?.text).toBe('a\r\n\r\nb');
  });

  it('survives headers that are made to break the file', async () => {
    const headers = { 'x-list': 'a,,,b,,,,c', 'x-line': 'a\r\nWARC/1.1\r\n\r\nb', 'x-sign': 'ä – 監' };
    await appendExchange(folder(), exchange('x', { response: { status: 299, headers } }));
    const records = await readRecords(first);
    expect(records.map(({ type }) => type)).toEqual(['warcinfo', 'response', 'request']);
    expect(records[1]?.http).toContain('x-line: a WARC/1.1 b\r\n');
  });

  it('begins another file when one is full', async () => {
    const warc = folder({ rollAt: 1 });
    for (const body of ['1', '2', '3']) await appendExchange(warc, exchange(body));
    expect(readdirSync(join(dataDir, 'warc')).filter((name) => name.endsWith('.gz'))).toEqual([
      first,
      'test-set-2026-11-002.warc.gz',
      'test-set-2026-11-003.warc.gz',
    ]);
  });

  it('keeps order among many writers', async () => {
    const warc = folder();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => appendExchange(warc, exchange(`body ${index}`))),
    );
    const answers = (await readRecords(first)).filter(({ type }) => type === 'response');
    expect(answers.map(({ text }) => text).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `body ${index}`).sort(),
    );
    expect(readdirSync(join(dataDir, 'snapshots', 'incoming'))).toEqual([]);
  });
});

describe('a crash in the middle of an append', () => {
  it('costs nothing but what was being written', async () => {
    await appendExchange(folder(), exchange('whole'));
    const whole = readFileSync(pathOf(first));
    // What a kill leaves: part of the next record, at every length of it.
    await appendExchange(folder(), exchange('torn'));
    const both = readFileSync(pathOf(first));
    const steps = Array.from(
      { length: 8 },
      (_, step) => 1 + Math.floor(((both.length - whole.length - 1) * step) / 7),
    );
    for (const step of steps) {
      writeFileSync(pathOf(first), both.subarray(0, whole.length + step));
      writeFileSync(`${pathOf(first)}.end`, String(whole.length));
      await appendExchange(folder(), exchange('after'));
      const answers = (await readRecords(first)).filter(({ type }) => type === 'response');
      expect(answers.map(({ text }) => text)).toEqual(['whole', 'after']);
    }
  });

  it('in the very first append leaves a file that the next one begins anew', async () => {
    await appendExchange(folder(), exchange('torn'));
    truncateSync(pathOf(first), 100);
    writeFileSync(`${pathOf(first)}.end`, '0');
    await appendExchange(folder(), exchange('whole'));
    expect((await readRecords(first)).map(({ text }) => text).at(1)).toBe('whole');
  });

  it('never touches a file that something else changed', async () => {
    await appendExchange(folder(), exchange('one'));
    truncateSync(pathOf(first), 50);
    await appendExchange(folder(), exchange('two'));
    expect(statSync(pathOf(first)).size).toBe(50);
    rmSync(`${pathOf('test-set-2026-11-002.warc.gz')}.end`);
    appendFileSync(pathOf('test-set-2026-11-002.warc.gz'), 'notes of a person');
    await appendExchange(folder(), exchange('three'));
    expect(readdirSync(join(dataDir, 'warc'))).toContain('test-set-2026-11-003.warc.gz');
    expect(readFileSync(pathOf('test-set-2026-11-002.warc.gz')).toString('latin1')).toContain(
      'notes of a person',
    );
  });
});
