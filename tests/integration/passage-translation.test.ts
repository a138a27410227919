import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { findClaimPage } from '#lib/claims/queries.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const slug = 'harbor-gazette-2024-05-06-lamps';
const good = readFileSync(join(fixtures, 'works', `${slug}.yaml`), 'utf8');
const phrase = /^( +)phrase: .+$/m;

let database: TestDatabase;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  folder = mkdtempSync(join(tmpdir(), 'dossier-translation-'));
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, { dataFolder: join(fixtures, 'data') });
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** The fixture with a translation behind its first phrase. */
function translate(text: string, lang: string, by: string): string {
  return good.replace(
    phrase,
    (line, indent) => `${line}\n${indent}translation: { text: '${text}', lang: ${lang}, by: ${by} }`,
  );
}

async function ingest(content: string) {
  const path = join(folder, `${slug}.yaml`);
  writeFileSync(path, content);
  const [report] = await ingestFiles(pool, [path], {
    seedDir: 'tests/fixtures/captures',
    dataDir: folder,
    dataFolder: join(fixtures, 'data'),
  });
  if (report === undefined) throw new Error('no report');
  return report;
}

describe('the translation of a phrase', () => {
  it.each(['editor', 'machine'])('stands beside it, and says that it is by the %s', async (by) => {
    expect(await ingest(translate('灯会记住', 'zh', by))).toMatchObject({ ok: true });
    const { rows } = await pool.query<{ claim: string }>(
      `select cp.claim_id as claim from passage p join claim_passage cp on cp.passage_id = p.id where translation is not null`,
    );
    const page = await findClaimPage(rows[0]?.claim ?? '');
    const shown = page?.claim.passages.flatMap(({ translation }) => translation ?? []);
    expect(shown).toEqual([{ text: '灯会记住', lang: 'zh', by }]);
  });

  it.each([
    [
      'is in the language of the work',
      translate('The lamp remembers', 'en', 'editor'),
      /language of the work/,
    ],
    ['is much longer than a phrase', translate('un mot '.repeat(13), 'fr', 'editor'), /has 26 words/],
    ['is by nobody', translate('灯会记住', 'zh', 'somebody'), /by/],
    [
      'translates words that are not quoted',
      translate('灯会记住', 'zh', 'editor').replace(/^ +phrase: .+\n/m, ''),
      /words that are not quoted/,
    ],
  ])('is refused when it %s', async (_, content, problem) => {
    const report = await ingest(content);
    if (report.ok) throw new Error('it was accepted');
    expect(report.problems.map(({ key, what }) => `${key}: ${what}`).join('\n')).toMatch(problem);
  });

  it('cannot be stored without the phrase', async () => {
    await expect(pool.query(`update passage set translation = '{}', phrase = null`)).rejects.toThrow(
      /passage_translation_of_phrase/,
    );
  });
});
