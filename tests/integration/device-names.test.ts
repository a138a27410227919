import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '#lib/db.ts';
import { noFilter } from '#lib/devices/filter.ts';
import { findDeviceGrades, findOperatorKinds } from '#lib/devices/filter-choices.ts';
import { answerNames } from '#lib/devices/name-routes.ts';
import { findFilterLabels, suggestNames } from '#lib/devices/names.ts';
import { insertNames, type PackName } from '../factories/pack-names.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;

const name = (entity: string, kind: PackName['kind'], text: string, lang = 'en'): PackName => ({
  entity,
  kind,
  label: text,
  text,
  lang,
  population: null,
});

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'owner');
  await insertNames(pool, [
    name('place.BE', 'place', 'Belgium'),
    name('place.gn-1', 'place', 'Bellevue'),
    name('place.gn-2', 'place', 'Bellevue'),
    name('org.vendor-bell', 'organization', 'Bell Cameras'),
    name('org.bell-club', 'organization', 'Bell Ringers’ Club'),
    name('program.bell', 'program', 'Bell Program'),
  ]);
  for (const statement of [
    `insert into place (entity_id, code, level, inherits, bbox) values ('place.BE', 'BE', 'country', true, '{}')
       on conflict (entity_id) do update set level = 'country', bbox = '{}'`,
    `insert into place (entity_id, code, level, parent_id, inherits, lon, lat, bbox) values ('place.gn-1', 'gn-1', 'town', 'place.BE', true, 4, 50, '{}')
       on conflict (entity_id) do update set level = 'town', parent_id = 'place.BE', lon = 4, lat = 50, bbox = '{}'`,
    `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ('osm', 'Devices', 'Mappers', 'ODbL-1.0', 'x', 'x', 'community', '2026', '1', 'x', 2)`,
    `insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
       select 'r-' || n, 'osm', 'x/' || n, '1', 'h', '2026', '2026' from generate_series(1, 2) as n`,
    `insert into organization (entity_id, org_type) values ('org.bell-club', 'civil_society') on conflict (entity_id) do update set org_type = 'civil_society'`,
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_ids, bearings, status, cell, manufacturer_id, operator_id)
       values ('d-1', 'ODbL-1.0', 'osm', 'r-1', 4, 50, '{}', '{}', 'present', 1, 'org.vendor-bell', 'org.bell-club'),
              ('d-2', 'ODbL-1.0', 'osm', 'r-2', 4, 50, '{}', '{}', 'present', 1, null, null)`,
  ])
    await pool.query(statement);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('names for the filter of the map', () => {
  it('suggests places with what tells equal names apart', async () => {
    const found = await suggestNames('place', 'bell', pool);
    expect(found.map(({ slug }) => slug)).toContain('gn-1');
    expect(found.find(({ slug }) => slug === 'gn-1')).toMatchObject({
      label: 'Bellevue',
      note: 'town, Belgium',
    });
    expect(await suggestNames('place', '  ', pool)).toEqual([]);
  });

  it('suggests programs among programs, and as makers only those whose devices are held', async () => {
    expect((await suggestNames('program', 'bell', pool)).map(({ label }) => label)).toEqual(['Bell Program']);
    expect((await suggestNames('vendor', 'bell', pool)).map(({ label }) => label)).toEqual(['Bell Cameras']);
  });

  it('labels what a filter names, and not what is not held', async () => {
    const filter = { ...noFilter, place: 'BE', law: 'no-such-law' };
    expect(await findFilterLabels(filter, pool)).toEqual({ place: 'Belgium' });
  });

  it('answers by address, and refuses with a reason', async () => {
    const ask = (path: string, query = '') => answerNames(path, new URLSearchParams(query), pool);
    expect(await ask('/tiles/names.json', 'kind=program&q=bell')).toMatchObject({ ok: true });
    expect(await ask('/tiles/names.json', 'kind=person&q=bell')).toMatchObject({ ok: false, status: 400 });
    expect(await ask('/tiles/places/gn-1.json')).toMatchObject({ ok: true, value: { label: 'Bellevue' } });
    expect(await ask('/tiles/places/ZZ.json')).toMatchObject({ ok: false, status: 404 });
    expect(await ask('/tiles/places/..%2f.json')).toBeNull();
  });
});

describe('choices of the filter', () => {
  it('are the kinds of those who operate devices, and the grades of their datasets', async () => {
    expect(await findOperatorKinds(pool)).toEqual([
      { code: 'civil_society', label: 'a civil society organization', count: 1 },
      { code: 'unknown', label: 'unknown', count: 1 },
    ]);
    expect(await findDeviceGrades(pool)).toEqual(['community']);
  });
});
