import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#lib/captures/indexed-text.ts';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { toClaimsFile } from '#lib/review/claims-from-state.ts';
import { openFile } from '#lib/review/open-work.ts';
import { toYaml, withKeptSections, writeWhole } from '#lib/review/write-claims-file.ts';
import { ReviewWriter } from '#lib/review/writer.ts';
import { harborData, harborScript, harborText, prepareHarbor, pressAll } from '../factories/harbor-review.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const slug = 'harbor-gazette-cameras';
const writer = ReviewWriter.atTerminal('alba');
let database: TestDatabase;
let pool: Pool;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-review-'));
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  await loadEntities(pool, { dataFolder: harborData });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ingest(path: string) {
  const folders = { seedDir: join(folder, 'none'), dataDir: folder };
  const [report] = await ingestFiles(pool, [path], { ...folders, dataFolder: harborData });
  return report;
}

describe('a reviewed work', () => {
  it('goes from a captured file to rows in the database', async () => {
    const source = join(folder, 'cameras.txt');
    writeFileSync(source, harborText);
    const described = {
      id: `work.${slug}`,
      title: 'Lamps with cameras',
      kind: 'article',
      language: 'en',
      published: '2024-05-06',
    };
    const work = await openFile(
      source,
      described,
      { seedDir: join(folder, 'none'), dataDir: folder },
      '2024-05-07',
    );
    const prepared = await prepareHarbor({ work });
    const session = pressAll(prepared, prepared.session, harborScript);
    const path = join(folder, `${slug}.yaml`);
    writeWhole(writer, path, toYaml(toClaimsFile(work, session.state)));

    const report = await ingest(path);
    expect(report).toMatchObject({ ok: true, claims: 4, lost: [] });
    expect(report?.ok === true && report.passages.verified).toBe(5);
    const { rows } = await pool.query(
      'select stance::text, review_state::text as review, says from claim where work_id = $1 order by stance, says',
      [`work.${slug}`],
    );
    expect(rows.map(({ stance, review }) => `${stance} ${review}`).sort()).toEqual([
      'asserts single_reader',
      'asserts single_reader',
      'denies single_reader',
      'no_comment single_reader',
    ]);
    expect(await ingest(path)).toMatchObject({ ok: true, changed: 0 });

    // What a person added by hand stays when the review writes again.
    const denial = toClaimsFile(work, session.state).file.claims.find(({ stance }) => stance === 'denies');
    const contest = {
      from: denial?.id,
      to: `c${sha256(harborText.split('\n')[0] ?? '').slice(0, 8)}-1`,
      kind: 'contests',
      by: 'editor',
    };
    writeWhole(writer, path, `${readFileSync(path, 'utf8')}links: [${JSON.stringify(contest)}]\n`);

    // The same review, resumed and read by a second person, changes the same rows: ids hold.
    const second = await prepareHarbor({ work, log: session.fresh, by: 'boris' });
    const end = pressAll(second, second.session, 'y');
    writeWhole(writer, path, toYaml(withKeptSections(toClaimsFile(work, end.state), path)));
    expect(await ingest(path)).toMatchObject({ ok: true, claims: 4, withdrawn: 0 });
    const links = await pool.query('select kind::text from claim_link');
    expect(links.rows).toEqual([{ kind: 'contests' }]);
    const read = await pool.query(
      "select count(*)::int as n from claim where review_state = 'second_reader'",
    );
    expect(read.rows).toEqual([{ n: 1 }]);
  });
});

describe('npm run review', () => {
  const run = (args: string[]) =>
    spawnSync(process.execPath, ['scripts/review.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: folder, SEED_DIR: join(folder, 'none') },
    });
  const described = ['--work', 'work.harbor-by-keys', '--title', 'Lamps', '--reader', 'alba'];

  it('keeps decisions of a script and goes on from them', () => {
    const source = join(folder, 'by-keys.txt');
    writeFileSync(source, harborText);
    const keys = join(folder, 'keys.txt');
    writeFileSync(keys, '# nothing in the first two\nxx');
    const out = join(folder, 'harbor-by-keys.yaml');
    const first = run([source, ...described, '--out', out, '--script', keys]);
    expect(first.stderr).not.toContain('error');
    expect(first.stdout).toContain('No claim is accepted yet');
    const log = readFileSync(join(folder, 'review/work.harbor-by-keys.jsonl'), 'utf8').trimEnd().split('\n');
    expect(log).toHaveLength(2);
    const again = run([source, ...described, '--out', out, '--script', keys]);
    expect(again.stdout).toContain('1 open');
  });

  it('says plainly that it needs a terminal, a reader and a work that is not written by hand', () => {
    const work = 'bloomberg-2016-03-03-china-pre-crime';
    expect(run([work]).stderr).toContain('pseudonym of its reader');
    expect(run([work, '--reader', 'alba']).stderr).toContain('needs a terminal');
    const keys = join(folder, 'none.txt');
    writeFileSync(keys, '');
    const source = join(folder, 'by-hand.txt');
    writeFileSync(source, harborText);
    const byHand = join(folder, 'by-hand.yaml');
    writeFileSync(byHand, 'format: public-dossier/claims@1\nclaims:\n  - id: c001\n');
    const refused = run([source, ...described, '--out', byHand, '--script', keys]);
    expect(refused.stderr).toContain('written by hand');
    expect(readFileSync(byHand, 'utf8')).toContain('c001');
  });
});
