import { join, resolve } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countWords } from '#lib/captures/words.ts';
import { openPool } from '#lib/db.ts';
import { findExcerpts } from '#lib/works/excerpts.ts';
import { createCorpusDatabase } from '../setup/corpus.ts';
import type { TestDatabase } from '../setup/database.ts';
import { seedAbsence, seedText } from '../setup/seed-text.ts';

const work = 'work.bloomberg-2016-03-03-china-pre-crime';
if (seedText === undefined) console.log(seedAbsence);

describe.skipIf(seedText === undefined)('excerpts of the first work', () => {
  let database: TestDatabase;
  let pool: Pool;
  const folders = {
    seedDir: resolve(process.env.SEED_DIR || '../shared/seed'),
    dataDir: join(resolve(process.env.DATA_DIR || '.data'), 'none'),
  };

  beforeAll(async () => {
    database = await createCorpusDatabase();
    pool = openPool(database.url, 'site');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test('stay, with its phrases, within a tenth of its words', async () => {
    const excerpts = await findExcerpts(pool, [work], folders);
    expect(excerpts.size).toBeGreaterThan(0);
    const { rows } = await pool.query<{ id: string; phrase: string }>(
      'select id, phrase from passage where work_id = $1 and phrase is not null',
      [work],
    );
    const phrases = rows.reduce((sum, { phrase }) => sum + countWords(phrase), 0);
    const more = [...excerpts.values()].reduce(
      (sum, { before, after }) => sum + countWords(before) + countWords(after),
      0,
    );
    const words = countWords(seedText ?? '');
    console.log(
      `${excerpts.size} excerpts: ${phrases} words in phrases and ${more} more, of ${Math.floor(words / 10)}`,
    );
    expect(phrases + more).toBeLessThanOrEqual(Math.floor(words / 10));
    for (const { before, phrase, after } of excerpts.values())
      expect(countWords(`${before}${phrase}${after}`)).toBeLessThanOrEqual(40);
  });

  test('are none where the text is not', async () => {
    expect(await findExcerpts(pool, [work], { ...folders, seedDir: folders.dataDir })).toEqual(new Map());
  });
});
