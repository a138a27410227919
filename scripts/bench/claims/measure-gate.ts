import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { toPlainView } from '#lib/candidates/plain-view.ts';
import { judgeArticle, judgeListing } from '#lib/news/gate.ts';
import { readFeed } from '#scrapers/news/read-feed.ts';
import { type Folders, readAnnotatedArticles } from './annotated-articles.ts';
import type { Counts } from './score.ts';

/** Number of the item in its file, from 1, and the first 16 digits of the sha256 of its link. */
const mark = z.tuple([z.int().positive(), z.string().regex(/^[0-9a-f]{16}$/)]);

const annotatedListing = z.strictObject({
  file: z.string(),
  items: z.int().positive(),
  /** About surveillance by or for a state, its makers, powers or victims. Everything that is not named here is about something else. */
  about: z.array(mark),
  /** Tracking by companies, encryption, identity, secret services without surveillance: counts neither way. */
  arguable: z.array(mark),
});

const card = z.looseObject({
  work: z.looseObject({
    url: z.string(),
    title: z.string().nullish(),
    language: z.string().nullish(),
    kind: z.string().nullish(),
  }),
});

export type GateMeasured = {
  /** Title and summary, of the annotated feeds. */
  listing: Counts & { arguable: number; of: number };
  /** Titles alone, of the source cards: all are about the subject, so only recall can be told. By language, articles apart. */
  titles: { group: string; passed: number; of: number }[];
  /** The text, of the annotated articles: recall again. Texts of our own apart. */
  texts: { passed: number; of: number; own: { passed: number; of: number } };
  /** Title and the first 500 characters of the same articles, judged like title and summary: feeds often carry these. */
  openings: { passed: number; of: number };
  missing: string[];
};

/** How well the two gates tell stories apart, on what can be told from the material at hand. */
export async function measureGate(folders: Folders): Promise<GateMeasured> {
  const missing: string[] = [];
  return {
    listing: await measureListings(folders, missing),
    titles: measureTitles(folders, missing),
    ...(await measureTexts(folders)),
    missing,
  };
}

async function measureListings(folders: Folders, missing: string[]): Promise<GateMeasured['listing']> {
  const counts = { right: 0, wrong: 0, missed: 0, arguable: 0, of: 0 };
  const lines = readFileSync(join(folders.fixtures, 'listings.jsonl'), 'utf8').trim().split('\n');
  for (const { file, items: expected, about, arguable } of lines.map((line) =>
    annotatedListing.parse(JSON.parse(line)),
  )) {
    const path = join(folders.input, file);
    if (!existsSync(path)) {
      missing.push(file);
      continue;
    }
    const source = { mediaType: 'application/rss+xml', address: 'https://feed.invalid/' };
    const { items } = await readFeed(gunzipSync(readFileSync(path)), source);
    if (items.length !== expected)
      throw new Error(`${file}: ${items.length} items, ${expected} were annotated`);
    const isMarked = (marks: z.infer<typeof mark>[], at: number, link: string) => {
      const found = marks.find(([number]) => number === at);
      if (found !== undefined && found[1] !== createHash('sha256').update(link).digest('hex').slice(0, 16))
        throw new Error(`${file}: item ${at} is not the annotated one`);
      return found !== undefined;
    };
    for (const item of items) {
      const { isRelevant } = judgeListing(item);
      counts.of += 1;
      if (isMarked(arguable, item.at, item.link)) counts.arguable += isRelevant ? 1 : 0;
      else if (isMarked(about, item.at, item.link)) counts[isRelevant ? 'right' : 'missed'] += 1;
      else if (isRelevant) counts.wrong += 1;
    }
  }
  return counts;
}

const cardFiles = ['americas', 'china-asia-pacific', 'europe-mena-africa', 'laws-and-sharing'];

/** Half of the cards, by a hash of the address, were looked at while words were added. */
export function isHeldOut(url: string): boolean {
  return (createHash('sha256').update(url).digest()[0] ?? 0) % 2 === 1;
}

function measureTitles(folders: Folders, missing: string[]): GateMeasured['titles'] {
  const groups = new Map<string, { group: string; passed: number; of: number }>();
  const seen = new Set<string>();
  for (const name of cardFiles) {
    const path = join(folders.input, '../curation', `${name}.jsonl`);
    if (!existsSync(path)) {
      missing.push(`curation/${name}.jsonl`);
      continue;
    }
    for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
      const { url, title, language, kind } = card.parse(JSON.parse(line)).work;
      if (title === null || title === undefined || seen.has(title)) continue;
      seen.add(title);
      const half = isHeldOut(url) ? 'held-out' : 'development';
      const primary = language?.slice(0, 2) ?? '';
      const spoken = ['en', 'es', 'fr', 'de', 'zh'].includes(primary) ? primary : 'not read';
      const group = `${half}, ${kind === 'article' ? 'articles' : 'laws, reports and others'}, ${spoken}`;
      const row = groups.get(group) ?? { group, passed: 0, of: 0 };
      row.of += 1;
      if (judgeListing({ title, summary: '' }).isRelevant) row.passed += 1;
      groups.set(group, row);
    }
  }
  return [...groups.values()].toSorted((a, b) => a.group.localeCompare(b.group));
}

async function measureTexts(folders: Folders): Promise<Pick<GateMeasured, 'texts' | 'openings'>> {
  const openings = { passed: 0, of: 0 };
  const texts = { passed: 0, of: 0, own: { passed: 0, of: 0 } };
  for (const { article, text } of await readAnnotatedArticles(folders)) {
    if (text === undefined) continue;
    const row = 'own' in article.source ? texts.own : texts;
    row.of += 1;
    if (judgeArticle(text, article.language).isRelevant) row.passed += 1;
    if ('own' in article.source) continue;
    const summary = toPlainView(text).replace(/\s+/gu, ' ').trim().slice(0, 500);
    openings.of += 1;
    // The posts carry their title in front matter; the pages begin with it.
    const title = /^title\s*[=:]\s*["']?([^"'\n]+)/m.exec(text.slice(0, 2_000))?.[1] ?? '';
    if (judgeListing({ title, summary }).isRelevant) openings.passed += 1;
  }
  return { texts, openings };
}
