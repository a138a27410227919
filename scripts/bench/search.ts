import { openPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { type Benchmark, type Comparison, measureBest } from './benchmark.ts';

const queries = ['中国', 'Tibet', 'urumqi', 'police department', 'Hikvison', 'san', 'a'];

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
        const { rows } = await pool.query<{ names: string }>('select count(*) as names from entity_name');
        const comparisons: Comparison[] = [];
        for (const q of queries) {
          report(q);
          const ours = await measureBest(5, async () => {
            await searchEverything({ q, limit: 25 }, pool);
          });
          const ms = await measureBest(5, async () => {
            await pool.query(
              `select entity_id, text from entity_name where text ilike '%' || $1 || '%' order by length(text) limit 25`,
              [q],
            );
          });
          const note = `${rows[0]?.names ?? 0} names; ours also searches titles and claims, folds scripts, counts by kind`;
          comparisons.push({
            what: `“${q}”`,
            ours,
            peer: { name: 'ILIKE over the names (sequential scan)', ms },
            note,
          });
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
