import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeObject =
  | { status: 200; tags?: Record<string, string>; visible?: boolean }
  | { status: 200; html: string }
  | { status: 403 | 410 | 429 | 500 };

export interface FakeObjectApi {
  url: string;
  paths: string[];
  close: () => Promise<void>;
}

/** The object interface on loopback: what is not in `objects` never existed (404). */
export async function startObjectApi(objects: Readonly<Record<string, FakeObject>>): Promise<FakeObjectApi> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    const key = /^\/api\/0\.6\/(\w+\/\d+)\.json$/.exec(request.url ?? '')?.[1] ?? '';
    const object = objects[key];
    const [type = '', id] = key.split('/');
    const send = (status: number, body: string) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    };
    if (object === undefined) return send(404, '');
    if (object.status !== 200) return send(object.status, '');
    if ('html' in object) return send(200, object.html);
    const { tags, visible } = object;
    const element = { type, id: Number(id), lat: 1, lon: 2, version: 3, user: 'Somebody', uid: 4 };
    return send(
      200,
      JSON.stringify({
        version: '0.6',
        elements: [{ ...element, ...(tags ? { tags } : {}), ...(visible === undefined ? {} : { visible }) }],
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/0.6/`,
    paths,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
