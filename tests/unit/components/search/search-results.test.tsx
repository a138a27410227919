import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { KindLinks } from '#components/search/kind-links.tsx';
import { SearchResults } from '#components/search/search-results.tsx';
import type { EntityHit } from '#lib/search/entity-search.ts';

const hit: EntityHit = {
  kind: 'program',
  id: 'program.cn-sharp-eyes',
  slug: 'cn-sharp-eyes',
  label: 'Sharp Eyes',
  labelLang: 'en',
  isWorkingTitle: false,
  population: null,
  claims: 3,
  why: 'exact',
  score: 1,
  matched: undefined,
};

const render = (result: EntityHit, query: string) =>
  renderToStaticMarkup(<SearchResults results={[result]} claims={new Map()} query={query} />);

describe('SearchResults', () => {
  test('marks the words of the query', () => {
    expect(render(hit, 'sharp')).toContain('<mark>Sharp</mark> Eyes');
  });

  test('says by which other name a record was found', () => {
    const found = { ...hit, matched: { text: 'Xueliang', lang: 'zh-Latn' } };
    expect(render(found, 'xueliang')).toMatch(/<bdi lang="zh-Latn">found by “Xueliang”<\/bdi>/);
  });

  test('has no word of the query where it was found by a name of ours', () => {
    const html = render(hit, '雪亮工程');
    expect(html).toContain('Sharp Eyes');
    expect(html).not.toContain('雪亮');
    expect(html).toContain('found by our own words for it in another language');
  });

  test('brackets headings of ours, and says why what no name fits is there', () => {
    const html = render({ ...hit, isWorkingTitle: true, why: 'related', score: 0.5 }, 'x');
    expect(html).toContain('[Sharp Eyes]');
    expect(html).toContain('found by its place, technology or kind');
  });
});

test('kinds without a result are not offered, and the chosen one is marked', () => {
  const counts = {
    program: 2,
    law: 0,
    organization: 0,
    person: 0,
    place: 1,
    technology: 0,
    work: 0,
    claim: 0,
  };
  const html = renderToStaticMarkup(<KindLinks state={{ q: 'x', kind: 'place', page: 1 }} counts={counts} />);
  expect(html).toContain('href="/search?q=x&amp;kind=place" aria-current="page"');
  expect(html).toContain('Everything <span>3</span>');
  expect(html).not.toContain('Laws');
});
