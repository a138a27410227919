import { type Behavior, type GenericSite, page, startGenericSite } from './generic-site.ts';

export interface FeedSite extends GenericSite {
  /** An RSS feed at /feed.xml with these stories; the paths are of this site unless they are addresses. */
  feed: (stories: readonly FeedStory[], path?: string) => void;
}

export interface FeedStory {
  path: string;
  title: string;
  summary?: string;
  guid?: string;
}

/** A news site on loopback. */
export async function startFeedSite(): Promise<FeedSite> {
  const site = await startGenericSite();
  const feed = (stories: readonly FeedStory[], path = '/feed.xml') =>
    site.on(
      path,
      page(toRss(site.origin, stories), { 'content-type': 'application/rss+xml; charset=utf-8' }),
    );
  return { ...site, feed };
}

export function toRss(origin: string, stories: readonly FeedStory[]): string {
  const items = stories.map(
    ({ path, title, summary = '', guid }) =>
      `<item><title>${title}</title><link>${path.startsWith('/') ? origin + path : path}</link><description>${summary}</description>${
        guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`
      }<pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbor news</title><language>en</language>${items.join('')}</channel></rss>`;
}

/** An article as a site writes it, with whatever else its head says. */
export function article(
  { title, paragraphs, language = 'en' }: { title: string; paragraphs: readonly string[]; language?: string },
  head = '',
): Behavior {
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('');
  return page(
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><nav>Start</nav><article><h1>${title}</h1>${body}</article></body></html>`,
  );
}

/** A PDF of one page with these words in its text layer; they must be ASCII. */
export function pdf(words: string): Uint8Array {
  const lines = words.match(/.{1,80}(?:\s|$)/g) ?? [];
  const content = `BT /F1 12 Tf 14 TL 40 780 Td ${lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`,
  );
}
