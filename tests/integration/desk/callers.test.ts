import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPolicy } from '#lib/site/content-security.ts';
import { makeDeskFolders, type RunningDesk, removeDeskFolders, startDesk } from '../../factories/desk.ts';
import { DeskReader } from '../../factories/desk-page.ts';

// Nothing here reaches a database: what is refused is refused before.
const pool = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
let desk: RunningDesk;
let form: URLSearchParams;
beforeAll(async () => {
  desk = await startDesk({ folders: makeDeskFolders(['harbor-lamps']), pool });
  const page = await new DeskReader(desk.origin).open('/desk/works/harbor-lamps?reader=alba');
  form = new URLSearchParams();
  for (const input of page.document.querySelectorAll('form.actions input[type="hidden"]'))
    form.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
  form.set('operation', 'nothing');
});
afterAll(async () => {
  await desk.stop();
  await pool.end();
  removeDeskFolders(desk.folders);
});

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: string };
type Got = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

/** As a program sends it, with any Host header. */
function ask({
  method = 'POST',
  path = '/desk/works/harbor-lamps',
  headers = {},
  body = '',
}: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: desk.port,
        method,
        path,
        headers: { host: `127.0.0.1:${desk.port}`, ...headers },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const type = { 'content-type': 'application/x-www-form-urlencoded' };
const own = () => ({ ...type, origin: desk.origin });
const withField = (name: string, value: string) => {
  const changed = new URLSearchParams(form);
  changed.set(name, value);
  return changed.toString();
};
const findDecisions = () =>
  readdirSync(desk.folders.dataDir, { recursive: true }).filter((name) => String(name).endsWith('.jsonl'));

describe('a form that comes from elsewhere', () => {
  it.each([
    ['another page', () => ({ headers: { ...type, origin: 'https://evil.example' } })],
    ['no page', () => ({ headers: type })],
    ['a file', () => ({ headers: { ...type, origin: 'null' } })],
    ['another port of this machine', () => ({ headers: { ...type, origin: 'http://127.0.0.1:1' } })],
    [
      'the same host over https',
      () => ({ headers: { ...type, origin: desk.origin.replace('http', 'https') } }),
    ],
    ['another site, as the browser says', () => ({ headers: { ...own(), 'sec-fetch-site': 'cross-site' } })],
    ['a sibling name', () => ({ headers: { ...own(), 'sec-fetch-site': 'same-site' } })],
    [
      'a name that was pointed at this machine',
      () => ({
        headers: {
          ...type,
          host: `rebound.example:${desk.port}`,
          origin: `http://rebound.example:${desk.port}`,
        },
      }),
    ],
    ['an earlier start', () => ({ headers: own(), body: withField('token', 'x'.repeat(43)) })],
    ['a page without a token', () => ({ headers: own(), body: withField('token', '') })],
  ])('is refused: %s', async (_, sent) => {
    const { status, text } = await ask({ body: form.toString(), ...sent() });
    expect(status).toBe(403);
    expect(text).not.toContain('Northaven');
    expect(findDecisions()).toEqual([]);
  });
});

describe('a page', () => {
  it.each([
    ['under a name that was pointed at this machine', { host: 'rebound.example' }],
    ['under the right name at another port', { host: '127.0.0.1:80' }],
    ['embedded or linked by another site', { 'sec-fetch-site': 'cross-site' }],
  ])('is not shown %s', async (_, headers) => {
    const { status, text } = await ask({
      method: 'GET',
      path: '/desk/works/harbor-lamps?reader=alba',
      headers,
    });
    expect(status).toBe(403);
    expect(text).not.toContain('Northaven');
  });

  it('is shown under each name of the loopback address', async () => {
    for (const host of [`127.0.0.1:${desk.port}`, `localhost:${desk.port}`, `[::1]:${desk.port}`]) {
      const { status } = await ask({ method: 'GET', path: '/desk', headers: { host } });
      expect(status).toBe(200);
    }
  });

  it('carries the policy of the site, stores nothing in the browser, and is kept by no cache', async () => {
    const { headers } = await ask({ method: 'GET', path: '/desk/works/harbor-lamps?reader=alba' });
    expect(headers['content-security-policy']).toBe(toPolicy([]));
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  it('has no inline script, style or handler for a policy to allow', async () => {
    const { text } = await ask({ method: 'GET', path: '/desk/works/harbor-lamps?reader=alba&at=1&ask=says' });
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  });

  it.each([
    '/desk/works/..%2f..%2fetc',
    '/desk/assets/..%2fdesk.ts',
    '/desk/assets/toString',
    '/admin',
    '//desk',
    '/desk/works/harbor-lamps/log',
  ])('is not found at %s', async (path) => {
    expect((await ask({ method: 'GET', path })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a form that is malformed', () => {
  it.each([
    ['of another type', () => ({ headers: { ...own(), 'content-type': 'text/plain' } }), 400],
    ['as JSON', () => ({ headers: { ...own(), 'content-type': 'application/json' }, body: '{}' }), 400],
    ['that is far too long', () => ({ body: `${form}&value=${'x'.repeat(80_000)}` }), 400],
    ['that is not UTF-8', () => ({ body: `${form}&value=%ff%fe` }), 400],
    ['with a broken escape', () => ({ body: `${form}&value=%E0%A` }), 400],
    ['that asks for nothing known', () => ({ body: withField('do', 'drop-database') }), 400],
    ['with an operation of its own', () => ({ body: withField('operation', 'rm') }), 400],
    ['with a pseudonym that is none', () => ({ body: withField('reader', '../alba') }), 400],
    ['with a number that is none', () => ({ body: withField('draft', '1e999') }), 400],
    [
      'about a sentence that is not there',
      () => ({ body: withField('passage', `${'0'.repeat(64)}#1`) }),
      409,
    ],
    [
      'about a claim that is not there',
      () => ({ body: withField('operation', 'drop').replace('draft=1', 'draft=9') }),
      422,
    ],
    ['about a work that is not there', () => ({ path: '/desk/works/no-such-work' }), 404],
  ])('is refused: one %s', async (_, sent, expected) => {
    const { status } = await ask({ headers: own(), body: form.toString(), ...sent() });
    expect(status).toBe(expected);
    expect(findDecisions()).toEqual([]);
  });

  it('is refused with any other method', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect((await ask({ method, headers: own() })).status).toBe(405);
  });
});
