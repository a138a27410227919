import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedReading } from '#scrapers/news/feed-schema.ts';
import { mostItems, parseFeedFile } from '#scrapers/news/parse-feed.ts';

const address = 'https://news.example/feeds/all.xml';
const read = (file: string | Uint8Array, mediaType = 'application/rss+xml') =>
  parseFeedFile(typeof file === 'string' ? Buffer.from(file) : file, { mediaType, address });
const rss = (items: string, head = '<title>Town news</title>') =>
  `<?xml version="1.0"?><rss version="2.0"><channel>${head}${items}</channel></rss>`;
const item = (number: number, more = '') =>
  `<item><title>Story ${number}</title><link>https://news.example/${number}</link><guid>g${number}</guid>${more}</item>`;
const links = (file: string | Uint8Array, mediaType?: string) =>
  read(file, mediaType).items.map(({ link }) => link);

describe('formats', () => {
  test('RSS 2.0 with everything', () => {
    const feed = read(
      rss(
        item(
          1,
          '<description>&lt;p&gt;R&amp;amp;D &lt;b&gt;now&lt;/b&gt;&lt;/p&gt;</description><pubDate>Mon, 04 May 2026 10:00:00 +0200</pubDate>',
        ),
        '<title>Town</title><language>en-GB</language><ttl>90</ttl>',
      ),
    );
    expect(feed).toEqual({
      format: 'rss',
      title: 'Town',
      ttlMinutes: 90,
      repairs: [],
      seen: 1,
      refused: [],
      items: [
        {
          at: 1,
          key: 'g1',
          link: 'https://news.example/1',
          title: 'Story 1',
          summary: 'R&D now',
          published: '2026-05-04T08:00:00.000Z',
          language: 'en-GB',
        },
      ],
    });
  });

  test('RSS 0.91 with its document type', () => {
    const file =
      '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd"><rss version="0.91"><channel><title>T</title><language>en</language><item><title>One</title><link>https://news.example/1</link></item></channel></rss>';
    expect(read(file).items).toMatchObject([{ key: 'https://news.example/1', title: 'One', language: 'en' }]);
  });

  test('RDF', () => {
    const file =
      '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>C</title></channel><item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2026-05-04</dc:date></item></rdf:RDF>';
    expect(read(file)).toMatchObject({
      format: 'rdf',
      items: [{ link: 'https://news.example/1', published: '2026-05-04T00:00:00.000Z' }],
    });
  });

  test('Atom: the page and not the sound file, relative to xml:base, in the language of the entry', () => {
    const file =
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/x/"><title>C</title><entry xml:lang="fr"><title type="html">Vid&amp;eacute;o</title><id>tag:1</id><link rel="enclosure" href="a.mp3"/><link href="../p.html"/><updated>2026-05-04T10:00:00Z</updated></entry></feed>';
    expect(read(file, 'application/atom+xml').items).toEqual([
      {
        at: 1,
        key: 'tag:1',
        link: 'https://news.example/p.html',
        title: 'Vidéo',
        summary: '',
        published: '2026-05-04T10:00:00.000Z',
        language: 'fr',
      },
    ]);
  });

  test('JSON Feed, each item for itself', () => {
    const file = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [
        { id: '1', url: '/one', title: 'One' },
        5,
        { id: '3', content_text: 'No address' },
        { id: '4', external_url: 'https://other.example/', title: 'Four' },
      ],
    });
    const feed = read(file, 'application/feed+json');
    expect(feed.items.map(({ link }) => link)).toEqual([
      'https://news.example/one',
      'https://other.example/',
    ]);
    expect(feed.refused).toEqual([
      { at: 2, reason: 'not_readable', count: 1 },
      { at: 3, reason: 'no_link', count: 1 },
    ]);
    expect(feed.seen).toBe(4);
  });
});

describe('what is wrong with feeds', () => {
  test('bytes before the document, and a byte order mark', () => {
    expect(read(`\ufeff\n\n  ${rss(item(1))}`)).toMatchObject({ seen: 1, repairs: ['text_before_document'] });
  });

  test('control characters, raw ampersands, entities that nobody declared', () => {
    const feed = read(
      rss(
        '<item><title>A \u0008& B &nbsp;&eacute; &bogus;</title><link>https://news.example/?a=1&b=2</link></item>',
      ),
    );
    expect(feed.items).toMatchObject([{ title: 'A & B é &bogus;', link: 'https://news.example/?a=1&b=2' }]);
    expect(feed.repairs).toEqual(['control_characters']);
  });

  test('a CDATA mark without its bracket, and guids outside of their items', () => {
    const feed = read(
      rss(
        '<item><title>![CDATA[One <br> two]]</title><link>https://news.example/1</link></item><guid>https://news.example/1</guid>',
      ),
    );
    expect(feed.items).toMatchObject([{ title: 'One two', key: 'https://news.example/1' }]);
    expect(feed.repairs).toContain('cdata_marks');
  });

  test('a file that ends within an item keeps the others', () => {
    const feed = read(
      `<rss version="2.0"><channel><title>T</title><language>de</language>${item(1)}${item(2)}<item><title>Thr`,
    );
    expect(feed).toMatchObject({ seen: 3, repairs: ['cut_into_items'], title: 'T' });
    expect(feed.items.map(({ title, language }) => [title, language])).toEqual([
      ['Story 1', 'de'],
      ['Story 2', 'de'],
    ]);
    expect(feed.refused).toEqual([{ at: 3, reason: 'truncated', count: 1 }]);
  });

  test('an item without an end takes no other along', () => {
    const feed = read(
      rss(`${item(1)}<item><title>Broken</title><link>https://news.example/b</link>${item(3)}`),
    );
    expect(feed.items.map(({ title }) => title)).toEqual(['Story 1', 'Story 3']);
    expect(feed.refused).toEqual([{ at: 2, reason: 'truncated', count: 1 }]);
  });

  test('tags in CDATA sections and comments are no items', () => {
    const feed = read(
      rss(`${item(1, '<description><![CDATA[<item>no</item>]]></description>')}<!-- <item> -->${item(2)}`),
    );
    expect(feed).toMatchObject({ seen: 2, repairs: [], refused: [] });
  });

  test('items that lead nowhere, say nothing, or stand there twice', () => {
    const feed = read(
      rss(
        `${item(1)}${item(1)}<item><title>No link</title></item><item><title>Script</title><link>javascript:alert(1)</link></item><item><link>https://news.example/9</link></item>`,
      ),
    );
    expect(feed.items).toHaveLength(1);
    expect(feed.refused.map(({ at, reason }) => [at, reason])).toEqual([
      [2, 'repeat'],
      [3, 'no_link'],
      [4, 'bad_link'],
      [5, 'no_words'],
    ]);
  });

  test('a guid that several stories share names none of them', () => {
    const feed = read(
      rss(
        '<item><title>A</title><link>https://news.example/a</link><guid>same</guid></item><item><title>B</title><link>https://news.example/b</link><guid>same</guid></item>',
      ),
    );
    expect(feed.items.map(({ key }) => key)).toEqual(['https://news.example/a', 'https://news.example/b']);
  });

  test('a guid that is an address serves where there is no link', () => {
    expect(links(rss('<item><title>A</title><guid>https://news.example/g</guid></item>'))).toEqual([
      'https://news.example/g',
    ]);
    expect(
      read(rss('<item><title>A</title><guid isPermaLink="false">https://news.example/g</guid></item>'))
        .refused,
    ).toMatchObject([{ reason: 'no_link' }]);
  });

  test('dates that cannot be read are kept as they are', () => {
    expect(read(rss(item(1, '<pubDate>03/04/2026</pubDate>'))).items).toMatchObject([
      { publishedRaw: '03/04/2026' },
    ]);
  });

  test('encodings: declared ones, wrong ones, UTF-16, none', () => {
    const word = 'Überwachung';
    const file = (declared: string) =>
      `<?xml version="1.0" encoding="${declared}"?>${rss(`<item><title>${word}</title><link>https://news.example/1</link></item>`).replace(/^<\?xml[^>]*>/, '')}`;
    const titles = (bytes: Uint8Array, mediaType?: string) =>
      read(bytes, mediaType).items.map(({ title }) => title);
    expect(titles(Buffer.from(file('iso-8859-1'), 'latin1'))).toEqual([word]);
    expect(read(Buffer.from(file('iso-8859-1'))).repairs).toEqual(['encoding']);
    expect(titles(Buffer.from(file('iso-8859-1')))).toEqual([word]);
    expect(titles(Buffer.from(file('utf-8')), 'text/xml; charset=us-ascii')).toEqual([word]);
    expect(titles(Buffer.from(file('utf-16'), 'utf16le'))).toEqual([word]);
    expect(titles(Buffer.from(`\ufeff${file('utf-16')}`, 'utf16le'))).toEqual([word]);
    expect(titles(Buffer.from(file('no-such-thing'), 'latin1'))).toEqual([word]);
    expect(read(Buffer.from(file('utf-8'), 'latin1')).repairs).toEqual(['undecodable_bytes']);
  });

  test('more items than are read are counted', () => {
    const feed = read(rss(Array.from({ length: mostItems + 7 }, (_, index) => item(index)).join('')));
    expect(feed.items).toHaveLength(mostItems);
    expect(feed.refused).toEqual([{ at: mostItems + 1, reason: 'beyond_limit', count: 7 }]);
    expect(feed.seen).toBe(mostItems + 7);
  });
});

describe('what is no feed', () => {
  test.each([
    ['nothing', '', 'is empty'],
    ['blanks', ' \n ', 'is empty'],
    ['a sentence', 'Service unavailable', 'is no feed'],
    ['another XML file', '<?xml version="1.0"?><urlset><url/></urlset>', 'no feed of a known kind'],
    [
      'a feed cut off before its first item',
      '<rss version="2.0"><channel><title>T',
      'no feed of a known kind',
    ],
    [
      'JSON that is cut off',
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":',
      'cannot be read',
    ],
    ['other JSON', '{"error":"not found"}', 'no JSON Feed'],
    [
      'a billion laughs',
      `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]>${rss(item(1)).slice(21)}`,
      'defines entities',
    ],
    [
      'a file of this machine',
      `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>`,
      'defines entities',
    ],
  ])('%s', (_, file, reason) => {
    expect(() => read(file)).toThrow(reason);
  });

  test('a web page, which names the feed that it has', () => {
    const page =
      '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hello</body></html>';
    expect(() => read(page)).toThrow('/feed.xml');
    expect(() => read('<html><body>404</body></html>')).toThrow('web page');
  });
});

describe('whatever the bytes are', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<rss version="2.0"><channel>',
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      '</channel></rss>',
      '</feed>',
      '<item>',
      '</item>',
      '<entry>',
      '</entry>',
      '<title>Word</title>',
      '<link>https://news.example/1</link>',
      '<link href="https://news.example/2"/>',
      '<guid>g</guid>',
      '<![CDATA[',
      ']]>',
      '![CDATA[',
      ']]</',
      '<!--',
      '-->',
      '&amp;',
      '<',
      '>',
      '<pubDate>Mon, 31 Jun 2026</pubDate>',
      '{"version":"https://jsonfeed.org/version/1.1","items":[',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );

  /** A reading in which every item is accounted for, or a plain refusal. */
  function check(bytes: Uint8Array): void {
    let feed: ReturnType<typeof read>;
    try {
      feed = read(bytes);
    } catch (error) {
      expect(error).toMatchObject({ name: 'DossierError', code: 'invalid_input' });
      return;
    }
    feedReading.parse(feed);
    const refused = feed.refused.reduce((sum, { count }) => sum + count, 0);
    expect(feed.items.length + refused).toBe(feed.seen);
    const places = [...feed.items.map(({ at }) => at), ...feed.refused.map(({ at }) => at)];
    expect(new Set(places).size).toBe(places.length);
  }

  test('pieces of feeds in any order', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => check(Buffer.from(pieces.join('')))),
      { numRuns: 500 },
    );
  });

  test('any bytes, alone and behind the beginning of a feed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isBehind) => {
        check(
          isBehind ? Buffer.concat([Buffer.from('<rss version="2.0"><channel><item><title>'), bytes]) : bytes,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a good feed cut anywhere', () => {
    const whole = Buffer.from(
      rss(`${item(1)}${item(2, '<description><![CDATA[<p>x</p>]]></description>')}${item(3)}`),
    );
    for (let length = 0; length <= whole.length; length += 1) check(whole.subarray(0, length));
  });
});
