import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What a portal's address answers. All but the last two are hand-written pages in the documented shapes. */
export type FlockMode =
  | 'attributes'
  | 'labels'
  | 'number'
  | 'missing-date'
  | 'empty'
  | 'challenge'
  | 'forbidden'
  | 'not-found';

const fixtures = join(import.meta.dirname, '../fixtures/scrapers/flock-portals');

export const portalPath = (mode: FlockMode) => join(fixtures, `${mode}.html`);

export interface FakeFlock {
  origin: string;
  /** For the client's test-only allow-list. */
  ports: ReadonlySet<number>;
  /** What a slug answers from now on; slugs without a mode answer 404. */
  serve: (slug: string, mode: FlockMode) => void;
  /** Slugs that were asked for, in order. */
  asked: string[];
  close: () => Promise<void>;
}

/** The host of the portals on loopback. It has no robots.txt and no index. */
export async function startFakeFlock(): Promise<FakeFlock> {
  const modes = new Map<string, FlockMode>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const slug = (request.url ?? '/').slice(1);
    if (slug !== 'robots.txt') asked.push(slug);
    const mode = modes.get(slug) ?? 'not-found';
    const html = { 'content-type': 'text/html; charset=utf-8' };
    if (mode === 'not-found') response.writeHead(404, html).end('<title>Page not found</title>');
    else if (mode === 'forbidden' || mode === 'challenge')
      response
        .writeHead(403, mode === 'challenge' ? { ...html, 'cf-mitigated': 'challenge' } : html)
        .end(readFileSync(portalPath('challenge')));
    else response.writeHead(200, html).end(readFileSync(portalPath(mode)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    ports: new Set([port]),
    serve: (slug, mode) => {
      modes.set(slug, mode);
    },
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
