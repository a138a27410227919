import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepts, holds, type Reply, send } from '#lib/site/reply.ts';

describe('conditional and negotiated replies', () => {
  it('know a tag in a list, weak or strong, and the star', () => {
    expect(holds('W/"a", "b"', '"b"')).toBe(true);
    expect(holds('W/"a"', '"a"')).toBe(true);
    expect(holds('*', '"a"')).toBe(true);
    expect(holds('"ab"', '"a"')).toBe(false);
    expect(holds(undefined, '"a"')).toBe(false);
  });

  it('send a coding only to those who name it with a weight above zero', () => {
    expect(accepts('gzip, deflate, br', 'br')).toBe(true);
    expect(accepts('br;q=0, gzip;q=0.5', 'br')).toBe(false);
    expect(accepts('br;q=0, gzip;q=0.5', 'gzip')).toBe(true);
    expect(accepts('x-gzip', 'gzip')).toBe(false);
    expect(accepts(undefined, 'gzip')).toBe(false);
  });
});

describe('accepts', () => {
  it('reads a header without weights as it reads one with them', () => {
    const part = fc.constantFrom('gzip', 'br', 'x-gzip', 'gzipped', 'GZIP', '*', 'deflate', '', 'b', 'r');
    const glue = fc.constantFrom(',', ', ', ' ,', ',,');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), glue, (parts, between) => {
        const header = parts.join(between);
        for (const coding of ['gzip', 'br'])
          expect(accepts(header, coding)).toBe(accepts(`${header},q;q=1`, coding));
      }),
    );
  });
});

describe('send', () => {
  const body = Buffer.from('a text that is sent');
  const reply: Reply = {
    status: 200,
    headers: { 'content-type': 'text/plain', 'x-own': 'reply' },
    body,
    gzip: gzipSync(body),
  };

  it('gives each reader the encoding that he takes, of the same reply', async () => {
    const answers = await ask(reply, [{ 'accept-encoding': 'gzip' }, {}, { 'accept-encoding': 'gzip, br' }]);
    expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual(['gzip', undefined, 'gzip']);
    expect(answers.map(({ headers }) => Number(headers['content-length']))).toEqual([
      reply.gzip?.length,
      body.length,
      reply.gzip?.length,
    ]);
    expect(answers.every(({ headers }) => headers.vary === 'accept-encoding')).toBe(true);
  });

  it('sends what goes with every reply, and the reply’s own in its place', async () => {
    const always = { 'x-always': 'yes', 'x-own': 'always' };
    for (const { headers } of await ask(reply, [{}, {}], always))
      expect(headers).toMatchObject({ 'x-always': 'yes', 'x-own': 'reply' });
    const [bare] = await ask(reply, [{}]);
    expect(bare?.headers['x-always']).toBeUndefined();
  });

  it('says 304 without a type to a reader who holds it', async () => {
    const tagged = { ...reply, headers: { ...reply.headers, etag: '"a"' } };
    const [held] = await ask(tagged, [{ 'if-none-match': '"a"' }], { 'x-always': 'yes' });
    expect(held?.statusCode).toBe(304);
    expect(held?.headers).toMatchObject({ etag: '"a"', 'x-always': 'yes', vary: 'accept-encoding' });
    expect(held?.headers['content-type']).toBeUndefined();
  });

  it('gives an empty reply no length', async () => {
    const [empty] = await ask({ status: 204, headers: {}, body: new Uint8Array() }, [{}]);
    expect(empty?.statusCode).toBe(204);
    expect(empty?.headers['content-length']).toBeUndefined();
  });
});

/** Asks a server that sends this reply, once with each of the headers. */
async function ask(
  reply: Reply,
  asked: readonly Record<string, string>[],
  always?: Record<string, string>,
): Promise<IncomingMessage[]> {
  const server = createServer((request, response) => send(request, response, reply, always));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answers: IncomingMessage[] = [];
  for (const headers of asked) {
    answers.push(
      await new Promise((resolve, reject) =>
        get({ host: '127.0.0.1', port, headers }, (answer) => {
          answer.resume().on('end', () => resolve(answer));
        }).on('error', reject),
      ),
    );
  }
  server.close();
  return answers;
}
