import { Agent, buildConnector, request } from 'undici';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { checkUrl, type GuardOptions, guardLookup, stripQuery } from './guarded-url.ts';
import { type BodyLimits, type BodySink, readBody } from './read-body.ts';

export type GuardedRequest = GuardOptions & {
  /** Who asks, with a contact: `PublicDossier/0.1 (+https://…; mail@…)`. */
  userAgent: string;
  method?: 'GET' | 'POST';
  /** Fields of a POST. */
  form?: Readonly<Record<string, string>>;
  /** Headers besides those that say who asks and what can be decoded. Cookies are never sent. */
  headers?: Readonly<Record<string, string>>;
  limits: BodyLimits;
  /** Milliseconds for everything: look-up, connection, body. */
  timeout: number;
  /** Milliseconds until the answer begins. Default: 20 s at most. */
  headersTimeout?: number;
  /** Ends the request from outside; its reason is thrown. */
  signal?: AbortSignal;
};

export type GuardedResponse<T> = {
  url: URL;
  status: number;
  /** Names in lower case; several values of one name joined by a comma. Never `set-cookie`. */
  headers: Readonly<Record<string, string>>;
  /** Address of the next step, as the server wrote it. Such an answer has no body here: it is never read. */
  location?: string;
  /** Address of the server that answered. */
  ip?: string;
  /** What the sink made of the body; undefined for redirects. */
  body: T | undefined;
};

/** The host could not be asked, or its answer did not arrive whole: worth another try, unlike a refusal of the guard. */
export class NoAnswerError extends DossierError {
  /** `timeout`, `broken` (the connection ended) or `unreachable` (name, route or certificate). */
  readonly kind: 'timeout' | 'broken' | 'unreachable';

  constructor(kind: NoAnswerError['kind'], address: string, reason: string, cause: unknown) {
    super('bad_request', {
      what: reason,
      where: stripQuery(address),
      mend: 'Try again later, or save the page and capture the file.',
      cause,
    });
    this.kind = kind;
  }
}

const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'host',
  'transfer-encoding',
  'user-agent',
]);

/**
 * Asks a public address once, without becoming anybody's way into this network. The host is checked as it is written *and* inside the
 * connection's own look-up, because a socket asks no resolver for a literal address and a resolver may answer differently the second time.
 * Bytes, time and the ratio of decompression are capped. A redirect is returned, not followed (`checkRedirect`).
 *
 * @throws DossierError `forbidden` for an address that must not be asked or an answer beyond the caps
 * @throws NoAnswerError
 */
export async function guardedRequest<T>(
  address: string,
  sink: BodySink<T>,
  options: GuardedRequest,
): Promise<GuardedResponse<T>> {
  const url = checkUrl(address, options);
  const { timeout, method = 'GET', form } = options;
  const clock = AbortSignal.timeout(timeout);
  const signal = options.signal === undefined ? clock : AbortSignal.any([clock, options.signal]);
  const connect = buildConnector({ lookup: guardLookup(options), timeout: Math.min(timeout, 10_000) });
  let ip: string | undefined;
  const agent = new Agent({
    connect: (target, done) =>
      connect(target, (...outcome) => {
        ip = outcome[1]?.remoteAddress;
        done(...outcome);
      }),
    headersTimeout: options.headersTimeout ?? Math.min(timeout, 20_000),
    bodyTimeout: timeout,
    maxHeaderSize: 64 * 1024,
  });
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal,
      method,
      headers: toHeaders(options),
      body: form === undefined ? null : new URLSearchParams(form).toString(),
    });
    const headers = toPlainHeaders(response.headers);
    const head = { url, status: response.statusCode, headers, ...(ip !== undefined && { ip }) };
    const location = [301, 302, 303, 307, 308].includes(head.status) ? headers.location : undefined;
    if (location !== undefined) {
      response.body.on('error', () => {}).destroy();
      return { ...head, location, body: undefined };
    }
    const body = await readBody(response.body, headers['content-encoding'] ?? '', options.limits, sink);
    return { ...head, body };
  } catch (error) {
    if (options.signal?.aborted === true) throw options.signal.reason;
    throw toFailure(address, error, timeout, clock);
  } finally {
    await agent.destroy();
  }
}

function toHeaders(options: GuardedRequest): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*' };
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    const lower = name.toLowerCase();
    if (ownHeaders.has(lower)) throw new Error(`The header ${lower} is the client's own`);
    headers[lower] = value;
  }
  if (options.form !== undefined) headers['content-type'] ??= 'application/x-www-form-urlencoded';
  return { ...headers, 'user-agent': options.userAgent, 'accept-encoding': 'gzip, br' };
}

function toPlainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'set-cookie') continue;
    // Two different lengths or encodings in one answer are an attack on whoever takes the first; the joined text fits neither.
    plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

const timeoutCodes = /^(ETIMEDOUT|UND_ERR_(BODY|CONNECT|HEADERS)_TIMEOUT)$/;
const unreachableCodes =
  /^(E(CONNREFUSED|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|PROTO)|ERR_(TLS|SSL)_.*|.*(CERT|CRL|ISSUER).*)$/;
/** Sockets, undici, the HTTP parser, decompression: the answer began and did not end well. */
const brokenCodes =
  /^(ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE|(UND_ERR|HPE|Z|ERR_BROTLI|ERR__ERROR)_.*)$/;

function toFailure(address: string, error: unknown, timeout: number, clock: AbortSignal): unknown {
  if (error instanceof DossierError) return error;
  if (clock.aborted)
    return new NoAnswerError('timeout', address, `It took longer than ${Math.ceil(timeout / 1000)} s`, error);
  const code = getErrorCode(error) ?? '';
  const reason = `The address did not answer: ${error instanceof Error ? error.message : code}`;
  if (timeoutCodes.test(code)) return new NoAnswerError('timeout', address, reason, error);
  if (unreachableCodes.test(code)) return new NoAnswerError('unreachable', address, reason, error);
  if (brokenCodes.test(code)) return new NoAnswerError('broken', address, reason, error);
  // A full disk under the sink, or a bug of ours: no other try would mend it.
  return error;
}
