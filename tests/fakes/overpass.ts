import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeElement {
  type: 'node' | 'way' | 'relation';
  id: number;
  lat: number;
  lon: number;
  tags: Record<string, string>;
  version?: number;
  changeset?: number;
}

/** What the n-th query gets; queries beyond the list are answered well. */
export type OverpassMode =
  | 'ok'
  | 'rate_limited'
  | 'busy'
  | 'turned_off'
  | 'timeout_remark'
  | 'memory_remark'
  | 'truncated'
  | 'stale'
  | 'no_base'
  | 'syntax_error'
  | 'challenge';

export interface FakeOverpass {
  /** Folder of the interface, for scrape.options.overpass.url. */
  url: string;
  queries: string[];
  /** Paths in the order of their requests. */
  paths: string[];
  modes: OverpassMode[];
  elements: FakeElement[];
  /** Time of the data. */
  base: string;
  /** A box (or the whole) with more elements than this times out. */
  mostElements: number;
  /** Lines of /api/status after the rate limit. */
  slots: string[];
  close: () => Promise<void>;
}

const page = (title: string, text: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<html><head><title>${title}</title></head><body><p><strong style="color:#FF0000">Error</strong>: ${text} </p></body></html>\n`;

/** An Overpass server on loopback with hand-written elements; understands the box of a query and nothing else of it. */
export async function startOverpass(elements: FakeElement[]): Promise<FakeOverpass> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      fake.paths.push(request.url ?? '');
      // Stock clients are refused since April 2026.
      if (!/^[A-Za-z]+\/[\d.]+ \(\+https?:/.test(request.headers['user-agent'] ?? ''))
        return send(response, {
          status: 406,
          type: 'text/html',
          body: page('406 Not Acceptable', 'Not Acceptable'),
        });
      if (request.url === '/api/status')
        return send(response, { status: 200, type: 'text/plain', body: toStatus(fake) });
      const query = new URLSearchParams(Buffer.concat(chunks).toString()).get('data') ?? '';
      fake.queries.push(query);
      return send(response, toAnswer(fake, query));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeOverpass = {
    url: `http://127.0.0.1:${port}/api/`,
    queries: [],
    paths: [],
    modes: [],
    elements,
    base: '2026-08-20T11:00:00Z',
    mostElements: Number.POSITIVE_INFINITY,
    slots: ['2 slots available now.'],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return fake;
}

function toAnswer(fake: FakeOverpass, query: string): Answer {
  const mode = fake.modes.shift() ?? 'ok';
  const html = (status: number, text: string): Answer => ({
    status,
    type: 'text/html',
    body: page('OSM3S Response', text),
  });
  const found = fake.elements.filter((element) => isInBox(element, query));
  const tooMany = found.length > fake.mostElements;
  switch (mode) {
    case 'rate_limited':
      return html(
        429,
        'runtime error: open64: 0 Success /osm3s_osm_base Dispatcher_Client::request_read_and_idx::rate_limited. Please check /api/status for the quota of your IP address.',
      );
    case 'busy':
      return html(
        504,
        'runtime error: open64: 0 Success /osm3s_osm_base Dispatcher_Client::request_read_and_idx::timeout. The server is probably too busy to handle your request.',
      );
    case 'turned_off':
      return html(504, 'runtime error: The dispatcher (i.e. the database management system) is turned off.');
    case 'syntax_error':
      return html(400, 'line 2: parse error: Unknown type "are"');
    case 'challenge':
      return { status: 403, type: 'text/html', body: page('Just a moment...', 'Checking your browser') };
    case 'timeout_remark':
      return json(fake, found.slice(0, 1), timeoutRemark);
    case 'memory_remark':
      return json(
        fake,
        found.slice(0, 1),
        'runtime error: Query ran out of memory in "query" at line 3. It would need at least 900 MB of RAM to continue.',
      );
    case 'truncated': {
      const text = toJson(fake, found);
      return { status: 200, type: 'application/json', body: text.slice(0, Math.floor(text.length * 0.7)) };
    }
    case 'stale':
      return json({ ...fake, base: '2026-08-01T00:00:00Z' }, found);
    case 'no_base':
      return json({ ...fake, base: '' }, found);
    case 'ok':
      return tooMany ? json(fake, found.slice(0, 1), timeoutRemark) : json(fake, found);
  }
}

const timeoutRemark = 'runtime error: Query timed out in "query" at line 3 after 181 seconds.';

const json = (fake: FakeOverpass, found: FakeElement[], remark?: string): Answer => ({
  status: 200,
  type: 'application/json',
  body: toJson(fake, found, remark),
});

function toJson({ base }: FakeOverpass, found: FakeElement[], remark?: string): string {
  const elements = found.map(({ lat, lon, ...element }) => ({
    ...element,
    ...(element.type === 'node' ? { lat, lon } : { center: { lat, lon } }),
    timestamp: '2026-01-01T00:00:00Z',
    user: 'Somebody',
    uid: 4,
  }));
  return JSON.stringify(
    {
      version: 0.6,
      generator: 'Overpass API 0.7.62',
      osm3s: { ...(base === '' ? {} : { timestamp_osm_base: base }), copyright: 'ODbL' },
      elements,
      ...(remark === undefined ? {} : { remark }),
    },
    null,
    2,
  );
}

function isInBox({ lat, lon }: FakeElement, query: string): boolean {
  const box = /\(area\.a\)\(([-\d.]+),([-\d.]+),([-\d.]+),([-\d.]+)\)/.exec(query)?.slice(1).map(Number);
  if (!box) return true;
  const [south = -90, west = -180, north = 90, east = 180] = box;
  return lat >= south && lat <= north && lon >= west && lon <= east;
}

const toStatus = ({ slots }: FakeOverpass) =>
  [
    'Connected as: 123456789',
    'Current time: 2026-08-20T12:00:00Z',
    'Announced endpoint: none',
    'Rate limit: 2',
    ...slots,
    'Currently running queries (pid, space limit, time limit, start time):',
    '',
  ].join('\n');

interface Answer {
  status: number;
  type: string;
  body: string;
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}
