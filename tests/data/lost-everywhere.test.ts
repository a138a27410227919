import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import ClaimPage from '../../app/(site)/claims/[id]/page.tsx';
import ContradictionsPage from '../../app/(site)/contradictions/page.tsx';
import FlowsPage from '../../app/(site)/flows/page.tsx';
import LawPage from '../../app/(site)/laws/[slug]/page.tsx';
import LawsPage from '../../app/(site)/laws/page.tsx';
import OrganizationPage from '../../app/(site)/organizations/[slug]/page.tsx';
import PersonPage from '../../app/(site)/people/[slug]/page.tsx';
import PlacePage from '../../app/(site)/places/[code]/page.tsx';
import ProgramPage from '../../app/(site)/programs/[slug]/page.tsx';
import ProgramsPage from '../../app/(site)/programs/page.tsx';
import SearchPage from '../../app/(site)/search/page.tsx';
import SourcePage from '../../app/(site)/sources/[slug]/page.tsx';
import TechnologyPage from '../../app/(site)/technologies/[code]/page.tsx';
import { createCorpusDatabase } from '../setup/corpus.ts';
import type { TestDatabase } from '../setup/database.ts';

const { checks } = getMessages();
/** What stands before the first number of the other sentence. */
const [someLost = ''] = checks.someLost.split('{');
const notices = [checks.allLost, someLost];

let database: TestDatabase;
/** Slug of the record of a kind, or the id of the claim, with the most claims behind it. */
const busiest = new Map<string, string>();

beforeAll(async () => {
  database = await createCorpusDatabase();
  connectDb(database.url);
  const pool = openPool(database.url, 'site');
  const { rows } = await pool.query<{ kind: string; slug: string }>(
    `select distinct on (e.kind) e.kind::text as kind, e.slug
       from entity e join fact f on f.entity_id = e.id join evidence v on v.target = 'fact' and v.target_id = f.id and v.claim_id is not null
      group by e.id order by e.kind, count(*) desc, e.id`,
  );
  for (const { kind, slug } of rows) busiest.set(kind, slug);
  const { rows: spoken } = await pool.query<{ slug: string }>(
    `select e.slug from claim_entity ce join entity e on e.id = ce.entity_id and e.kind = 'person'
      where ce.role = 'speaker' group by e.id order by count(*) desc, e.id limit 1`,
  );
  busiest.set('person', spoken[0]?.slug ?? '');
  const { rows: claims } = await pool.query<{ id: string; slug: string; says: string }>(
    `select c.id, w.slug, c.says from claim c join work w on w.id = c.work_id order by w.id, c.position limit 1`,
  );
  busiest.set('claim', claims[0]?.id ?? '');
  busiest.set('work', claims[0]?.slug ?? '');
  busiest.set('says', claims[0]?.says ?? '');
  const { rows: technologies } = await pool.query<{ slug: string }>(
    `select e.slug from program p join entity e on e.id = any (p.technology_ids)
      where p.scale = 'system' group by e.id order by count(*) desc, e.id limit 1`,
  );
  busiest.set('technology', technologies[0]?.slug ?? '');
  await pool.end();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const slug = (kind: string) => Promise.resolve({ slug: busiest.get(kind) ?? '' });
const state = (values: Record<string, string> = {}) => Promise.resolve(values);

const pages: Record<string, () => Promise<ReactElement>> = {
  '/claims/<id>': () => ClaimPage({ params: Promise.resolve({ id: busiest.get('claim') ?? '' }) }),
  '/sources/<id>': () => SourcePage({ params: slug('work') }),
  '/programs/<slug>': () => ProgramPage({ params: slug('program') }),
  '/laws/<slug>': () => LawPage({ params: slug('law'), searchParams: state() }),
  '/organizations/<slug>': () => OrganizationPage({ params: slug('organization') }),
  '/people/<slug>': () => PersonPage({ params: slug('person') }),
  '/places/CN': () => PlacePage({ params: Promise.resolve({ code: 'CN' }), searchParams: state() }),
  '/technologies/<code>': () =>
    TechnologyPage({ params: Promise.resolve({ code: busiest.get('technology') ?? '' }) }),
  '/programs': () => ProgramsPage({ searchParams: state() }),
  '/laws?of=CN': () => LawsPage({ searchParams: state({ of: 'CN' }) }),
  '/flows': () => FlowsPage({ searchParams: state() }),
  '/contradictions': () => ContradictionsPage({ searchParams: state() }),
  '/search': () => SearchPage({ searchParams: state({ q: busiest.get('says') ?? '' }) }),
};

const says = (html: string) => notices.some((notice) => html.includes(notice));

describe('where the passages of claims are lost', () => {
  const before = new Map<string, string>();

  beforeAll(async () => {
    for (const [path, render] of Object.entries(pages))
      before.set(path, renderToStaticMarkup(await render()));
    await withConnection(database.url, (owner) => owner.query(`update passage set verify_state = 'lost'`));
  });

  test.each(Object.keys(pages))('%s says so, and did not before', async (path) => {
    expect(says(before.get(path) ?? '')).toBe(false);
    expect(says(renderToStaticMarkup((await pages[path]?.()) ?? ''))).toBe(true);
  });
});
