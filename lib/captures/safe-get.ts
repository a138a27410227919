import { guardedRequest } from './guarded-request.ts';
import { checkRedirect, type GuardOptions, refuse } from './guarded-url.ts';
import { toMemory } from './read-body.ts';

export type SafeGetOptions = GuardOptions & {
  /** Who asks, with a contact: `PublicDossier/0.1 (+https://…; mail@…)`. */
  userAgent: string;
  /** Bytes on the wire, and after decompression. */
  maxWireBytes?: number;
  maxBytes?: number;
  /** Milliseconds for everything: look-ups, redirects, body. */
  timeout?: number;
};

export type SafeResponse = {
  /** Address that answered, after redirects. */
  url: string;
  status: number;
  mediaType: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Address of the server that answered. */
  ip: string | undefined;
  bytes: Uint8Array;
  /** Addresses that redirected, first to last. */
  redirects: string[];
};

const maxRedirects = 3;

/**
 * GETs a public address that somebody gave into memory, following redirects; each step is guarded like the first (`guardedRequest`).
 *
 * @throws DossierError `forbidden` for an address that must not be asked or an answer beyond the caps
 * @throws NoAnswerError
 */
export async function safeGet(address: string, options: SafeGetOptions): Promise<SafeResponse> {
  const { timeout = 60_000, maxWireBytes = 20_000_000, maxBytes = 50_000_000, ...guard } = options;
  const deadline = performance.now() + timeout;
  const redirects: string[] = [];
  let next = address;
  for (;;) {
    const response = await guardedRequest(next, toMemory, {
      ...guard,
      limits: { maxWireBytes, maxBytes },
      timeout: Math.max(1, Math.ceil(deadline - performance.now())),
    });
    if (response.body !== undefined) {
      const { url, status, headers, ip, body } = response;
      const mediaType = headers['content-type'] ?? 'application/octet-stream';
      return { url: url.href, status, mediaType, headers, ip, bytes: body, redirects };
    }
    if (redirects.length === maxRedirects)
      throw refuse(address, `It redirects more than ${maxRedirects} times`);
    redirects.push(response.url.href);
    next = checkRedirect(response.url, response.location ?? '', options).href;
  }
}
