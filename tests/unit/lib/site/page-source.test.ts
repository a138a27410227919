import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { PageSource } from '#lib/site/page-source.ts';

describe('PageSource', () => {
  it('asks with headers of its own and passes on only what a reader may see', async () => {
    const seen: IncomingMessage[] = [];
    const source = new PageSource((request, response) => {
      seen.push(request);
      response.writeHead(200, {
        'content-type': 'text/html',
        'x-powered-by': 'something',
        'set-cookie': 'id=1',
        'x-nextjs-cache': 'HIT',
      });
      response.end(`page ${request.url}`);
    }, 'dossier.example');
    const answers = await Promise.all([source.get('/a?b=c'), source.get('/d')]);
    source.close();
    expect(answers.map((answer) => Buffer.from(answer.body).toString())).toEqual(['page /a?b=c', 'page /d']);
    expect(answers[0]?.headers).toEqual({ 'content-type': 'text/html' });
    expect(seen[0]?.headers).toEqual({
      host: 'dossier.example',
      accept: 'text/html',
      'user-agent': 'public-dossier',
      connection: 'close',
    });
  });

  it('rejects when the page breaks off', async () => {
    const source = new PageSource((_request, response) => {
      response.write('half');
      response.destroy();
    }, 'dossier.example');
    await expect(source.get('/a')).rejects.toThrow();
    source.close();
  });
});
