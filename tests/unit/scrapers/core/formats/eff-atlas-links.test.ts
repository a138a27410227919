import { describe, expect, test } from 'vitest';
import { splitOtherLinks, toLinks, toWebAddress } from '#scrapers/core/formats/eff-atlas-links.ts';

describe('toLinks', () => {
  test('keeps address, source, date and archived copy', () => {
    const cells = {
      'Link 1': ' https://example.org/a ',
      'Link 1 Source': 'Paper',
      'Link 1 Date': '10/06/2018',
      'Link 1 Snapshot': 'https://archive.example/x',
    };
    expect(toLinks(cells, 2020)).toEqual({
      found: [
        {
          url: 'https://example.org/a',
          title: 'Paper',
          publishedOn: '2018-10-06',
          archiveUrl: 'https://archive.example/x',
        },
      ],
      badLinks: [],
      badDates: [],
    });
  });

  test('what is no web address is left out and told; so is a date that cannot be read', () => {
    const cells = {
      'Link 1': 'ftp://example.org/a',
      'Link 2': 'County of X',
      'Link 2 Date': '43146',
      'Link 3': '',
    };
    expect(toLinks(cells, 2020)).toEqual({
      found: [],
      badLinks: ['ftp://example.org/a', 'County of X'],
      badDates: [{ why: 'serial_number', text: '43146' }],
    });
  });

  test('other links follow, each once', () => {
    const cells = {
      'Link 1': 'https://example.org/a',
      'Other Links': 'https://example.org/b;https://example.org/a\nnone',
    };
    expect(toLinks(cells, 2020)).toMatchObject({
      found: [{ url: 'https://example.org/a' }, { url: 'https://example.org/b' }],
      badLinks: ['none'],
    });
  });
});

test('two addresses in one cell are two, and one pasted twice is one', () => {
  const a = 'https://example.org/a';
  expect(toLinks({ 'Link 1': `${a}\n${a}`, 'Link 2': `https://example.org/b ${a}?c` }, 2020).found).toEqual([
    { url: a },
    { url: 'https://example.org/b' },
    { url: `${a}?c` },
  ]);
});

test('other links are parted by blanks, line ends and semicolons, and an address keeps its own semicolon', () => {
  expect(
    splitOtherLinks('https://a.example/x;y=1; https://b.example\nhttps://c.example;https://d.example '),
  ).toEqual(['https://a.example/x;y=1', 'https://b.example', 'https://c.example', 'https://d.example']);
});

test.each([
  'javascript:alert(1)',
  'https://name:word@example.org/',
  'www.example.org',
  '',
  'https://',
  'https://a.example/x y.pdf',
])('%j is no web address', (text) => {
  expect(toWebAddress(text)).toBeNull();
});
