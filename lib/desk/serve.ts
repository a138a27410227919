import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DossierError, toCliLine, toHttpStatus } from '#lib/errors.ts';
import { type Reply, send, toTextReply } from '#lib/site/reply.ts';
import { toSecurityHeaders } from '#lib/site/security-headers.ts';
import type { Desk } from './desk.ts';
import { checkCaller, toHosts } from './gate.ts';
import { DeskRoutes } from './routes.ts';

type Options = {
  desk: Desk;
  host: string;
  /** 0 for any free one. */
  port: number;
};

/** The desk's server, listening. Callers are checked before anything is read; errors that nobody can mend carry a number, as on the site. */
export async function serveDesk({ desk, host, port }: Options): Promise<Server> {
  const routes = new DeskRoutes({ desk, token: randomBytes(32).toString('base64url') });
  const always = {
    ...toSecurityHeaders({ https: false, development: false }),
    // Without it a form that is sent without script would name no origin, and be refused as a stranger's. Other sites still learn nothing.
    'referrer-policy': 'same-origin',
  };
  let hosts: readonly string[] = [];
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    answer(routes, hosts, request).then(
      (reply) => send(request, response, reply),
      (error: unknown) => fail(response, error),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  hosts = toHosts(toPort(server));
  return server;
}

export function toPort(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The desk listens on no port');
  return address.port;
}

async function answer(
  routes: DeskRoutes,
  hosts: readonly string[],
  request: IncomingMessage,
): Promise<Reply> {
  const method = request.method ?? 'GET';
  try {
    checkCaller(request.headers, method, hosts);
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    return toTextReply(toHttpStatus(error), error.message);
  }
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
    return toTextReply(405, 'The desk knows GET and POST.');
  const target = request.url ?? '/';
  if (!target.startsWith('/') || target.startsWith('//') || !URL.canParse(target, 'http://desk.invalid'))
    return toTextReply(400, 'This address is malformed.');
  return routes.answer(request, new URL(target, 'http://desk.invalid'));
}

function fail(response: ServerResponse, error: unknown): void {
  const id = randomUUID().slice(0, 8);
  process.stderr.write(`error ${id}: ${toCliLine(error)}\n`);
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHead(500).end(`Something went wrong (error ${id}); what was decided before is kept.\n`);
}
