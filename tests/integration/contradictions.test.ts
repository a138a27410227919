import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFiles } from '#lib/claims/ingest.ts';
import {
  findContradictions,
  findDenials,
  findLookAlikePage,
  findSilence,
} from '#lib/contradictions/queries.ts';
import type { Contradictions } from '#lib/contradictions/view.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const slug = 'harbor-gazette-2024-05-06-lamps';
const good = readFileSync(join(fixtures, 'works', `${slug}.yaml`), 'utf8');
/** A paper that gives another cost, and in which the head of the company denies that it builds the lamps. */
const second = good
  .replaceAll(slug, 'a-second-paper')
  .replaceAll('work.harbor-lamp-study', 'work.another-study')
  .replace("amount: '1200000'", "amount: '1300000'")
  .replace('object: { type: entity, id: org.harbor-works }', '$&\n    stance: denies');

let database: TestDatabase;
let pool: Pool;
let folder: string;
let empty: Contradictions;
let held: Contradictions;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-contradictions-'));
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  empty = await findContradictions(1);
  const options = { seedDir: 'tests/fixtures/captures', dataDir: folder, dataFolder: join(fixtures, 'data') };
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, options);
  const paths = [
    [`${slug}.yaml`, good],
    ['a-second-paper.yaml', second],
  ].map(([name = '', content = '']) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  expect((await ingestFiles(pool, paths, options)).map((report) => report.ok)).toEqual([true, true]);
  held = await findContradictions(1);
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const sidesOf = (predicate: string) =>
  held.groups.rows
    .filter((group) => group.label === predicate)
    .map(({ sides }) => sides.map((side) => side.claims.map(({ claim, stand }) => `${claim.id} ${stand}`)));

describe('findContradictions', () => {
  it('finds nothing where nothing is held', () => {
    expect(empty).toEqual({
      groups: { rows: [], total: 0 },
      lookAlikes: 0,
      denials: 0,
      silence: 0,
      unknowns: [],
    });
  });

  it('sets who asserts against who denies, across works', () => {
    expect(sidesOf('Developer')).toEqual([[[`${slug}.c002 asserts`], ['a-second-paper.c002 denies']]]);
  });

  it('sets two sums of one currency against each other', () => {
    expect(sidesOf('Cost').map((sides) => [...sides].sort())).toEqual([
      [['a-second-paper.c003 asserts'], [`${slug}.c003 asserts`]],
    ]);
  });

  it('keeps a denial that another statement contests', () => {
    expect(sidesOf('Kind of program')).toContainEqual([[`${slug}.c006 denies`], [`${slug}.c009 contests`]]);
    const [group] = held.groups.rows.filter((one) => one.label === 'Kind of program');
    expect(group?.sides[1]?.claims[0]).toMatchObject({
      note: 'Critics and company speak of the same lamps.',
      byEditors: true,
    });
  });

  it('groups exactly the assertions that the records of the site call disputed', async () => {
    const { rows } = await pool.query<{ id: string }>(
      `select distinct e.claim_id as id from fact f
         join evidence e on e.target = 'fact' and e.target_id = f.id and e.role = 'supports'
        where f.wording = 'disputed' order by 1`,
    );
    const asserting = held.groups.rows.flatMap((group) =>
      group.sides.flatMap((side) =>
        side.claims.filter((one) => one.stand === 'asserts').map((one) => one.claim.id),
      ),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect([...new Set(asserting)].sort()).toEqual(rows.map((row) => row.id));
  });

  it('says why a sum in two currencies is no contradiction', async () => {
    const { rows, total } = await findLookAlikePage(1);
    expect([rows.length, total]).toEqual([held.lookAlikes, held.lookAlikes]);
    expect(rows.filter((pair) => pair.reason === 'same_amount').map((pair) => pair.id)).toContain(
      `${slug}.c003-${slug}.c004`,
    );
  });

  it('keeps doubts that nobody answers, and silence', async () => {
    const denials = await findDenials();
    expect(denials.map((record) => record.subject.id)).toContain('org.northaven-council');
    expect(denials.flatMap(({ predicates }) => predicates.flatMap(({ rows }) => rows))).toHaveLength(
      held.denials,
    );
    const silence = await findSilence(1);
    expect(silence.rows.map((claim) => claim.id)).toEqual(['a-second-paper.c011', `${slug}.c011`]);
    expect([silence.total, held.silence]).toEqual([2, 2]);
  });

  it('shows the last page where an address asks for one beyond it', async () => {
    expect((await findContradictions(99)).groups).toEqual(held.groups);
    expect(await findSilence(99)).toEqual(await findSilence(1));
    expect(await findLookAlikePage(99)).toEqual(await findLookAlikePage(1));
  });
});
