import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFeedList } from '#scrapers/news/feed-list.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-feeds-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (text: string) => {
  const path = join(folder, 'feeds.yaml');
  writeFileSync(path, text);
  return path;
};
const feed = (id: string, url: string) =>
  `  - { id: ${id}, url: '${url}', publisher: { name: N }, language: en, license: not read, seen: in a test }\n`;

describe('the list of feeds', () => {
  test('that is shipped can be read, says how each address was seen, and has no schedule', () => {
    const list = readFeedList(join(import.meta.dirname, '../../../../data/feeds.yaml'));
    expect(list.feeds.length).toBeGreaterThan(0);
    expect(list.schedule).toBeUndefined();
  });

  test('that is shipped names only publishers that we hold', () => {
    const data = join(import.meta.dirname, '../../../../data');
    const files = readdirSync(join(data, 'entities'), { recursive: true, encoding: 'utf8' });
    const entities = files
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => readFileSync(join(data, 'entities', name), 'utf8'))
      .join('\n');
    for (const { publisher } of readFeedList(join(data, 'feeds.yaml')).feeds)
      if (publisher.entity !== undefined) expect(entities).toContain(`id: ${publisher.entity},`);
  });

  test('may be absent', () => {
    expect(readFeedList(join(folder, 'nothing.yaml'))).toEqual({ feeds: [] });
  });

  test('has defaults', () => {
    expect(readFeedList(write(`feeds:\n${feed('a', 'https://a.example/')}`)).feeds).toMatchObject([
      { hours: 6 },
    ]);
  });

  test.each([
    [
      'two feeds of one id',
      `feeds:\n${feed('a', 'https://a.example/')}${feed('a', 'https://b.example/')}`,
      'same id',
    ],
    [
      'two feeds of one address',
      `feeds:\n${feed('a', 'https://a.example/')}${feed('b', 'https://a.example/')}`,
      'same address',
    ],
    ['an address that is none', `feeds:\n${feed('a', 'feed.xml')}`, 'url'],
    ['another protocol', `feeds:\n${feed('a', 'ftp://a.example/')}`, 'url'],
    ['a field that nobody knows', `feeds: []\nfeed: x\n`, 'feed'],
    ['a schedule that is none', `schedule: sometimes\nfeeds: []\n`, 'schedule'],
  ])('refuses %s', (_, text, part) => {
    expect(() => readFeedList(write(text))).toThrow(part);
  });
});
