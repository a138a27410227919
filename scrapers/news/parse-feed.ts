import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { cutItems, findRootAttributes } from './cut-items.ts';
import type { FeedReading, RefusalReason, Repair } from './feed-schema.ts';
import { listItems } from './list-items.ts';
import { mendFeed } from './mend-feed.ts';
import { toPlainWords } from './plain-words.ts';
import { parseRawFeed, type RawEntry, type RawFeed } from './raw-entry.ts';

/** Items that are read from one file; the others are counted. */
export const mostItems = 5_000;

/**
 * Bytes of a feed to its items, each listed or refused for a reason. A file that is broken as a whole is read item by item.
 *
 * @param address of the feed, which relative links start from
 * @throws DossierError `invalid_input` for a file that is no feed
 */
export function parseFeedFile(
  bytes: Uint8Array,
  { mediaType, address }: { mediaType: string; address: string },
): FeedReading {
  const { text, repairs } = mendFeed(bytes, mediaType);
  const { feed, entries, seen, base, wasCut } = text.startsWith('{') ? readJson(text) : readXml(text);
  const done: Repair[] = wasCut ? [...repairs, 'cut_into_items'] : repairs;
  const { items, refused } = listItems(entries, {
    base: toBase(base, feed.site, address),
    language: feed.language,
  });
  if (seen > entries.length)
    refused.push({ at: entries.length + 1, reason: 'beyond_limit', count: seen - entries.length });
  const title = toPlainWords(feed.title ?? '', 500);
  return {
    format: feed.format,
    ...(title !== '' && { title }),
    ...(feed.ttlMinutes !== undefined && feed.ttlMinutes >= 1 && { ttlMinutes: Math.round(feed.ttlMinutes) }),
    repairs: done,
    seen,
    items,
    refused,
  };
}

interface Read {
  feed: RawFeed;
  /** In the order of the file, at most {@link mostItems}. */
  entries: (RawEntry | RefusalReason)[];
  seen: number;
  base?: string | undefined;
  wasCut: boolean;
}

function readXml(text: string): Read {
  const cut = cutItems(text);
  const { namespaces, base } = findRootAttributes(text);
  const isSound = cut.every(({ whole }) => whole);
  const feed = isSound ? tryParse(text) : undefined;
  // Counted twice, in two ways: only where both agree nothing was dropped in silence.
  if (feed !== undefined && feed.entries.length === cut.length)
    return { feed, entries: feed.entries.slice(0, mostItems), seen: cut.length, base, wasCut: false };
  if (cut.length === 0) {
    throw new DossierError('invalid_input', {
      what: 'The file is no feed of a known kind, or it is cut off before its first item',
      mend: 'RSS, Atom, RDF and JSON Feed are read; open the address in a browser.',
    });
  }
  // The head of a broken file, for its title and language.
  const shell = tryParse(`${text.slice(0, text.indexOf(cut[0]?.text ?? '')).trimEnd()}${toTail(text)}`);
  const isAtom = cut[0]?.tag === 'entry';
  const entries = cut.slice(0, mostItems).map(({ text: item, whole, tag }): RawEntry | RefusalReason => {
    if (!whole) return 'truncated';
    const alone =
      tag === 'entry'
        ? `<feed xmlns="http://www.w3.org/2005/Atom" ${namespaces}><title>.</title>${item}</feed>`
        : `<rss version="2.0" ${namespaces}><channel><title>.</title>${item}</channel></rss>`;
    return tryParse(alone)?.entries[0] ?? 'not_readable';
  });
  return {
    feed: { ...(shell ?? { format: isAtom ? 'atom' : 'rss' }), entries: [] },
    entries,
    seen: cut.length,
    base,
    wasCut: true,
  };
}

function toTail(text: string): string {
  if (/<feed[\s>]/i.test(text)) return '</feed>';
  if (/<rdf:RDF[\s>]/i.test(text)) return '</rdf:RDF>';
  return '</channel></rss>';
}

const jsonFeed = z.looseObject({ items: z.array(z.unknown()).default([]) });

function readJson(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DossierError('invalid_input', {
      what: 'The file begins like JSON and cannot be read as such',
      mend: 'It may be cut off; ask again later.',
      cause,
    });
  }
  const parsed = jsonFeed.safeParse(value);
  const feed = parsed.success ? tryParse({ ...parsed.data, items: [] }) : undefined;
  if (!parsed.success || feed === undefined) {
    throw new DossierError('invalid_input', {
      what: 'The file is JSON, but no JSON Feed',
      mend: 'A JSON Feed names its version and holds a list of items.',
    });
  }
  const { items } = parsed.data;
  const entries = items
    .slice(0, mostItems)
    .map((item) => tryParse({ ...parsed.data, items: [item] })?.entries[0] ?? ('not_readable' as const));
  return { feed, entries, seen: items.length, wasCut: false };
}

function tryParse(source: unknown): RawFeed | undefined {
  try {
    return parseRawFeed(source);
  } catch {
    // feedsmith says no more than that it is malformed; reading item by item finds out where.
    return undefined;
  }
}

/** What relative links start from: the base that the file names, else the feed's own address, else its site. */
function toBase(base: string | undefined, site: string | undefined, address: string): string {
  for (const one of [base, site])
    if (one !== undefined && URL.canParse(one.trim(), address)) return new URL(one.trim(), address).href;
  return address;
}
