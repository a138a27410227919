import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { DossierError } from '#lib/errors.ts';

/** A claim has at most 400 characters a field; nothing that is posted here comes near. */
const maxBodyBytes = 64 * 1024;
const formType = 'application/x-www-form-urlencoded';

/** Names under which a desk on this port answers. Any other Host header comes from a name that somebody pointed at this machine. */
export function toHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

/**
 * Lets pass what the desk's own pages ask for, and addresses that a person typed. A page from elsewhere can neither read nor write here: not
 * through a name that it points at this machine (Host), nor by a link, a form or a script of its own (Sec-Fetch-Site, Origin).
 *
 * @throws DossierError `forbidden`
 */
export function checkCaller(headers: IncomingHttpHeaders, method: string, hosts: readonly string[]): void {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (host === undefined || !hosts.includes(host)) throw refuse('The desk does not answer under this name');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw refuse('Another page asked for this');
  if (method === 'GET' || method === 'HEAD') return;
  if (origin !== `http://${host}`) throw refuse('This was not sent from a page of the desk');
}

/**
 * The form of a request that changes something, once its token is that of this start.
 *
 * @throws DossierError `bad_request` for another type, a body that is too long or not UTF-8; `forbidden` for a wrong token
 */
export async function readForm(request: IncomingMessage, token: string): Promise<URLSearchParams> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== formType) throw malformed(`The desk reads ${formType} alone`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) throw malformed(`A form here has at most ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed('This form is not written in UTF-8');
  }
  const form = new URLSearchParams(text);
  if (!isSame(form.get('token') ?? '', token)) {
    throw refuse(
      'This page is from an earlier start of the desk, and was not sent',
      'Reload the page and decide again.',
    );
  }
  return form;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuse(
  what: string,
  mend = 'Type the address that the desk printed when it started into the browser.',
): DossierError {
  return new DossierError('forbidden', { what, mend });
}

function malformed(what: string): DossierError {
  return new DossierError('bad_request', { what, mend: 'Use the pages of the desk; nothing was changed.' });
}
