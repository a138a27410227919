import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#lib/db.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { searchEntities } from '#lib/search/entity-search.ts';
import { loadSearchNames } from '#lib/search/load-names.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { rebuildSearch } from '#lib/search/rebuild.ts';
import type { SearchKind } from '#lib/search/schema.ts';
import { insertWork } from '../factories/insert-work.ts';
import { insertNames, type PackName, readPackNames } from '../factories/pack-names.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let site: pg.Pool;
const names: PackName[] = readPackNames();

beforeAll(async () => {
  database = await createTestDatabase();
  const owner = new pg.Client(database.url);
  await owner.connect();
  const own = (text: string, lang: string, entity: string): PackName => ({
    entity,
    kind: 'organization',
    label: text,
    text,
    lang,
    population: null,
  });
  await insertNames(owner, [
    ...names,
    own('Hangzhou Hikvision Digital Technology', 'en', 'org.vendor-hikvision'),
    own('شىنجاڭ ئۇيغۇر ئاپتونوم رايونى', 'ug', 'place.CN-XJ'),
    own('مكتبة الإسكندرية', 'ar', 'org.library'),
    own('監控系統', 'zh-Hant', 'org.monitor'),
  ]);
  await insertWork(owner);
  await owner.query(`insert into claim_entity values ('test.c2', 'place.CN-XJ', 'place')`);
  await owner.query(`update claim set says = 'It is tested in Ürümqi’s streets' where id = 'test.c1'`);
  await owner.query(`update work set title = 'China tries its hand at “Pre-Crime”'`);
  await owner.query(
    `insert into entity (id, kind, slug, label, label_lang, label_is_working_title, declared_by) values
       ('org.uy-ministry-of-the-interior', 'organization', 'uy-interior', 'Ministry of the Interior (Uruguay)', 'en', true, 'curated'),
       ('program.ru-mow-face-recognition', 'program', 'moscow-faces', 'Face recognition in Moscow', 'en', true, 'curated'),
       ('law.br-marco-civil', 'law', 'marco-civil', 'Marco Civil da Internet', 'pt', false, 'curated'),
       ('org.de-bverwg', 'organization', 'bverwg', 'Bundesverwaltungsgericht', 'de', false, 'curated'),
       ('tech.bio.face', 'technology', 'bio.face', 'Face recognition', 'en', false, 'vocabularies')`,
  );
  await owner.query(
    `insert into program (entity_id, scale, place_ids, technology_ids)
       values ('program.ru-mow-face-recognition', 'system', '{place.RU}', '{tech.bio.face}')`,
  );
  await owner.end();
  const ingest = openPool(database.url, 'ingest');
  await loadSearchNames(ingest);
  await rebuildSearch(ingest, null);
  await ingest.end();
  // As a load does: inverted indexes keep new rows in a list that every search would read.
  await withConnection(database.url, (client) =>
    client.query('vacuum (analyze) entity_name, search_name, search_document, search_word, search_text'),
  );
  site = openPool(database.url, 'site');
}, 240_000);

afterAll(async () => {
  await site.end();
  await database.drop();
});

const search = (q: string, kind?: SearchKind, limit = 10) => searchEverything({ q, kind, limit }, site);
const find = async (q: string, kind?: SearchKind) =>
  (await search(q, kind)).results.map((result) => result.id);

describe('search', () => {
  test.each([
    ['中国', 'place.CN'],
    ['中國', 'place.CN'],
    ['CHINA', 'place.CN'],
    ['Китай', 'place.CN'],
    ['الصين', 'place.CN'],
    ['चीन', 'place.CN'],
    ['중국', 'place.CN'],
    ['จีน', 'place.CN'],
    ['新疆', 'place.CN-XJ'],
    ['Sinkiang', 'place.CN-XJ'],
    ["שינג'יאנג", 'place.CN-XJ'],
    ['شىنجاڭ', 'place.CN-XJ'],
    ['Tibet', 'place.CN-XZ'],
    ['urumqi', 'place.gn-1529102'],
    ['Ürümqi', 'place.gn-1529102'],
    ['U\u0308RU\u0308MQI\u0307', 'place.gn-1529102'],
    ['sankt gallen', 'place.gn-2658822'],
    ['gallen sankt', 'place.gn-2658822'],
    ['Sankt Gal', 'place.gn-2658822'],
    ['sankt polten', 'place.gn-2766429'],
    ['مكتبه الاسكندريه', 'org.library'],
    ['مَكتبة', 'org.library'],
    ['监控', 'org.monitor'],
    ['控系統', 'org.monitor'],
    ['hikvision', 'org.vendor-hikvision'],
    ['Hikvison', 'org.vendor-hikvision'],
    ['hikvisoin digital', 'org.vendor-hikvision'],
    ['\u202Eurumqi\u202C', 'place.gn-1529102'],
  ])('%s finds %s among the first', async (q, id) => {
    expect((await find(q)).slice(0, 5)).toContain(id);
  });

  test.each([
    ['ministerio del interior Uruguay', 'org.uy-ministry-of-the-interior', 'described'],
    ['МВД Уругвай', 'org.uy-ministry-of-the-interior', 'described'],
    ['МВД Уругвая', 'org.uy-ministry-of-the-interior', 'partly'],
    ['распознавание лиц в России', 'program.ru-mow-face-recognition', 'described'],
    ['俄罗斯人脸识别', 'program.ru-mow-face-recognition', 'described'],
    ['reconocimiento facal rusia', 'program.ru-mow-face-recognition', 'partly'],
    ['lei 12965', 'law.br-marco-civil', 'prefix'],
    ['Gesichtserkennung', 'tech.bio.face', 'exact'],
    ['bundesverwaltungsgericht', 'org.de-bverwg', 'exact'],
    ['der Marco Civil da Internet bitte', 'law.br-marco-civil', 'within'],
  ])('%s finds %s: %s', async (q, id, why) => {
    const { results } = await search(q);
    expect(results.find((result) => result.id === id)).toMatchObject({ why });
    expect(results.slice(0, 3).map((result) => result.id)).toContain(id);
  });

  test('a name of ours leads to a record and is not handed on as its name', async () => {
    const [first] = (await search('Gesichtserkennung')).results;
    expect(first).toMatchObject({ id: 'tech.bio.face', matched: undefined });
  });

  test('another spelling is suggested where nothing fits, never one of our names of a record', async () => {
    expect((await search('Hangzou Hikvisoin Digtal Tecnology')).suggestions).toContain(
      'Hangzhou Hikvision Digital Technology',
    );
    expect((await search('Gesichtserkenung')).suggestions).toContain('Gesichtserkennung');
    expect((await search('hikvision')).suggestions).toEqual([]);
    expect((await search('Markko Civill')).suggestions).not.toContain('Marco Civil');
  });

  test('what is not among the best follows by kind', async () => {
    const answer = await searchEverything({ q: 'san', limit: 10, perKind: 3 }, site);
    const shown = [...answer.results, ...answer.groups.flatMap(({ hits }) => hits)];
    expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
    for (const { kind, hits } of answer.groups) {
      expect(hits.length).toBeLessThanOrEqual(3);
      expect(hits.every((hit) => hit.kind === kind)).toBe(true);
    }
  });

  test('says which name matched and why', async () => {
    const { results } = await search('新疆维吾');
    const hit = results.find((result) => result.id === 'place.CN-XJ');
    expect(hit).toMatchObject({
      kind: 'place',
      label: 'Xinjiang',
      why: 'prefix',
      matched: { text: expect.stringMatching(/^新疆./) },
    });
    expect((await search('Hikvison')).results[0]).toMatchObject({ why: 'similar' });
    expect((await search('Xinjiang')).results[0]).toMatchObject({ why: 'exact', score: 1 });
  });

  test('the larger of two places of one name stands first', async () => {
    const [first] = (await search('Paris', 'place')).results;
    expect(first).toMatchObject({ id: 'place.gn-2988507' });
  });

  test('a single character of a script without spaces is a query; a single letter stays bounded', async () => {
    expect((await find('中', 'place')).length).toBe(10);
    expect((await search('a')).capped).toBe(true);
  });

  test.each(['', '   ', '%', '_', "'", '"', '--', '😀', '\u202E', '()[]{}', '\u0000', '…'])(
    '%j finds nothing',
    async (q) => {
      expect(await search(q)).toMatchObject({ results: [], capped: false });
    },
  );

  test.each([
    "'; drop table entity; --",
    '% or 1=1',
    'a_b',
    '\\',
    'china\\',
    '"china" AND NOT tibet',
    'tibet & | ! : *',
    '(china',
    '$1',
    '{china}',
    'x'.repeat(5000),
    '中'.repeat(5000),
    'a b '.repeat(2000),
    '\ud800china',
    'e\u0301'.repeat(3000),
    '%'.repeat(300),
  ])('hostile or odd input is plain text: %.40s', async (q) => {
    const answer = await search(q);
    expect(Array.from(answer.q).length).toBeLessThanOrEqual(200);
  });

  test('operators are no operators', async () => {
    expect(await find('tibet NOT china')).toEqual(await find('tibet not china'));
    expect(await find('"tibet"')).toEqual(await find('tibet'));
    expect(await find('%ibet')).toEqual(await find('ibet'));
  });

  test('works are found by title, claims by our wording or by whom they name', async () => {
    expect((await search('pre-crime')).results[0]).toMatchObject({
      kind: 'work',
      id: 'work.test',
      why: 'text',
    });
    expect((await search('urumqi streets', 'claim')).results).toMatchObject([{ id: 'test.c1', why: 'text' }]);
    expect((await search('Xinjiang', 'claim')).results).toMatchObject([{ id: 'test.c2', why: 'mention' }]);
    const { counts, results } = await search('Xinjiang', 'claim');
    expect(results.length).toBe(1);
    expect(counts.claim).toBe(1);
    expect(counts.place).toBeGreaterThan(0);
  });

  test('pages follow one another without gap or repeat', async () => {
    const whole = (await searchEverything({ q: 'san', limit: 60 }, site)).results.map((result) => result.id);
    const paged = [];
    for (const offset of [0, 20, 40])
      paged.push(...(await searchEverything({ q: 'san', limit: 20, offset }, site)).results);
    expect(paged.map((result) => result.id)).toEqual(whole);
    expect(new Set(whole).size).toBe(60);
  });

  test('recall: countries by their name in every packed language, towns with a typo', async () => {
    const countries = names
      .filter((name) => /^place\.[A-Z]{2}$/.test(name.entity))
      .filter((_, i) => i % 60 === 0);
    const missed: string[] = [];
    for (const { text, entity } of countries)
      if (!(await find(text)).includes(entity)) missed.push(`${text} (${entity})`);
    expect(countries.length).toBeGreaterThan(150);
    expect(missed.length / countries.length, missed.join(', ')).toBeLessThanOrEqual(0.05);

    const towns = names
      .filter((name) => name.entity.startsWith('place.gn-') && /^[A-Z][a-z]{7,}$/.test(name.text))
      .filter((_, i) => i % 40 === 0);
    const mistyped: string[] = [];
    for (const { text, entity } of towns) {
      const typo = text.slice(0, 4) + text.slice(5);
      if (!(await find(typo)).includes(entity)) mistyped.push(`${typo} (${text})`);
    }
    expect(towns.length).toBeGreaterThan(150);
    expect(mistyped.length / towns.length, mistyped.join(', ')).toBeLessThanOrEqual(0.1);
  }, 120_000);

  // Times depend on the machine (`npm run bench -- search`); that no query reads all names does not.
  test.each(['中国', 'san', 'police department', 'Hikvison', 'شىنجاڭ', '中', 'new york pol'])(
    '%s is answered from the indexes',
    async (q) => {
      expect(names.length).toBeGreaterThan(60_000);
      const plans: string[] = [];
      await searchEntities(
        {
          query: async <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => {
            const plan = await site.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
            plans.push(plan.rows.map((row) => row['QUERY PLAN']).join('\n'));
            return site.query<R>(text, values);
          },
        },
        q,
      );
      expect(plans.some((plan) => /Bitmap Index Scan on entity_name_(folded_trgm|tokens)/.test(plan))).toBe(
        true,
      );
      for (const plan of plans) {
        expect(plan).not.toContain('Seq Scan on entity_name');
        expect(plan).not.toContain('Seq Scan on search_name');
      }
    },
  );
});
