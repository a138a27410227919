import { createReadStream, statSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { BaseSerializerBuffer, WARC_1_1, WARCRecord, WARCSerializer, type WARCType } from 'warcio';

/** One request and its answer, as they may be kept: no keys in addresses, headers or fields. */
export interface Exchange {
  url: string;
  at: Date;
  ip?: string | undefined;
  request: { method: string; headers: Readonly<Record<string, string>>; body?: string | undefined };
  response: { status: number; headers: Readonly<Record<string, string>> };
  /** File with the body after transfer and content decoding. */
  path: string;
  sha256: string;
  /** An earlier record with the same body: then only the headers are written. */
  earlier?: { url: string; at: Date } | undefined;
}

/** A record that is written as a gzip member of its own. */
export interface Member {
  record: WARCRecord;
  /** File with the payload, which is then not held in memory. */
  path?: string;
}

/** An exchange as WARC 1.1 records (ISO 28500): the answer (or a revisit), then the request. @returns also the id of the answer's record */
export function toExchangeMembers(exchange: Exchange): { id: string; members: Member[] } {
  const { url, response, request, earlier } = exchange;
  const date = exchange.at.toISOString();
  const target = {
    url,
    date,
    warcVersion: WARC_1_1,
    warcHeaders: { ...(exchange.ip !== undefined && { 'WARC-IP-Address': exchange.ip }) },
  } as const;
  const answer = WARCRecord.create(
    {
      ...target,
      warcHeaders: { ...target.warcHeaders, 'WARC-Payload-Digest': `sha256:${exchange.sha256}` },
      type: earlier === undefined ? 'response' : 'revisit',
      ...(earlier !== undefined && { refersToUrl: earlier.url, refersToDate: earlier.at.toISOString() }),
      statusline: `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`.trimEnd(),
      httpHeaders: toKeptHeaders(response.headers, statSync(exchange.path).size),
    },
    earlier === undefined ? readLater(exchange.path) : undefined,
  );
  const id = readId(answer);
  const { pathname, search } = new URL(url);
  const body = new TextEncoder().encode(request.body ?? '');
  const question = WARCRecord.create(
    {
      ...target,
      warcHeaders: { ...target.warcHeaders, 'WARC-Concurrent-To': id },
      type: 'request',
      statusline: `${request.method} ${pathname}${search} HTTP/1.1`,
      httpHeaders: { host: new URL(url).host, ...toPlainHeaders(request.headers) },
    },
    [body],
  );
  const payload = earlier === undefined ? { path: exchange.path } : {};
  return { id: id.replace(/^<|>$/g, ''), members: [{ record: answer, ...payload }, { record: question }] };
}

/** A record without an exchange: a file as it was brought (`resource`), what was made of another record, what is known of it. */
export function toPlainMember(input: {
  type: Extract<WARCType, 'resource' | 'conversion' | 'metadata'>;
  url: string;
  at: Date;
  mediaType: string;
  bytes: Uint8Array;
  sha256: string;
  /** Id of the record that it is about, in angle brackets. */
  refersTo?: string | undefined;
}): { id: string; member: Member } {
  const { type, url, at, mediaType, bytes, sha256, refersTo } = input;
  const record = WARCRecord.create(
    {
      url,
      date: at.toISOString(),
      type,
      warcVersion: WARC_1_1,
      warcHeaders: {
        'Content-Type': mediaType,
        'WARC-Payload-Digest': `sha256:${sha256}`,
        ...(refersTo !== undefined && { 'WARC-Refers-To': refersTo }),
      },
    },
    [bytes],
  );
  return { id: readId(record), member: { record } };
}

/** The record that a file begins with. */
export function toInfoMember(filename: string, info: Record<string, string>): Member {
  return {
    record: WARCRecord.createWARCInfo(
      { filename, warcVersion: WARC_1_1 },
      { format: 'WARC File Format 1.1', ...info },
    ),
  };
}

/** One gzip member. */
export function serializeMember({ record, path }: Member): AsyncIterable<Uint8Array> {
  const payload = path === undefined ? undefined : new FilePayload(path);
  return new WARCSerializer(record, { gzip: true }, payload);
}

function readId(record: WARCRecord): string {
  return record.warcHeader('WARC-Record-ID') ?? '';
}

/**
 * The body is kept decoded: headers that would have a reader decode it again are renamed, and the length is that of the kept bytes. It also
 * makes sure that there is a header at all; the library reads a block without any as if the body were its headers.
 */
function toKeptHeaders(headers: Readonly<Record<string, string>>, bytes: number): Record<string, string> {
  const renamed = new Set(['content-encoding', 'content-length', 'transfer-encoding']);
  const kept = Object.entries(toPlainHeaders(headers)).map(([name, value]) => [
    renamed.has(name) ? `x-archive-orig-${name}` : name,
    value,
  ]);
  return { ...Object.fromEntries(kept), 'content-length': String(bytes) };
}

/** The library takes three commas for several values, and a line break would begin another header. */
function toPlainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace(/[\r\n]+/g, ' ').replace(/,(?=,)/g, ', '),
    ]),
  );
}

/** Lets the library read a payload twice (digest, output) from its file instead of from memory. */
class FilePayload extends BaseSerializerBuffer {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override write(): void {}

  override readAll(): AsyncIterable<Uint8Array> {
    return createReadStream(this.#path);
  }

  override purge(): void {}
}

/** A file that is opened when the first byte is wanted. */
async function* readLater(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}
