import { openPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { type Benchmark, type Comparison, measureBest } from './benchmark.ts';

/** As readers type them: names, topics with a place, a law's number, typing errors, and two that fit very much. */
const queries = [
  '中国',
  'urumqi',
  'reconocimiento facial Buenos Aires',
  'распознавание лиц в Москве',
  '莫斯科人脸识别',
  'lei 12.965',
  'Vorratsdatenspeicherung',
  'Hikvison',
  'police department',
  'a',
];

/** The nearest that plain SQL offers: the text as a substring of any name, title or statement, with how many there are. */
const peer = {
  name: 'ILIKE over names, titles and statements (sequential scans)',
  sql: `(select entity_id as id, text, count(*) over () as total from entity_name where text ilike '%' || $1 || '%' limit 25)
    union all (select id, title, count(*) over () from work where title ilike '%' || $1 || '%' limit 25)
    union all (select id, says, count(*) over () from claim where says ilike '%' || $1 || '%' limit 25)`,
};

/** Search over the corpus of this installation, which is only read (and loaded first where it is missing). */
export const searchBenchmark: Benchmark = {
  name: 'search',
  about: 'search: names in any script, titles, claims',
  async run(report) {
    const env = getEnv();
    const database = await openDatabase(env, report);
    try {
      await prepareDatabase(database.url, env.SEED_DIR);
      const pool = openPool(database.url, 'site');
      try {
        const { rows } = await pool.query<{ names: string; claims: string }>(
          `select (select count(*) from entity_name) + (select count(*) from search_name) as names, (select count(*) from claim) as claims`,
        );
        const comparisons: Comparison[] = [];
        for (const q of queries) {
          report(q);
          const ours = await measureBest(5, async () => {
            await searchEverything({ q, limit: 25 }, pool);
          });
          const ms = await measureBest(5, async () => {
            await pool.query(peer.sql, [q]);
          });
          const note = `${rows[0]?.names ?? 0} names, ${rows[0]?.claims ?? 0} claims; ours also folds scripts, knows other languages, ranks, and counts by kind`;
          comparisons.push({ what: `“${q}”`, ours, peer: { name: peer.name, ms }, note });
        }
        return comparisons;
      } finally {
        await pool.end();
      }
    } finally {
      await database.close();
    }
  },
};
