import { describe, expect, it } from 'vitest';
import { anchor } from '#lib/captures/anchor.ts';
import { indexText } from '#lib/captures/indexed-text.ts';
import { judgeVisit } from '#lib/links/judge.ts';
import type { Visit } from '#lib/links/schema.ts';

const address = 'https://news.example/2024/lamps';
const story = `The harbor office hung the first lamp with a camera on Monday. Nobody had told the people of the market
about it. The office said that the lamps only count cars. 港口的灯会记住每一个人的脸。 It gave no date for the others.`;
const quotes = ['hung the first lamp with a camera', 'the lamps only count cars', '灯会记住每一个人的脸'];
const passages = quotes.map((quote) => anchor(indexText(story), quote));

function html(body: string, head = '<title>Lamps</title>'): string {
  return `<!doctype html><html><head>${head}</head><body><article><h1>Lamps</h1><p>${body}</p></article></body></html>`;
}

function page(body: string, more: Partial<Extract<Visit, { kind: 'page' }>> = {}): Visit {
  return {
    kind: 'page',
    status: 200,
    finalUrl: address,
    mediaType: 'text/html; charset=utf-8',
    bytes: Buffer.from(body),
    ...more,
  };
}

const notFree = `<title>Lamps</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>`;
const intro = html(
  'The harbor office hung the first lamp with a camera on Monday. Subscribe to read on.',
  notFree,
);

describe('judgeVisit', () => {
  it.each<[string, Visit, string]>([
    ['the passages are all there', page(html(story)), 'ok'],
    ['they are there in another typography', page(html(story.replaceAll('\n', ' \u00a0'))), 'ok'],
    ['one word of one passage is another', page(html(story.replace('only count', 'just count'))), 'changed'],
    ['no text can be read', page('<!doctype html><title>Lamps</title><div id="app"></div>'), 'changed'],
    ['the page is behind a paywall', page(intro), 'paywalled'],
    ['the publisher asks for money, but the passages can be read', page(html(story, notFree)), 'ok'],
    ['the host asks for money', page('', { status: 402 }), 'paywalled'],
    [
      'it leads elsewhere with the passages',
      page(html(story), { finalUrl: 'https://news.example/archive/lamps' }),
      'moved',
    ],
    [
      'it leads elsewhere without one',
      page(html('Other words.'), { finalUrl: 'https://other.example/x' }),
      'changed',
    ],
    [
      'it leads to https, www and a slash',
      page(html(story), { finalUrl: 'https://www.news.example/2024/lamps/' }),
      'ok',
    ],
    ['it leads to the front page', page(html(story), { finalUrl: 'https://news.example/' }), 'missing'],
    ['the title says not found', page(html('Sorry.', '<title>404 Page not found</title>')), 'missing'],
    ['the title says so in Chinese', page(html('抱歉', '<title>页面不存在</title>')), 'missing'],
    ['it is not found', page('', { status: 404 }), 'missing'],
    ['the server fails', page('', { status: 500 }), 'no_answer'],
    ['the host says that it is gone', { kind: 'gone', reason: 'status 410' }, 'gone'],
    ['programs are refused', { kind: 'refused', reason: 'robots.txt' }, 'blocked'],
    ['nobody answers', { kind: 'no_answer', reason: 'timeout' }, 'no_answer'],
  ])('when %s', async (_, visit, finding) => {
    expect((await judgeVisit(address, visit, passages)).finding).toBe(finding);
  });

  it('says how many passages are missing and where the address led', async () => {
    const visit = page(html(story.replace('only count', 'just count')), {
      finalUrl: 'https://other.example/x',
    });
    expect(await judgeVisit(address, visit, passages)).toEqual({
      finding: 'changed',
      reason: '1 of 3 passages are not on the page',
      status: 200,
      finalUrl: 'https://other.example/x',
    });
  });

  it('takes a page without cited passages as it comes', async () => {
    expect((await judgeVisit(address, page(html('Anything.')), [])).finding).toBe('ok');
    expect((await judgeVisit(address, page(intro), [])).finding).toBe('paywalled');
  });

  it('does not miss one of two equal quotations while the other is there', async () => {
    const twice = indexText(`${story} ${story}`);
    const second = anchor(twice, quotes[0] ?? '', 2);
    expect((await judgeVisit(address, page(html(story)), [second])).finding).toBe('ok');
  });
});
