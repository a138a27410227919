import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestTimestamp, toTimestampPath } from '#lib/captures/timestamp.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const sha256 = 'ab'.repeat(32);

let folder: string;
let server: Server;
let url: string;
let answer: (query: Buffer) => { status: number; body: Buffer };

/** An authority of this test's own: a certificate for timestamps alone, and answers signed by openssl. */
function makeAuthority(): void {
  const config = `[req]
distinguished_name = dn
[dn]
[tsa_ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsa]
default_tsa = own
[own]
serial = ${join(folder, 'serial')}
signer_cert = ${join(folder, 'tsa.pem')}
signer_key = ${join(folder, 'tsa.key')}
certs = ${join(folder, 'tsa.pem')}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;
  writeFileSync(join(folder, 'tsa.cnf'), config);
  writeFileSync(join(folder, 'serial'), '01\n');
  openssl([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=Test authority',
    '-days',
    '2',
    '-config',
    'tsa.cnf',
    '-extensions',
    'tsa_ext',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.pem',
  ]);
}

function openssl(options: readonly string[]): void {
  execFileSync('openssl', options, { cwd: folder, stdio: 'pipe' });
}

function sign(query: Buffer): Buffer {
  writeFileSync(join(folder, 'asked'), query);
  openssl(['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'asked', '-out', 'answered']);
  return readFileSync(join(folder, 'answered'));
}

describe.skipIf(!hasOpenssl)('requestTimestamp (needs openssl)', { timeout: 60_000 }, () => {
  let seen: Record<string, string | string[] | undefined>;
  let dataDir: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-tsa-'));
    makeAuthority();
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      seen = request.headers;
      const { status, body } = answer(Buffer.concat(chunks));
      response.writeHead(status, { 'content-type': 'application/timestamp-reply' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
    mkdirSync(join(dataDir, 'captures'));
    answer = (query) => ({ status: 200, body: sign(query) });
  });

  const certificates = () => join(folder, 'tsa.pem');

  it('keeps an answer whose signature leads to the configured certificates; anyone with openssl can check it', async () => {
    const stamp = await requestTimestamp(dataDir, sha256, {
      url,
      certificates: certificates(),
      userAgent: 'PublicDossier/0',
    });
    expect(stamp).toMatchObject({ checked: true, at: expect.stringMatching(/ GMT$/) });
    expect(seen).toMatchObject({
      'content-type': 'application/timestamp-query',
      'user-agent': 'PublicDossier/0',
    });
    openssl([
      'ts',
      '-verify',
      '-digest',
      sha256,
      '-in',
      toTimestampPath(dataDir, sha256),
      '-CAfile',
      certificates(),
    ]);
  });

  it('never replaces the one that is there', async () => {
    await requestTimestamp(dataDir, sha256, { url });
    const first = readFileSync(toTimestampPath(dataDir, sha256));
    expect(await requestTimestamp(dataDir, sha256, { url })).toBeUndefined();
    expect(readFileSync(toTimestampPath(dataDir, sha256))).toEqual(first);
  });

  it('says that nothing was checked without certificates', async () => {
    expect(await requestTimestamp(dataDir, sha256, { url })).toMatchObject({ checked: false });
  });

  it.each<[string, () => typeof answer, RegExp]>([
    [
      'an answer to another query about the same hash',
      () => {
        const other = sign(
          execFileSync('openssl', ['ts', '-query', '-digest', sha256, '-sha256', '-cert'], { stdio: 'pipe' }),
        );
        return () => ({ status: 200, body: other });
      },
      /not to this query/,
    ],
    [
      'an answer about another hash',
      () => {
        const other = sign(
          execFileSync('openssl', ['ts', '-query', '-digest', 'cd'.repeat(32), '-sha256', '-cert'], {
            stdio: 'pipe',
          }),
        );
        return () => ({ status: 200, body: other });
      },
      /about something else/,
    ],
    [
      'a changed byte in the signature',
      () => (query) => {
        const body = sign(query);
        const last = body.length - 5;
        body[last] = (body[last] ?? 0) ^ 1;
        return { status: 200, body };
      },
      /signature does not hold/,
    ],
    ['a page of HTML', () => () => ({ status: 200, body: Buffer.from('<html>') }), /no timestamp/],
    ['status 503', () => () => ({ status: 503, body: Buffer.alloc(0) }), /status 503/],
  ])('refuses %s, and keeps nothing', async (_, prepare, reason) => {
    answer = prepare();
    await expect(requestTimestamp(dataDir, sha256, { url, certificates: certificates() })).rejects.toThrow(
      reason,
    );
    expect(existsSync(toTimestampPath(dataDir, sha256))).toBe(false);
  });
});
