import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#lib/db.ts';
import { readOwnNames } from '#lib/search/phrases.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { createWholeCorpusDatabase } from '../setup/corpus.ts';
import type { TestDatabase } from '../setup/database.ts';
import { measureGold, type Outcome, readGold, toMeans } from './search-gold.ts';

const written = readGold('tests/data/search-gold/written');
const drawn = ['first-lot', 'second-lot', 'third-lot'].flatMap((lot) =>
  readGold(`tests/data/search-gold/${lot}`),
);
const languages = ['ar', 'de', 'en', 'es', 'fr', 'pt', 'ru', 'zh'];
const leastRecall = 0.95;

let database: TestDatabase;
let site: Pool;

beforeAll(async () => {
  database = await createWholeCorpusDatabase();
  site = openPool(database.url, 'site');
}, 1_200_000);

afterAll(async () => {
  await site.end();
  await database.drop();
});

const find = async (q: string) =>
  (await searchEverything({ q, limit: 10 }, site)).results.map(({ id }) => id);

/** Queries that miss a record, with what was found instead. */
function explain(outcomes: readonly Outcome[]): string {
  return outcomes
    .filter(({ recall }) => recall < 1)
    .map(
      ({ query, found }) =>
        `${query.lang} “${query.q}”: ${query.expect.join(', ')}, found ${found.slice(0, 3).join(', ')}`,
    )
    .join('\n');
}

describe('the gold set', () => {
  test('has 200 queries and more, 25 in each of eight languages, each with a reason', () => {
    expect(written.length).toBeGreaterThanOrEqual(200);
    for (const lang of languages)
      expect(written.filter((query) => query.lang === lang).length, lang).toBeGreaterThanOrEqual(25);
  });

  test('no query stands twice in a language', () => {
    const keys = [...written, ...drawn].map(({ lang, q }) => `${lang} ${q.toLowerCase()}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('expects records that exist', async () => {
    const wanted = [...new Set([...written, ...drawn].flatMap((query) => query.expect))];
    expect(await findMissing(wanted)).toEqual([]);
  });
});

test('every record that data/search names exists', async () => {
  expect(await findMissing(Object.keys(readOwnNames()))).toEqual([]);
});

test('what search alone knows stands in no name that a page shows', async () => {
  const { rows } = await site.query<{ count: number }>(
    `select count(*)::int as count from entity_name n join search_name s on s.id = n.id`,
  );
  expect(rows[0]?.count).toBe(0);
  const { results } = await searchEverything({ q: '雪亮工程', limit: 1 }, site);
  expect(results[0]).toMatchObject({ id: 'program.cn-sharp-eyes', matched: undefined });
});

describe('recall among the first ten', () => {
  test('is 0.95 and more in each language', async () => {
    const outcomes = await measureGold(written, find);
    const means = toMeans(outcomes, ({ query }) => query.lang);
    for (const { key, recall } of means)
      expect(recall, `${key}\n${explain(outcomes)}`).toBeGreaterThanOrEqual(leastRecall);
    expect(means.map(({ key }) => key)).toEqual(expect.arrayContaining(languages));
    const [all] = toMeans(outcomes, () => 'all');
    expect(all?.reciprocalRank, explain(outcomes)).toBeGreaterThanOrEqual(0.9);
  }, 600_000);

  test('is 0.9 and more over records that were drawn by lot', async () => {
    const outcomes = await measureGold(drawn, find);
    const [all] = toMeans(outcomes, () => 'all');
    expect(all?.recall, explain(outcomes)).toBeGreaterThanOrEqual(0.9);
  }, 600_000);
});

async function findMissing(ids: readonly string[]): Promise<string[]> {
  const { rows } = await site.query<{ id: string }>(
    `select wanted as id from unnest($1::text[]) as wanted
      where not exists (select from entity e where e.id = wanted) and not exists (select from work w where w.id = wanted)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
