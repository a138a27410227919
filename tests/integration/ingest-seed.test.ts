import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { claimsFile, isAnchored } from '#lib/claims/file-schema.ts';
import { type IngestOptions, ingestFiles } from '#lib/claims/ingest.ts';
import { openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { seedAbsence, seedFileName, seedText } from '../setup/seed-text.ts';

const path = 'data/works/bloomberg-2016-03-03-china-pre-crime.yaml';
const file = claimsFile.parse(parse(readFileSync(path, 'utf8')));

let database: TestDatabase;
let pool: Pool;
let folder: string;
let options: IngestOptions;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-seed-'));
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  options = { seedDir: join(folder, 'seed'), dataDir: folder, dataFolder: 'data' };
  mkdirSync(options.seedDir);
  // Places and technologies come from packs; here only those that the file names.
  const ids = new Set(readFileSync(path, 'utf8').match(/\b(?:place|tech)\.[A-Za-z0-9.-]*[A-Za-z0-9]/g));
  for (const id of ids) {
    await pool.query(
      `insert into entity (id, kind, slug, label, label_lang, declared_by)
       values ($1, $2::entity_kind, $3, $3, 'en', 'test') on conflict do nothing`,
      [id, id.startsWith('place.') ? 'place' : 'technology', id.slice(id.indexOf('.') + 1)],
    );
  }
  await loadEntities(pool, options);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ingest() {
  const [report] = await ingestFiles(pool, [path], options);
  if (report?.ok !== true) throw new Error(JSON.stringify(report, null, 1));
  return report;
}

async function countLog(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from log_entry');
  return rows[0]?.count ?? 0;
}

describe('the first work', () => {
  it('comes in without its text: every passage is not checkable here, and keeps when it was verified', async () => {
    const report = await ingest();
    expect(report.claims).toBe(file.claims.length);
    expect(report.passages).toEqual({
      verified: 0,
      verified_normalized: 0,
      lost: 0,
      not_checkable: file.passages.filter(isAnchored).length,
    });
    const { rows } = await pool.query(`select distinct verified_copy_sha256 as copy from passage`);
    expect(rows).toEqual([{ copy: file.captures[0]?.textSha256 }]);
  });

  it('changes nothing the second time', async () => {
    const before = await countLog();
    expect(await ingest()).toMatchObject({ changed: 0, withdrawn: 0 });
    expect(await countLog()).toBe(before);
  });

  it.skipIf(seedText === undefined)(
    `verifies every passage when the text appears, and loses exactly those over a changed word${seedText === undefined ? ` (${seedAbsence})` : ''}`,
    async () => {
      const text = seedText ?? '';
      const copy = join(options.seedDir, seedFileName);
      const before = await countLog();
      writeFileSync(copy, text);
      expect((await ingest()).passages).toEqual({
        verified: file.passages.filter(isAnchored).length,
        verified_normalized: 0,
        lost: 0,
        not_checkable: 0,
      });
      const word = 'conference';
      const at = [...text.slice(0, text.indexOf(word))].length;
      const over = file.passages
        .filter(isAnchored)
        .filter((passage) => passage.start < at + word.length && passage.end > at)
        .map((passage) => passage.id);
      writeFileSync(copy, text.replace(word, 'gathering of reporters'));
      expect((await ingest()).passages.lost).toBe(over.length);
      const { rows } = await pool.query<{ id: string }>(
        `select id from passage where verify_state = 'lost' order by start, id`,
      );
      expect(rows.map((row) => row.id.slice(row.id.indexOf('.') + 1)).sort()).toEqual([...over].sort());
      // What one installation can check is no public change.
      expect(await countLog()).toBe(before);
    },
  );
});
