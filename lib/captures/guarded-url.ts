import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { DossierError } from '#lib/errors.ts';
import { isPublicAddress } from './public-address.ts';

export type GuardOptions = {
  /** For tests: ports of servers on 127.0.0.1 that may be asked. Nothing else makes a local address reachable. */
  loopbackPorts?: ReadonlySet<number>;
  /** For tests: another resolver. What it answers is checked like any answer. */
  lookup?: LookupFunction;
};

/**
 * An address that may be asked: http or https on their own ports, without user or password, no address or name of a private
 * network.
 *
 * @throws DossierError `forbidden`
 */
export function checkUrl(address: string, options: GuardOptions): URL {
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

/**
 * Where an answer sends the client, checked like an address that somebody gave.
 *
 * @throws DossierError `forbidden`, also for a step from https to http
 */
export function checkRedirect(from: URL, location: string, options: GuardOptions): URL {
  const next = checkUrl(URL.canParse(location, from) ? new URL(location, from).href : location, options);
  if (from.protocol === 'https:' && next.protocol === 'http:')
    throw refuse(next.href, 'It redirects from https to http');
  return next;
}

/** The resolver of a connection: all addresses of a name must be public; one private among them is enough to refuse. */
export function guardLookup(options: GuardOptions): LookupFunction {
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

export function refuse(address: string, what: string): DossierError {
  return new DossierError('forbidden', {
    what: `The address is not fetched: ${what}`,
    where: stripQuery(address),
    mend: 'Give the public address of the source, or save the page and capture the file.',
  });
}

/** Queries can hold keys, and messages end up in logs. */
export function stripQuery(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}

function isLocalName(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa|lan|intranet|onion)$/.test(name);
}
