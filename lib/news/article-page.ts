import { z } from 'zod';
import { decodeText } from '#lib/captures/decode.ts';

/** What a page says about itself; each may be absent or wrong. */
export type ArticlePage = {
  /** Address that the page calls its own, absolute. */
  canonical?: string;
  /** BCP 47. */
  language?: string;
  /** ISO day. */
  published?: string;
  isPaywalled: boolean;
  /** Where the page, or a host before it, says that it is no article: a test for browsers, a consent wall. */
  wall?: string;
};

const longest = 2_000_000;

/**
 * Reads JSON-LD, then the tags of the head. Broken JSON-LD, which is common, counts as none.
 *
 * @param address of the page, which relative addresses start from
 */
export function readArticlePage(bytes: Uint8Array, mediaType: string, address: string): ArticlePage {
  const html = decodeText(bytes, { mediaType }).text.slice(0, longest);
  const metas = readMetas(html);
  const linked = readLinkedData(html);
  const canonical = findCanonical(html, address);
  const language =
    /<html\b[^<>]{0,500}?\slang\s*=\s*["']?([\w-]{2,35})/i.exec(html)?.[1] ??
    metas.get('og:locale')?.replace('_', '-');
  const published =
    toDay(linked.published) ?? toDay(metas.get('article:published_time')) ?? toDay(metas.get('date'));
  const wall = findWall(html);
  return {
    ...(canonical !== undefined && { canonical }),
    ...(language !== undefined && { language }),
    ...(published !== undefined && { published }),
    ...(wall !== undefined && { wall }),
    isPaywalled:
      linked.isFree === false || /^(?:locked|metered)$/i.test(metas.get('article:content_tier') ?? ''),
  };
}

function readMetas(html: string): Map<string, string> {
  const metas = new Map<string, string>();
  for (const [tag] of html.matchAll(/<meta\b[^<>]{1,1000}>/gi)) {
    const name = /\b(?:property|name|itemprop)\s*=\s*["']?([\w:.-]+)/i.exec(tag)?.[1]?.toLowerCase();
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    if (name !== undefined && content !== null && !metas.has(name))
      metas.set(name, content[1] ?? content[2] ?? '');
  }
  return metas;
}

const linkedArticle = z.looseObject({
  '@type': z.union([z.string(), z.array(z.string())]).optional(),
  datePublished: z.string().optional(),
  isAccessibleForFree: z.union([z.boolean(), z.string()]).optional(),
});
const linkedDocument = z.union([
  z.array(z.unknown()),
  z.looseObject({ '@graph': z.array(z.unknown()) }).transform((one) => one['@graph']),
  z.unknown().transform((one) => [one]),
]);

function readLinkedData(html: string): { published?: string | undefined; isFree?: boolean | undefined } {
  const nodes: z.infer<typeof linkedArticle>[] = [];
  for (const source of findLinkedScripts(html)) {
    for (const node of parseLoosely(source)) {
      const parsed = linkedArticle.safeParse(node);
      if (parsed.success && isArticle(parsed.data)) nodes.push(parsed.data);
    }
  }
  const free = nodes
    .map(({ isAccessibleForFree }) => isAccessibleForFree)
    .find((value) => value !== undefined);
  return {
    published: nodes.find(({ datePublished }) => datePublished !== undefined)?.datePublished,
    isFree: free === undefined ? undefined : !/^false$/i.test(String(free)),
  };
}

/** Pages have a handful; more are not looked at. */
const mostScripts = 200;

/** Each script is cut out by its own end, so that many beginnings without one cost no more than one look at the page. */
function findLinkedScripts(html: string): string[] {
  return html
    .split(/<script\b/i, mostScripts)
    .slice(1)
    .flatMap((part) => {
      const [head = '', ...rest] = part.split('>');
      const end = part.search(/<\/script/i);
      return head.length < 500 && /application\/ld\+json/i.test(head) && rest.length > 0
        ? [part.slice(head.length + 1, end < 0 ? undefined : end)]
        : [];
    });
}

function isArticle(node: z.infer<typeof linkedArticle>): boolean {
  return [node['@type']].flat().some((type) => /(?:Article|Posting|Report|WebPage)$/.test(type ?? ''));
}

function parseLoosely(source: string): unknown[] {
  try {
    return linkedDocument.parse(JSON.parse(source));
  } catch {
    return [];
  }
}

function findCanonical(html: string, address: string): string | undefined {
  for (const [tag] of html.matchAll(/<link\b[^<>]{1,1000}>/gi)) {
    if (!/\brel\s*=\s*["']?canonical\b/i.test(tag)) continue;
    const href = /\bhref\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))/i.exec(tag);
    const given = (href?.[1] ?? href?.[2] ?? href?.[3])?.replaceAll('&amp;', '&').trim();
    if (given !== undefined && URL.canParse(given, address)) return new URL(given, address).href;
  }
  return undefined;
}

function toDay(written: string | undefined): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(written?.trim() ?? '')?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined;
}

const wallTitle =
  /\b(?:just a moment|attention required|access denied|are you a robot|verify you are human|security check|before you continue|subscribe to (?:read|continue))\b/i;

function findWall(html: string): string | undefined {
  const title = /<title\b[^<>]{0,200}>([^<]{1,300})/i.exec(html)?.[1]?.trim();
  return title !== undefined && wallTitle.test(title) ? title : undefined;
}
