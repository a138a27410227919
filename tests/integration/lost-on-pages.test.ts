import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { verifyAllPassages } from '#lib/works/verify-all.ts';
import ClaimPage from '../../app/(site)/claims/[id]/page.tsx';
import ProgramPage from '../../app/(site)/programs/[slug]/page.tsx';
import SourcePage from '../../app/(site)/sources/[slug]/page.tsx';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const slug = 'harbor-gazette-2024-05-06-lamps';
const copy = readFileSync('tests/fixtures/captures/harbor-cameras.txt', 'utf8');
const notice = getMessages().checks.allLost;

let database: TestDatabase;
let pool: Pool;
let folder: string;
let folders: { seedDir: string; dataDir: string };

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  folder = mkdtempSync(join(tmpdir(), 'dossier-pages-'));
  folders = { seedDir: join(folder, 'seed'), dataDir: join(folder, 'data') };
  mkdirSync(folders.seedDir);
  hold(copy);
  const options = { ...folders, dataFolder: join(fixtures, 'data') };
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, options);
  const [report] = await ingestFiles(pool, [join(fixtures, 'works', `${slug}.yaml`)], options);
  expect(report).toMatchObject({ ok: true });
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function hold(text: string): void {
  writeFileSync(join(folders.seedDir, 'harbor-cameras.txt'), text);
}

async function render<P>(
  page: (props: { params: Promise<P> }) => Promise<ReactElement>,
  params: P,
): Promise<string> {
  return renderToStaticMarkup(await page({ params: Promise.resolve(params) }));
}

/** The page of a claim about a program, of the program, and of the source. */
async function renderPages(claim: string, program: string): Promise<string[]> {
  return [
    await render(ClaimPage, { id: claim }),
    await render(ProgramPage, { slug: program }),
    await render(SourcePage, { slug }),
  ];
}

describe('a claim whose only passage is lost', { timeout: 60_000 }, () => {
  it('says so on its own page, on the record that it feeds, and in its source', async () => {
    const { rows } = await pool.query<{ claim: string; program: string; start: number }>(
      `select c.id as claim, e.slug as program, p.start
         from claim c join entity e on e.id = c.subject_id and e.kind = 'program'
         join claim_passage cp on cp.claim_id = c.id and cp.role = 'statement' join passage p on p.id = cp.passage_id
        where p.occurrences = 1 and c.stance = 'asserts'
          and (select count(*) from claim_passage o where o.claim_id = c.id and o.role = 'statement') = 1
          and exists (select 1 from evidence v where v.claim_id = c.id and v.target = 'fact')
        order by c.position limit 1`,
    );
    const [target] = rows;
    if (target === undefined) throw new Error('the fixture has no such claim');
    for (const html of await renderPages(target.claim, target.program)) expect(html).not.toContain(notice);

    const points = [...copy];
    hold(points.with(target.start, points[target.start] === 'q' ? 'z' : 'q').join(''));
    const { lost } = await verifyAllPassages(pool, folders, 'command');

    expect(lost.flatMap(({ claims }) => claims)).toContain(target.claim);
    for (const html of await renderPages(target.claim, target.program)) expect(html).toContain(notice);
  });
});
