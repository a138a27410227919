import { findCandidates } from '#lib/candidates/find-candidates.ts';
import type { Gazetteer } from '#lib/candidates/gazetteer.ts';
import { detectLanguage, type Language } from '#lib/candidates/languages.ts';
import { type CapturedBytes, keepCapture } from '#lib/captures/capture.ts';
import { type Extracted, extractText } from '#lib/captures/extract.ts';
import { DossierError } from '#lib/errors.ts';
import { isSentHome } from '#lib/links/same-address.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type ArticlePage, readArticlePage } from './article-page.ts';
import { isSameSite, toCanonicalAddress } from './canonical-address.ts';
import { judgeArticle } from './gate.ts';
import type { ArticleFacts } from './mutations.ts';
import type { NewsItem, NewsState } from './schema.ts';
import { writeWorkFile } from './work-file.ts';

export type TakeContext = {
  client: SqlClient;
  dataDir: string;
  gazetteer: Gazetteer;
  now: Date;
  /** Of the feed that listed the story first. */
  feed: { id: string; publisher?: string | undefined; license: string };
  /** A person brought the page: what it says of walls and of being free does not matter, the text is there. */
  isBrought: boolean;
  /** A person wants the story: the gate's word on its text is kept and not followed. */
  isWanted: boolean;
};

/** What becomes of a story, with the canonical addresses that its page turned out to have besides. */
export type Taken = {
  state: Exclude<NewsState, 'seen' | 'reviewed' | 'nothing_recordable'>;
  reason?: string;
  facts: ArticleFacts;
  aliases: string[];
  /** The address that a page calls its own where it is another site's: a person may have saved the wrong page. */
  saysItIs?: string;
};

/**
 * From the bytes of an article to candidates that wait for a reader: what the page says of itself, its text, its language, the gate, the private
 * capture, the candidates. Nothing is accepted here, and nothing is written to the database.
 *
 * @param page its origin's address is where it answered, after redirects
 */
export async function takeArticle(context: TakeContext, item: NewsItem, page: CapturedBytes): Promise<Taken> {
  const address = page.origin.address ?? item.url;
  const said: ArticlePage = /html/i.test(page.mediaType)
    ? readArticlePage(page.bytes, page.mediaType, address)
    : { isPaywalled: false };
  const refusal = context.isBrought ? undefined : findRefusal(item, address, said);
  if (refusal !== undefined) return { state: 'out_of_reach', reason: refusal, facts: {}, aliases: [] };
  const aliases = findAliases(item, address, said);
  const original = await findOriginal(context.client, item, aliases);
  if (original !== undefined) return { state: 'same_story', facts: { sameAs: original }, aliases: [] };
  const extracted = await extract(page);
  if (typeof extracted === 'string') return { state: 'out_of_reach', reason: extracted, facts: {}, aliases };
  const isForeign = said.canonical !== undefined && !isSameSite(said.canonical, address);
  return {
    ...(await judge(context, item, page, said, extracted)),
    aliases,
    ...(isForeign && said.canonical !== undefined && { saysItIs: said.canonical }),
  };
}

/** Why nobody but a person should go on: never evaded. */
function findRefusal(item: NewsItem, address: string, said: ArticlePage): string | undefined {
  if (said.wall !== undefined) return `wall: ${said.wall.slice(0, 100)}`;
  if (said.isPaywalled) return 'paywalled';
  return isSentHome(item.url, address) ? 'leads_to_front_page' : undefined;
}

/** Addresses that are this story's as well: where a redirect led, and what a page of the same site calls its own. */
function findAliases(item: NewsItem, address: string, { canonical }: ArticlePage): string[] {
  const own =
    canonical !== undefined && isSameSite(canonical, address) && !isSentHome(address, canonical)
      ? [canonical]
      : [];
  const keys = [address, ...own].flatMap((one) => toCanonicalAddress(one) ?? []);
  return [...new Set(keys)].filter((key) => key !== item.canonical);
}

/** The other story at one of these addresses, if there is one. */
async function findOriginal(
  client: SqlClient,
  item: NewsItem,
  aliases: readonly string[],
): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT coalesce(n.same_as, n.id) AS id FROM news_item n
      WHERE n.id <> $1 AND coalesce(n.same_as, n.id) <> $1
        AND (n.canonical = ANY ($2) OR EXISTS (SELECT 1 FROM news_sighting s WHERE s.item_id = n.id AND s.canonical = ANY ($2)))
      ORDER BY n.first_seen_at, n.id LIMIT 1`,
    [item.id, aliases],
  );
  return rows[0]?.id;
}

/** @returns why there is no text, as a string */
async function extract(page: CapturedBytes): Promise<Extracted | string> {
  try {
    const extracted = await extractText(page.bytes, page.mediaType);
    return extracted.lossy ? 'the text does not fit its encoding' : extracted;
  } catch (error) {
    if (error instanceof DossierError) return `no text: ${error.what}`;
    throw error;
  }
}

/** Candidates are looked for in at most a million characters; longer than any article. */
const longestText = 1_000_000;

async function judge(
  context: TakeContext,
  item: NewsItem,
  page: CapturedBytes,
  said: ArticlePage,
  extracted: Extracted,
): Promise<Omit<Taken, 'aliases' | 'saysItIs'>> {
  const { text } = extracted;
  if (text.length > longestText)
    return { state: 'out_of_reach', reason: 'the text is longer than a book', facts: {} };
  const language = findLanguage(text, said.language ?? item.language);
  const textGate = language === undefined ? undefined : judgeArticle(text, language);
  const found = {
    ...(language !== undefined && { textLanguage: language }),
    ...(textGate !== undefined && { textGate }),
  };
  // A text that cannot be read is not judged either: title and summary said enough to keep it.
  if (textGate?.isRelevant === false && !context.isWanted)
    return { state: 'irrelevant', reason: 'text', facts: found };
  const today = context.now.toISOString().slice(0, 10);
  const published = item.publishedAt?.toISOString().slice(0, 10) ?? said.published;
  const block = await keepCapture(page, extracted, { dataDir: context.dataDir, today, at: context.now });
  const slug = item.slug ?? `${context.feed.id}-${published ?? today}-${item.id.slice(1, 8)}`;
  writeWorkFile(
    context.dataDir,
    {
      slug,
      title: item.title === '' ? item.url : item.title,
      language: language ?? said.language ?? item.language ?? 'und',
      published,
      url: page.origin.address ?? item.url,
      publisher: context.feed.publisher,
      license: context.feed.license,
    },
    block,
  );
  const kept = { ...found, slug, mediaSha256: block.mediaSha256 };
  if (language === undefined) return { state: 'captured', reason: 'language_not_read', facts: kept };
  const { candidates } = findCandidates(text, { gazetteer: context.gazetteer, language, published });
  return candidates.length === 0
    ? { state: 'captured', reason: 'no_candidates', facts: { ...kept, candidates: 0 } }
    : { state: 'candidates_found', facts: { ...kept, candidates: candidates.length } };
}

/** An article is long enough to tell its language; what it declares counts only where it does not tell. */
function findLanguage(text: string, declared: string | undefined): Language | undefined {
  return detectLanguage(text) ?? detectLanguage(text, declared);
}
