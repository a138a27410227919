import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Excerpt } from '#lib/captures/excerpt-budget.ts';
import { countWords } from '#lib/captures/words.ts';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { writeExport } from '#lib/exports/write-export.ts';
import { appendLog } from '#lib/log/append.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { findClaims, findFactGroups } from '#lib/records/queries.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { findExcerpts } from '#lib/works/excerpts.ts';
import { verifyAllPassages } from '#lib/works/verify-all.ts';
import ClaimPage from '../../app/(site)/claims/[id]/page.tsx';
import ProgramPage from '../../app/(site)/programs/[slug]/page.tsx';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const slug = 'harbor-gazette-2024-05-06-lamps';
const work = `work.${slug}`;
const copy = readFileSync('tests/fixtures/captures/harbor-cameras.txt', 'utf8');
const { evidence } = getMessages();

let database: TestDatabase;
let pool: Pool;
let folder: string;
let folders: { seedDir: string; dataDir: string };
/** The claims file with one phrase left, so that a tenth of the work has room for excerpts. */
let claimsFile: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  folder = mkdtempSync(join(tmpdir(), 'dossier-excerpts-'));
  folders = { seedDir: join(folder, 'seed'), dataDir: join(folder, 'data') };
  process.env.SEED_DIR = folders.seedDir;
  process.env.DATA_DIR = folders.dataDir;
  mkdirSync(folders.seedDir);
  hold(copy);
  claimsFile = join(folder, `${slug}.yaml`);
  const file = parse(readFileSync(join(fixtures, 'works', `${slug}.yaml`), 'utf8'));
  for (const passage of file.passages) {
    if (passage.id === 'no-camera') passage.translation = { text: 'ingen kamera', lang: 'sv', by: 'machine' };
    else delete passage.phrase;
  }
  writeFileSync(claimsFile, stringify(file));
  const options = { ...folders, dataFolder: join(fixtures, 'data') };
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, options);
  expect(await ingestFiles(pool, [claimsFile], options)).toMatchObject([{ ok: true }]);
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

let moment = 0;
/** Two writes within one tick of the clock must be told apart. */
function hold(text: string): void {
  const path = join(folders.seedDir, 'harbor-cameras.txt');
  writeFileSync(path, text);
  moment += 1000;
  utimesSync(path, moment, moment);
}

async function render<P>(page: (props: { params: Promise<P> }) => Promise<ReactElement>, params: P) {
  return renderToStaticMarkup(await page({ params: Promise.resolve(params) }));
}

const read = ({ before, phrase, after }: Excerpt) => `${before}${phrase}${after}`;
const find = () => findExcerpts(pool, [work], folders);
const tenth = Math.floor(countWords(copy) / 10);

/** A page, an excerpt on it, and the claim and program that the page is of. */
async function findShown() {
  const excerpts = await find();
  const { rows } = await pool.query<{ claim: string; passage: string; program: string }>(
    `select c.id as claim, cp.passage_id as passage, e.slug as program
       from claim c join claim_passage cp on cp.claim_id = c.id join entity e on e.id = c.subject_id and e.kind = 'program'
       join evidence v on v.claim_id = c.id and v.target = 'fact' where cp.passage_id = any($1) order by c.position`,
    [[...excerpts.keys()]],
  );
  const [row] = rows;
  const excerpt = row === undefined ? undefined : excerpts.get(row.passage);
  if (row === undefined || excerpt === undefined) throw new Error('no excerpt is shown with a program');
  return { ...row, excerpt };
}

describe('excerpts from a private copy', { timeout: 60_000 }, () => {
  it('are shown on the pages of a claim and of its record, as excerpts, within a tenth of the work', async () => {
    const { claim, program, excerpt } = await findShown();
    for (const html of [
      await render(ClaimPage, { id: claim }),
      await render(ProgramPage, { slug: program }),
    ]) {
      expect(html).toContain(renderToStaticMarkup(excerpt.before || excerpt.after).trim());
      expect(html).toContain(evidence.excerpt);
    }
    const shown = [...(await find()).values()].map(read);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.reduce((sum, words) => sum + countWords(words), 0)).toBeLessThanOrEqual(tenth);
    for (const words of shown) expect(copy.replaceAll(/\s+/g, ' ')).toContain(words.slice(0, 12));
  });

  it('mark the published phrase where a translation of it stands beside them', async () => {
    const denial = (await find()).get(`${slug}.no-camera`);
    expect(denial).toMatchObject({ phrase: 'not a camera' });
    const html = await render(ClaimPage, { id: `${slug}.c006` });
    expect(html).toContain('<mark>not a camera</mark>');
    expect(html).toContain('ingen kamera');
    expect(html).toContain(evidence.ofPhrase.split(',')[0]);
  });

  it('are in no answer that is not asked for them: twins, feeds and exports pass on what they get', async () => {
    const claims = await findClaims({ workId: work });
    const groups = await findFactGroups(claims[0]?.subject.id ?? '');
    const answers = JSON.stringify([claims, groups]);
    expect(answers).not.toContain('"excerpt"');
    for (const excerpt of (await find()).values()) expect(answers).not.toContain(read(excerpt));
  });

  it('enter no table, no ledger entry, no search, no export and no claims file', async () => {
    const { claim, program } = await findShown();
    await render(ClaimPage, { id: claim });
    await render(ProgramPage, { slug: program });
    const shown = [...(await find()).values()].map(read);
    const { rows: tables } = await pool.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['log_content', 'log_entry', 'passage', 'setting']),
    );
    await withConnection(database.url, async (owner) => {
      for (const { name } of tables) {
        const { rows } = await owner.query<{ text: string | null }>(
          `select string_agg(t::text, ' ') as text from ${name} t`,
        );
        expectNone(rows[0]?.text ?? '', shown, name);
      }
    });
    for (const words of shown) {
      const { results } = await searchEverything({ q: words, limit: 25 });
      expectNone(JSON.stringify(results), shown, `search for “${words}”`);
    }
    const target = join(folder, 'export');
    const ledger = new LedgerFolder(join(folder, 'ledger'));
    await withConnection(database.url, (client) =>
      writeExport(client, {
        folder: target,
        findLicenseText: () => undefined,
        publish: () => withConnection(database.url, (own) => publishCheckpoint(own, ledger)),
      }),
    );
    const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const { parentPath, name } of files)
      expectNone(readFileSync(join(parentPath, name), 'utf8'), shown, name);
    expectNone(readFileSync(claimsFile, 'utf8'), shown, claimsFile);
  });

  it('go with the copy: without it, or with other words in it, the page has the phrase alone', async () => {
    const { claim, excerpt } = await findShown();
    const words = read(excerpt);
    hold(copy.replaceAll('a', 'e'));
    expect([...(await find()).values()].map(read)).not.toContain(words);
    rmSync(join(folders.seedDir, 'harbor-cameras.txt'));
    expect(await find()).toEqual(new Map());
    expect(await render(ClaimPage, { id: claim })).not.toContain(evidence.excerpt);
    expect(await render(ClaimPage, { id: `${slug}.c006` })).toContain('… not a camera …');
    hold(copy);
    expect([...(await find()).values()].map(read)).toContain(words);
  });

  it('of a passage that a look found lost are not shown', async () => {
    const { passage } = await findShown();
    await pool.query(`update passage set verify_state = 'lost' where id = $1`, [passage]);
    expect([...(await find()).keys()]).not.toContain(passage);
    await verifyAllPassages(pool, folders, 'command');
    expect([...(await find()).keys()]).toContain(passage);
  });

  it('are not shown of a work that says so, nor of one that is not identified', async () => {
    await pool.query(
      `update work set access = 'open; no excerpts: the publisher asked for that' where id = $1`,
      [work],
    );
    expect(await find()).toEqual(new Map());
    await pool.query(`update work set access = 'open', identified = false where id = $1`, [work]);
    expect(await find()).toEqual(new Map());
    await pool.query('update work set identified = true where id = $1', [work]);
    expect((await find()).size).toBeGreaterThan(0);
  });

  // Last: what was redacted stays so.
  it('are not shown of a work of which anything was redacted', async () => {
    await withConnection(database.url, async (owner) => {
      await owner.query('begin');
      const record = {
        recordKind: 'claim',
        recordId: `${slug}.c001`,
        actor: 'editor:curation',
        reason: 'privacy',
      };
      await appendLog(owner, [{ ...record, op: 'redact', content: { redacts: [1] } }], new Date());
      await owner.query('commit');
    });
    expect(await find()).toEqual(new Map());
  });
});

/** The length keeps a long text out of the message of a failed test. */
function expectNone(text: string, shown: readonly string[], where: string): void {
  for (const words of shown)
    expect(text.includes(words), `${where} holds an excerpt of ${words.length} characters`).toBe(false);
}
