import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArticlePage } from '#lib/news/article-page.ts';

const address = 'https://news.example/2026/a?x=1';
const read = (html: string) => readArticlePage(Buffer.from(html), 'text/html; charset=utf-8', address);

describe('what a page says of itself', () => {
  test('language, day and address from the head', () => {
    expect(
      read(
        '<!doctype html><html class=x lang="de-AT"><head><link href="/2026/a" rel="canonical"><meta content="2026-05-04T08:00:00+02:00" property="article:published_time"></head>',
      ),
    ).toEqual({
      canonical: 'https://news.example/2026/a',
      language: 'de-AT',
      published: '2026-05-04',
      isPaywalled: false,
    });
  });

  test('JSON-LD goes before the tags, alone, in a list, or in a graph', () => {
    const article = '{"@type":"NewsArticle","datePublished":"2026-01-02","isAccessibleForFree":"False"}';
    for (const json of [
      article,
      `[${article}]`,
      `{"@context":"x","@graph":[{"@type":"Organization"},${article}]}`,
    ]) {
      const said = read(
        `<meta name="date" content="2020-01-01"><script type="application/ld+json">${json}</script>`,
      );
      expect(said).toMatchObject({ published: '2026-01-02', isPaywalled: true });
    }
  });

  test('broken JSON-LD counts as none', () => {
    expect(
      read(
        '<script type="application/ld+json">{"@type":"NewsArticle",</script><meta name="date" content="2020-01-01">',
      ),
    ).toMatchObject({ published: '2020-01-01', isPaywalled: false });
  });

  test('a tier that is locked is a paywall, one that is free is none', () => {
    expect(read('<meta property="article:content_tier" content="metered">').isPaywalled).toBe(true);
    expect(read('<meta property="article:content_tier" content="free">').isPaywalled).toBe(false);
  });

  test('a test for browsers is a wall', () => {
    expect(read('<title>Just a moment...</title>').wall).toBe('Just a moment...');
    expect(read('<title>A moment that changed the city</title>').wall).toBeUndefined();
  });

  test('no page makes it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          '<link rel=canonical href=',
          '<html lang=',
          '<script type="application/ld+json">',
          '',
        ),
        (text, before) => {
          expect(typeof read(before + text).isPaywalled).toBe('boolean');
        },
      ),
    );
  });
});

test('scripts that never end are read once, not once each', () => {
  const html = '<script type="application/ld+json">{'.repeat(50_000);
  expect(read(html)).toEqual({ isPaywalled: false });
});
