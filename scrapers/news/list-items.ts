import { createHash } from 'node:crypto';
import { toCanonicalAddress } from '#lib/news/canonical-address.ts';
import { readFeedDate } from './feed-dates.ts';
import type { FeedItem, FeedReading, RefusalReason } from './feed-schema.ts';
import { toPlainWords } from './plain-words.ts';
import type { RawEntry } from './raw-entry.ts';

const longestLink = 4_000;

interface Found {
  item: FeedItem;
  canonical: string;
}

/**
 * Resolves and cleans the items of one file, and notices what stands there twice. Each entry is in `items` or in `refused`.
 *
 * @param feed where relative links start from, and the language of items that name none
 */
export function listItems(
  entries: readonly (RawEntry | RefusalReason)[],
  feed: { base: string; language: string | undefined },
): Pick<FeedReading, 'items' | 'refused'> {
  const found: Found[] = [];
  const refused: FeedReading['refused'] = [];
  const refuse = (at: number, reason: RefusalReason) => refused.push({ at, reason, count: 1 });
  for (const [index, entry] of entries.entries()) {
    const read = typeof entry === 'string' ? entry : readEntry(entry, index + 1, feed);
    if (typeof read === 'string') refuse(index + 1, read);
    else found.push(read);
  }
  const items: FeedItem[] = [];
  const seen = new Set<string>();
  const pages = Map.groupBy(found, ({ item }) => item.key);
  for (const { item, canonical } of found) {
    // An id that several pages share names none of them.
    const isShared = (pages.get(item.key) ?? []).some((other) => other.canonical !== canonical);
    const key = isShared ? toKey(canonical) : item.key;
    const place = `${key} ${canonical}`;
    if (seen.has(place)) refuse(item.at, 'repeat');
    else items.push({ ...item, key });
    seen.add(place);
  }
  return { items, refused: refused.toSorted((a, b) => a.at - b.at) };
}

function readEntry(
  entry: RawEntry,
  at: number,
  feed: { base: string; language: string | undefined },
): Found | RefusalReason {
  const id = entry.id?.trim() ?? '';
  const given = entry.link?.trim() || (entry.isPermaLink && URL.canParse(id) ? id : '');
  if (given === '') return 'no_link';
  const link = URL.canParse(given, feed.base) ? new URL(given, feed.base).href : undefined;
  const canonical = link === undefined ? undefined : toCanonicalAddress(link);
  if (link === undefined || canonical === undefined || link.length > longestLink) return 'bad_link';
  const title = toPlainWords(entry.title ?? '', 500);
  const summary = toPlainWords(entry.summary ?? '', 2_000);
  if (title === '' && summary === '') return 'no_words';
  const raw = entry.date?.trim().slice(0, 200) ?? '';
  const published = readFeedDate(raw);
  const language = (entry.language ?? feed.language ?? '').trim().slice(0, 50);
  const item: FeedItem = {
    at,
    key: toKey(id === '' ? canonical : id),
    link,
    title,
    summary,
    ...(published !== undefined && { published }),
    ...(published === undefined && raw !== '' && { publishedRaw: raw }),
    ...(language !== '' && { language }),
  };
  return { item, canonical };
}

/** Long ids are kept as their hash. */
function toKey(id: string): string {
  return id.length > 1_000 ? `sha256:${createHash('sha256').update(id).digest('hex')}` : id;
}
