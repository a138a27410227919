import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { duplexPair } from 'node:stream';

/** What Next answered to one of the front's own requests. */
export type SourceAnswer = {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
};

const maxBodyBytes = 16 * 2 ** 20;
const timeoutMs = 30_000;

/** Response headers of Next that a reader may see; everything else is the framework's own business. */
const passedHeaders = [
  'content-type',
  'location',
  'content-disposition',
  'link',
  'cache-control',
  'last-modified',
];

/**
 * Asks Next for pages inside this process, over a pair of streams instead of a port. Next sees a request that the front
 * wrote, never one that a reader wrote: no address, no cookie, no header of theirs can reach a page, or a cached copy.
 */
export class PageSource {
  #server: Server;
  #headers: Record<string, string>;

  /** @param host value of the Host header that pages are rendered for */
  constructor(handler: RequestListener, host: string) {
    this.#server = createServer(handler);
    this.#headers = { host, accept: 'text/html', 'user-agent': 'public-dossier' };
  }

  /** @throws Error when Next breaks off, is silent for 30 seconds or sends more than 16 MB */
  async get(path: string): Promise<SourceAnswer> {
    const [near, far] = duplexPair();
    this.#server.emit('connection', far);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { ...this.#headers, connection: 'close' };
      const outgoing = request({ path, method: 'GET', headers, createConnection: () => near }, resolve);
      const timer = setTimeout(() => outgoing.destroy(new Error('the page took too long')), timeoutMs);
      outgoing.once('close', () => clearTimeout(timer));
      outgoing.once('error', reject);
      outgoing.end();
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBodyBytes) throw new Error('the page is larger than 16 MB');
    }
    return { status: answer.statusCode ?? 500, headers: pick(answer), body: Buffer.concat(chunks) };
  }

  close(): void {
    this.#server.closeAllConnections();
  }
}

function pick(answer: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of passedHeaders) {
    const value = answer.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}
