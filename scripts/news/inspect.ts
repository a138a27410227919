import { join } from 'node:path';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { DossierError } from '#lib/errors.ts';
import { decideStory, type NewsDecision } from '#lib/news/decide.ts';
import type { GateVerdict } from '#lib/news/gate.ts';
import {
  countNewsStates,
  findNewsItems,
  findNewsItemsByName,
  findNewsSightings,
  findNewsSteps,
} from '#lib/news/queries.ts';
import { settleReviews } from '#lib/news/review-outcome.ts';
import { type NewsItem, type NewsState, newsStates } from '#lib/news/schema.ts';
import { readFeedList } from '#scrapers/news/feed-list.ts';
import { bringArticle } from '#scrapers/news/fetch-articles.ts';
import type { NewsContext } from './context.ts';

export async function list(
  { pool, env, now, print }: NewsContext,
  { states, feed, limit }: { states: readonly string[] | undefined; feed: string | undefined; limit: number },
): Promise<void> {
  const wanted = states?.map(toState);
  await settleReviews(pool, env.DATA_DIR, now());
  const counts = await countNewsStates(pool);
  if (counts.size === 0) {
    print('No story was seen yet. npm run news -- fetch looks at the feeds of data/feeds.yaml.');
    return;
  }
  print(newsStates.map((state) => `${state} ${counts.get(state) ?? 0}`).join(' · '));
  const items = await findNewsItems(pool, {
    ...(wanted === undefined ? {} : { states: wanted }),
    ...(feed === undefined ? {} : { feedId: feed }),
    limit,
  });
  for (const item of items) print(toLine(item));
  if (items.length === limit) print(`The newest ${limit}; --limit shows more.`);
}

export async function show(context: NewsContext, name: string): Promise<void> {
  const { pool, env, now, print } = context;
  await settleReviews(pool, env.DATA_DIR, now());
  const item = await getItem(context, name);
  print(`${item.id}  ${item.state}${item.reason === undefined ? '' : `, ${item.reason}`}`);
  print(`  ${item.title}`);
  if (item.summary !== '' && item.summary !== item.title) print(`  ${item.summary.slice(0, 300)}`);
  print(`  ${item.url}`);
  print(
    `  published ${item.publishedAt?.toISOString() ?? `not known${item.publishedRaw === undefined ? '' : ` ("${item.publishedRaw}")`}`}`,
  );
  print(`  title and summary: ${toVerdict(item.listingGate)}`);
  if (item.textGate !== undefined) print(`  text (${item.textLanguage}): ${toVerdict(item.textGate)}`);
  if (item.candidates !== undefined) print(`  candidates: ${item.candidates}`);
  if (item.sameAs !== undefined) print(`  the same story as ${item.sameAs}`);
  if (item.retryAt !== undefined)
    print(`  asked ${item.attempts} times; again from ${item.retryAt.toISOString()}`);
  for (const { feedId, url, key, seenAt } of await findNewsSightings(pool, item.id))
    print(
      `  stood in ${feedId} since ${seenAt.toISOString()}: ${url}${key === url ? '' : ` (key ${key.slice(0, 80)})`}`,
    );
  for (const { at, state, reason, by } of await findNewsSteps(pool, item.id))
    print(`  ${at.toISOString()}  ${state}${reason === undefined ? '' : `, ${reason}`}  by ${by}`);
  for (const line of toNext(item)) print(line);
}

/** A page that a person saved: what a wall or robots.txt keeps from the client. */
export async function take(context: NewsContext, name: string, path: string): Promise<void> {
  const { pool, env, dataFolder, now, print } = context;
  const item = await getItem(context, name);
  const taken = await bringArticle(
    {
      pool,
      feeds: readFeedList(join(dataFolder, 'feeds.yaml')).feeds,
      gazetteer: await readGazetteer(dataFolder),
      dataDir: env.DATA_DIR,
      userAgent: '',
      now,
    },
    item,
    path,
  );
  print(`${item.id}  ${taken.state}${taken.reason === undefined ? '' : `, ${taken.reason}`}`);
  if (taken.saysItIs !== undefined)
    context.tell(`The page says that it is ${taken.saysItIs}. Is it the right one?`);
  for (const line of toNext(await getItem(context, item.id))) print(line);
}

export async function decide(
  context: NewsContext,
  name: string,
  decision: { is: NewsDecision; by: string; reason: string | undefined },
): Promise<void> {
  const item = await getItem(context, name);
  await decideStory(context.pool, item, decision, context.now());
  context.print(
    `${item.id}  ${decision.is === 'keep' ? 'seen: its article is fetched by the next npm run news -- fetch' : decision.is}`,
  );
}

async function getItem({ pool }: NewsContext, name: string): Promise<NewsItem> {
  const [item, ...more] = await findNewsItemsByName(pool, name);
  if (item !== undefined && more.length === 0) return item;
  throw new DossierError('not_found', {
    what: item === undefined ? `There is no story "${name}"` : `"${name}" begins the ids of several stories`,
    mend:
      item === undefined
        ? 'npm run news -- list shows them.'
        : [item, ...more].map(({ id }) => id).join(', '),
  });
}

function toState(name: string): NewsState {
  const state = newsStates.find((one) => one === name);
  if (state !== undefined) return state;
  throw new DossierError('bad_request', {
    what: `There is no state "${name}"`,
    mend: `States: ${newsStates.join(', ')}.`,
  });
}

function toLine(item: NewsItem): string {
  const day = (item.publishedAt ?? item.firstSeenAt).toISOString().slice(0, 10);
  const why =
    item.state === 'candidates_found'
      ? ` ${item.candidates}`
      : item.reason === undefined
        ? ''
        : ` (${item.reason})`;
  return `${item.id}  ${day}  ${item.state}${why}  ${item.title.slice(0, 100)}`;
}

function toVerdict({ isRelevant, score, needed, words, version }: GateVerdict): string {
  const found = words
    .map(({ word, count, worth }) => `${word}${count > 1 ? ` ×${count}` : ''}${worth === 1 ? '' : ' (½)'}`)
    .join(', ');
  return `${isRelevant ? 'about the subject' : 'put aside'}, ${score} of ${needed} needed: ${found === '' ? 'no word of surveillance' : found} [${version}]`;
}

function toNext({ state, slug, id }: NewsItem): string[] {
  if (slug !== undefined && (state === 'captured' || state === 'candidates_found'))
    return [`Next: npm run review -- ${slug} --reader <pseudonym>`, `      npm run candidates -- ${slug}`];
  if (state === 'out_of_reach')
    return [`Next: save the page in a browser, then npm run news -- take ${id} <file>`];
  if (state === 'irrelevant') return [`If the gate is wrong: npm run news -- keep ${id} --by <pseudonym>`];
  return [];
}
