import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '#lib/captures/public-address.ts';
import { type SafeGetOptions, safeGet } from '#lib/captures/safe-get.ts';

const userAgent = 'PublicDossier/0.1 (test@example.org)';
/** A resolver that answers nothing, so that no test asks the network. */
const noLookup: LookupFunction = (hostname, _, callback) =>
  callback(new Error(`no look-up of ${hostname} in tests`), []);

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<{ url: string; options: SafeGetOptions }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    options: { userAgent, loopbackPorts: new Set([port]), lookup: noLookup, timeout: 15_000 },
  };
}

const hostile = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://0177.0.0.1/',
  'http://0/',
  'http://①②⑦.⓪.⓪.①/',
  'http://１２７.０.０.１/',
  'http://127.0.0.1:80/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[ff02::1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://192.0.0.1/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://localhost/',
  'http://LOCALHOST./',
  'http://printer/',
  'http://metadata.google.internal/',
  'http://nas.local/',
  'http://a.localhost/',
  'http://user:secret@example.org/',
  'http://user@example.org/',
  'http://example.org:22/',
  'http://example.org:8080/',
  'https://example.org:5432/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'data:text/html,x',
  'javascript:1',
  'unix:/var/run/docker.sock',
  '//example.org/',
  'example.org',
  '',
];

// Generous limits: what is tested is that a request ends, not how busy the machine is.
describe('safeGet', { timeout: 30_000 }, () => {
  it(`refuses ${hostile.length} hostile addresses before any connection`, async () => {
    const lookups: string[] = [];
    const lookup: LookupFunction = (hostname, _, callback) => {
      lookups.push(hostname);
      callback(new Error('no network in tests'), []);
    };
    for (const address of hostile) {
      await expect(safeGet(address, { userAgent, lookup }), address).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    expect(lookups).toEqual([]);
  });

  it('makes loopback reachable only by its explicit port', async () => {
    const { url } = await serve((_, response) => response.end('private'));
    await expect(safeGet(url, { userAgent })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(safeGet(url, { userAgent, loopbackPorts: new Set([1]) })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('fetches, says who asks, and decodes gzip and brotli', async () => {
    const agents: (string | undefined)[] = [];
    const { url, options } = await serve((request, response) => {
      agents.push(request.headers['user-agent']);
      const text = Buffer.from('a page '.repeat(50));
      const encoding = request.url === '/br' ? 'br' : 'gzip';
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': encoding });
      response.end(encoding === 'br' ? brotliCompressSync(text) : gzipSync(text));
    });
    for (const path of ['/gzip', '/br']) {
      const response = await safeGet(url + path, options);
      expect(response).toMatchObject({ status: 200, mediaType: 'text/html; charset=utf-8', redirects: [] });
      expect(Buffer.from(response.bytes).toString()).toBe('a page '.repeat(50));
    }
    expect(agents).toEqual([userAgent, userAgent]);
  });

  it.each([
    'http://169.254.169.254/',
    'http://192.168.0.1/admin',
    'http://[::1]/',
    'file:///etc/passwd',
    'http://localhost/',
    '//10.0.0.1/',
  ])('refuses a redirect to %s', async (location) => {
    const { url, options } = await serve((_, response) => response.writeHead(302, { location }).end('gone'));
    await expect(safeGet(url, options)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('follows three redirects and no more', async () => {
    const { url, options } = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 3) response.end('arrived');
      else response.writeHead(301, { location: `/${step + 1}` }).end();
    });
    const arrived = await safeGet(`${url}/0`, options);
    expect(arrived.redirects).toEqual([`${url}/0`, `${url}/1`, `${url}/2`]);
    const endless = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(safeGet(endless.url, endless.options)).rejects.toThrow(/redirects more than 3 times/);
  });

  it.each([
    ['a private address', [{ address: '10.0.0.7', family: 4 }]],
    [
      'a public and a private address',
      [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ],
    ['a mapped address', [{ address: '::ffff:192.168.1.1', family: 6 }]],
    ['no address', []],
  ])('refuses a name that resolves to %s', async (_, addresses) => {
    const lookup: LookupFunction = (_hostname, _options, callback) => callback(null, addresses);
    await expect(
      safeGet('http://rebind.example/', { userAgent, lookup, timeout: 2_000 }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      where: 'rebind.example',
    });
  });

  it('checks the answer that the connection uses: a name that changes its mind is refused', async () => {
    let asked = 0;
    const answers = ['93.184.215.14', '127.0.0.1'];
    const lookup: LookupFunction = (_hostname, _options, callback) => {
      callback(null, [{ address: answers[asked++ % 2] ?? '', family: 4 }]);
    };
    lookup('first.example', {}, () => {});
    await expect(
      safeGet('http://rebind.example/', { userAgent, lookup, timeout: 2_000 }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(asked).toBe(2);
  });

  it('stops a gzip bomb, too many bytes, stacked encodings and a lying length', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const { url, options } = await serve((request, response) => {
      if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      else if (request.url === '/stacked')
        response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('x')));
      else {
        response.writeHead(200, { 'transfer-encoding': 'chunked' });
        const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
        response.on('close', () => clearInterval(timer));
      }
    });
    await expect(safeGet(`${url}/bomb`, options)).rejects.toThrow(/100 times its compressed size/);
    await expect(safeGet(`${url}/stacked`, options)).rejects.toThrow(/encoded as gzip, gzip/);
    await expect(safeGet(`${url}/endless`, { ...options, maxWireBytes: 300_000 })).rejects.toThrow(
      /more than 300000 bytes/,
    );
  });

  it('stops a slow drip of bytes, and a server that never answers', async () => {
    const { url, options } = await serve((request, response) => {
      if (request.url === '/silent') return;
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    for (const path of ['/drip', '/silent']) {
      const started = performance.now();
      await expect(safeGet(url + path, { ...options, timeout: 300 })).rejects.toThrow(
        /longer than|did not answer/,
      );
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });

  it('keeps queries and passwords out of its messages', async () => {
    await expect(safeGet('http://u:secret@10.0.0.1/?key=hidden', { userAgent })).rejects.toThrow(
      /^((?!secret|hidden).)*$/s,
    );
  });
});

describe('isPublicAddress', () => {
  it('knows public addresses', () => {
    for (const address of ['93.184.215.14', '8.8.8.8', '2606:4700::6810:84e5', '2a00:1450:4001:80b::200e']) {
      expect(isPublicAddress(address), address).toBe(true);
    }
    expect(isPublicAddress('example.org')).toBe(false);
  });
});
