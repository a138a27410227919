import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What sort of thing a query asks for, or what is difficult about it. */
const goldKinds = [
  'program',
  'law',
  'law_number',
  'body',
  'vendor',
  'person',
  'place',
  'technology',
  'topic',
  'topic_place',
  'partial',
  'abbreviation',
  'diacritics',
  'typo',
  'script',
] as const;

const goldQuery = z.strictObject({
  q: z.string().min(1),
  kind: z.enum(goldKinds),
  /** Ids of records that answer the query, chosen by reading the records. Further good answers may exist. */
  expect: z.array(z.string()).min(1).max(10),
  why: z.string().min(1),
});

const goldFile = z.strictObject({
  lang: z.string().min(2),
  queries: z.array(goldQuery),
});

export type GoldQuery = z.infer<typeof goldQuery> & { lang: string };

/** The queries of a folder of gold files, in the order of the files' names. */
export function readGold(folder: string): GoldQuery[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const { lang, queries } = goldFile.parse(parse(readFileSync(join(folder, name), 'utf8')));
      return queries.map((query) => ({ ...query, lang }));
    });
}

export type Outcome = {
  query: GoldQuery;
  /** Share of the expected records among the first ten results. */
  recall: number;
  /** 1 / position of the first expected record among them, 0 when there is none. */
  reciprocalRank: number;
  /** What was found first, for a reader of a failure. */
  found: string[];
};

/** Asks every query and keeps what stands among the first ten. */
export async function measureGold(
  queries: readonly GoldQuery[],
  find: (q: string) => Promise<string[]>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const query of queries) {
    const found = (await find(query.q)).slice(0, 10);
    const hits = query.expect.filter((id) => found.includes(id));
    const first = found.findIndex((id) => query.expect.includes(id));
    outcomes.push({
      query,
      recall: hits.length / query.expect.length,
      reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
      found,
    });
  }
  return outcomes;
}

export type Means = { key: string; queries: number; recall: number; reciprocalRank: number };

/** Means by language or kind of query; every query weighs the same. */
export function toMeans(outcomes: readonly Outcome[], key: (outcome: Outcome) => string): Means[] {
  const groups = Map.groupBy(outcomes, key);
  return [...groups].map(([name, list]) => ({
    key: name,
    queries: list.length,
    recall: list.reduce((sum, outcome) => sum + outcome.recall, 0) / list.length,
    reciprocalRank: list.reduce((sum, outcome) => sum + outcome.reciprocalRank, 0) / list.length,
  }));
}
