import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDatasetFile } from '#scrapers/core/dataset.ts';
import type { FetchContext, HttpAnswer, SourceHttp, UnitRequest } from '#scrapers/core/source.ts';

/** A client for fakes on loopback that answers as `SourceHttp` promises, without budgets, retries and waiting. */
export function openLoopbackHttp(userAgent = 'PublicDossier/0.4 (+https://example.org/bot)'): {
  http: SourceHttp;
  requests: UnitRequest[];
  close: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'loopback-'));
  const requests: UnitRequest[] = [];
  const request = async (asked: UnitRequest): Promise<HttpAnswer> => {
    requests.push(asked);
    const answer = await fetch(asked.url, {
      method: asked.method ?? 'GET',
      headers: { 'user-agent': userAgent, ...asked.headers },
      ...(asked.form ? { body: new URLSearchParams(asked.form) } : {}),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { status } = answer;
    if ([401, 403, 451].includes(status)) return { kind: 'blocked', reason: `status ${status}` };
    if (status === 410) return { kind: 'gone', reason: 'status 410', status };
    if (status === 429) return { kind: 'later', reason: 'status 429' };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = join(folder, sha256);
    writeFileSync(path, bytes);
    const snapshot = {
      sha256,
      path,
      bytes: bytes.length,
      mediaType: answer.headers.get('content-type') ?? '',
      name: asked.url.split('/').at(-1) ?? '',
      url: asked.url,
      fetchedAt: '2026-08-20T12:00:00.000Z',
    };
    return { kind: 'answer', status, headers: Object.fromEntries(answer.headers), url: asked.url, snapshot };
  };
  return { http: { request }, requests, close: () => rmSync(folder, { recursive: true }) };
}

/** What a fetch of a dataset gets, with other options than its dataset.yaml has, at noon of 2026-08-20. */
export function toFetchContext(
  id: string,
  http: SourceHttp,
  options: Readonly<Record<string, unknown>>,
  cursor: Readonly<Record<string, string>> = {},
): FetchContext {
  const { dataset, scrape } = readDatasetFile(id);
  if (scrape === undefined) throw new Error(`${id} has no part "scrape"`);
  const plain: typeof scrape.options = JSON.parse(JSON.stringify(options));
  return {
    dataset,
    scrape: { ...scrape, options: { ...scrape.options, ...plain } },
    http,
    cursor,
    now: new Date('2026-08-20T12:00:00Z'),
    onProgress: () => {},
  };
}
