import { parseFeed } from 'feedsmith';
import type { feedFormats } from './feed-schema.ts';

/** An item in the words of its feed: nothing resolved, nothing cleaned. */
export interface RawEntry {
  id?: string | undefined;
  /** Where the id says that it is an address. */
  isPermaLink: boolean;
  link?: string | undefined;
  title?: string | undefined;
  summary?: string | undefined;
  date?: string | undefined;
  language?: string | undefined;
}

export interface RawFeed {
  format: (typeof feedFormats)[number];
  title?: string | undefined;
  language?: string | undefined;
  /** Address of the site, which relative links start from where nothing better is known. */
  site?: string | undefined;
  ttlMinutes?: number | undefined;
  entries: RawEntry[];
}

/**
 * Reads a feed with feedsmith and brings the four formats to one shape.
 *
 * @throws what feedsmith throws for a file that it cannot read
 */
export function parseRawFeed(source: unknown): RawFeed {
  const { format, feed } = parseFeed(source);
  switch (format) {
    case 'rss':
      return {
        format,
        title: feed.title,
        language: feed.language ?? feed.dc?.languages?.[0],
        site: feed.link,
        ttlMinutes: feed.ttl ?? toMinutes(feed.sy),
        entries: (feed.items ?? []).map((item) => ({
          id: item.guid?.value,
          isPermaLink: item.guid?.isPermaLink !== false,
          link: item.link ?? item.atom?.links?.find(isPage)?.href,
          title: item.title ?? item.dc?.titles?.[0],
          summary: item.description ?? item.content?.encoded,
          date: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? item.atom?.updated,
          language: item.dc?.languages?.[0],
        })),
      };
    case 'rdf':
      return {
        format,
        title: feed.title,
        language: feed.dc?.languages?.[0],
        site: feed.link,
        ttlMinutes: toMinutes(feed.sy),
        entries: (feed.items ?? []).map((item) => ({
          id: item.rdf?.about,
          isPermaLink: true,
          link: item.link,
          title: item.title ?? item.dc?.titles?.[0],
          summary: item.description ?? item.content?.encoded,
          date: item.dc?.dates?.[0],
          language: item.dc?.languages?.[0],
        })),
      };
    case 'atom':
      return {
        format,
        title: feed.title?.value,
        language: feed.xml?.lang,
        site: feed.xml?.base ?? feed.links?.find(isPage)?.href,
        entries: (feed.entries ?? []).map((entry) => ({
          id: entry.id,
          isPermaLink: false,
          link: entry.links?.find(isPage)?.href,
          title: entry.title?.value,
          summary: entry.summary?.value ?? entry.content?.value,
          date: entry.published ?? entry.updated,
          language: entry.xml?.lang,
        })),
      };
    case 'json':
      return {
        format,
        title: feed.title,
        language: feed.language,
        site: feed.home_page_url,
        entries: (feed.items ?? []).map((item) => ({
          id: item.id,
          isPermaLink: false,
          // A linked story elsewhere is what the item is about; its own page only comments on it.
          link: item.url ?? item.external_url,
          title: item.title,
          summary: item.summary ?? item.content_text ?? item.content_html,
          date: item.date_published ?? item.date_modified,
          language: item.language,
        })),
      };
  }
}

/** A link to the story itself: no file, no comments, no other form of the feed. */
function isPage({ rel, href }: { rel?: string | undefined; href?: string | undefined }): boolean {
  return href !== undefined && (rel === undefined || rel === 'alternate');
}

/** The module `sy` of RSS: so many looks a period. */
function toMinutes(
  sy: { updatePeriod?: string | undefined; updateFrequency?: number | undefined } | undefined,
): number | undefined {
  const period = { hourly: 60, daily: 1_440, weekly: 10_080, monthly: 43_200, yearly: 525_600 }[
    sy?.updatePeriod?.trim() ?? ''
  ];
  return period === undefined
    ? undefined
    : Math.max(1, Math.round(period / Math.max(1, sy?.updateFrequency ?? 1)));
}
