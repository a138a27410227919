import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { DossierError } from '#lib/errors.ts';
import { isPublicAddress } from './public-address.ts';
import { readBody } from './read-body.ts';

export type SafeGetOptions = {
  /** Who asks, with a contact: `PublicDossier/0.1 (+https://…; mail@…)`. */
  userAgent: string;
  /** Bytes on the wire, and after decompression. */
  maxWireBytes?: number;
  maxBytes?: number;
  /** Milliseconds for everything: look-ups, redirects, body. */
  timeout?: number;
  /** For tests: ports of servers on 127.0.0.1 that may be asked. Nothing else makes a local address reachable. */
  loopbackPorts?: ReadonlySet<number>;
  /** For tests: another resolver. What it answers is checked like any answer. */
  lookup?: LookupFunction;
};

export type SafeResponse = {
  /** Address that answered, after redirects. */
  url: string;
  status: number;
  mediaType: string;
  bytes: Uint8Array;
  /** Addresses that redirected, first to last. */
  redirects: string[];
};

const maxRedirects = 3;

/**
 * GETs a public address that somebody gave, without becoming their way into this network: http and https on their own ports, no
 * user in the address, only public addresses. The host is checked as it is written *and* inside the connection's own look-up,
 * because a socket asks no resolver for a literal address and a resolver may answer differently the second time. Each redirect
 * is checked again. Bytes, time and the ratio of decompression are capped.
 *
 * @throws DossierError `forbidden` for an address that must not be asked or an answer beyond the caps
 */
export async function safeGet(address: string, options: SafeGetOptions): Promise<SafeResponse> {
  const { timeout = 60_000, maxWireBytes = 20_000_000, maxBytes = 50_000_000 } = options;
  const signal = AbortSignal.timeout(timeout);
  const agent = new Agent({
    connect: { lookup: guardLookup(options), timeout: Math.min(timeout, 10_000) },
    headersTimeout: Math.min(timeout, 20_000),
    bodyTimeout: timeout,
    maxHeaderSize: 64 * 1024,
  });
  const redirects: string[] = [];
  try {
    let url = checkUrl(address, options);
    for (;;) {
      const response = await request(url, {
        dispatcher: agent,
        signal,
        headers: { 'user-agent': options.userAgent, accept: '*/*', 'accept-encoding': 'gzip, br' },
      });
      const target = findRedirect(response.statusCode, response.headers.location);
      if (target === undefined) {
        const encoding = String(response.headers['content-encoding'] ?? '');
        const bytes = await readBody(response.body, encoding, { maxWireBytes, maxBytes });
        const mediaType = String(response.headers['content-type'] ?? 'application/octet-stream');
        return { url: url.href, status: response.statusCode, mediaType, bytes, redirects };
      }
      // The body of a redirect is never read.
      response.body.on('error', () => {}).destroy();
      if (redirects.length === maxRedirects)
        throw refuse(address, `It redirects more than ${maxRedirects} times`);
      redirects.push(url.href);
      const next = checkUrl(new URL(target, url).href, options);
      if (url.protocol === 'https:' && next.protocol === 'http:')
        throw refuse(next.href, 'It redirects from https to http');
      url = next;
    }
  } catch (error) {
    throw toRefusal(address, error, timeout, signal);
  } finally {
    await agent.destroy();
  }
}

function checkUrl(address: string, options: SafeGetOptions): URL {
  if (!URL.canParse(address)) throw refuse(address, 'It is not an address');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse(address, 'Only http and https are fetched');
  if (url.username !== '' || url.password !== '') throw refuse(address, 'It holds a user name or password');
  // The URL parser has turned octal, hexadecimal, decimal and full-width spellings of an address into the plain one.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '127.0.0.1' && options.loopbackPorts?.has(Number(url.port))) return url;
  if (url.port !== '' && url.port !== '80' && url.port !== '443')
    throw refuse(address, `Port ${url.port} is not fetched`);
  const isLiteral = host.includes(':') || /^[\d.]+$/.test(host);
  if (isLiteral && !isPublicAddress(host))
    throw refuse(address, 'It leads into a private or reserved network');
  if (!isLiteral && isLocalName(host)) throw refuse(address, 'It names a host of a local network');
  return url;
}

function isLocalName(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa|lan|intranet|onion)$/.test(name);
}

/** All addresses of a name must be public: one private among them is enough to refuse. */
function guardLookup(options: SafeGetOptions): LookupFunction {
  const resolve = options.lookup ?? systemLookup;
  return (hostname, { all, ...rest }, callback) => {
    resolve(hostname, { ...rest, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses =
        typeof found === 'string' ? [{ address: found, family: found.includes(':') ? 6 : 4 }] : found;
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(refuse(hostname, 'Its name leads into a private or reserved network'), []);
      }
      return all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function findRedirect(status: number, location: string | string[] | undefined): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  return typeof location === 'string' ? location : undefined;
}

function refuse(address: string, what: string): DossierError {
  return new DossierError('forbidden', {
    what: `The address is not fetched: ${what}`,
    where: stripQuery(address),
    mend: 'Give the public address of the source, or save the page and capture the file.',
  });
}

/** Queries can hold keys, and messages end up in logs. */
function stripQuery(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}

function toRefusal(address: string, error: unknown, timeout: number, signal: AbortSignal): unknown {
  if (error instanceof DossierError) return error;
  if (signal.aborted) return refuse(address, `It took longer than ${Math.round(timeout / 1000)} s`);
  const reason = error instanceof Error ? error.message : String(error);
  return new DossierError('bad_request', {
    what: `The address did not answer: ${reason}`,
    where: stripQuery(address),
    mend: 'Try again later, or save the page and capture the file.',
    cause: error,
  });
}
