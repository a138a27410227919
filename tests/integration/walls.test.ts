import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

/** What the database itself refuses, whatever code runs against it. */

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  await client.query(`
    INSERT INTO entity (id, kind, slug, label, label_lang, declared_by) VALUES
      ('program.p', 'program', 'p', 'P', 'en', 'test'), ('org.o', 'organization', 'o', 'O', 'en', 'test'),
      ('org.merged', 'organization', 'merged', 'M', 'en', 'test');
    INSERT INTO entity (id, kind, slug, label, label_lang, declared_by, identity_withheld)
      VALUES ('person.x', 'person', 'x', 'X', 'en', 'test', true);
    INSERT INTO work (id, slug, kind, title, title_lang, language, license, access)
      VALUES ('work.w', 'w', 'article', 'W', 'en', 'en', 'all rights reserved', 'open');
    INSERT INTO dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
      VALUES ('osm', 'OSM', 'OSM', 'ODbL-1.0', '© OSM', 'mapped', 'community', '2025-11', '1', 'x', 1);
    INSERT INTO dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
      VALUES ('osm:1', 'osm', '1', '1', 'x', '2025-11', '2025-11');`);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(async () => {
  await client.query('ROLLBACK').catch(() => {});
});

const fact = (id: string) =>
  `INSERT INTO fact (id, entity_id, predicate, value, wording, modality, origins, proposition_key)
   VALUES ('${id}', 'program.p', 'program.status', '{}', 'reported_by_one', 'fact', 1, 'k')`;

const claim = (id: string, more = '') => `
  INSERT INTO claim (id, work_id, position, subject_id, predicate, object, stance, modality, act, speaker, says,
    origin_key, proposition_key, reliability, credibility, grade_reason)
  VALUES ('${id}', 'work.w', 1, 'program.p', 'program.status', '{}', 'asserts', 'fact', 'publisher_voice', '{}', 'says',
    'work:work.w', 'k', 'B', 3, 'one article') ${more}`;

const device = (changes: Record<string, string> = {}) => {
  const row: Record<string, string> = {
    id: `'d1'`,
    license: `'ODbL-1.0'`,
    dataset_id: `'osm'`,
    record_id: `'osm:1'`,
    lon: '24.9',
    lat: '60.2',
    status: `'operational'`,
    cell: '1',
    ...changes,
  };
  return `INSERT INTO device (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`;
};

describe('no public row without evidence', () => {
  it('refuses a fact, a power, a flow, a coverage and a name that rest on nothing when the transaction ends', async () => {
    const rows = [
      fact('fact.bare'),
      `INSERT INTO power (id, holder, action, objects, modality, wording, proposition_key)
       VALUES ('power.bare', '{}', 'access', '[]', 'fact', 'reported_by_one', 'k')`,
      `INSERT INTO data_flow (id, license, "from", "to", categories, kind, basis, wording, modality, proposition_key)
       VALUES ('flow.bare', 'CC-BY-4.0', '{}', '{}', '{}', 'sharing', 'declared', 'reported_by_one', 'fact', 'k')`,
      `INSERT INTO coverage (id, subject_id, place_id, relation, wording, modality, proposition_key)
       VALUES ('coverage.bare', 'program.p', 'org.o', 'applies', 'reported_by_one', 'fact', 'k')`,
      `INSERT INTO entity_name (id, entity_id, text, lang, kind, folded, tokens)
       VALUES ('name.bare', 'org.o', 'O', 'en', 'common', 'o', '{o}')`,
    ];
    for (const row of rows) {
      await client.query('BEGIN');
      await client.query(row);
      await expect(client.query('COMMIT')).rejects.toThrow(/has no evidence/);
    }
  });

  it('accepts a fact with a claim, and refuses to take the claim away from under it', async () => {
    await client.query('BEGIN');
    await client.query(claim('w.c1'));
    await client.query(fact('fact.a'));
    await client.query(
      `INSERT INTO evidence (target, target_id, source_id, claim_id, role) VALUES ('fact', 'fact.a', 'w.c1', 'w.c1', 'supports')`,
    );
    await client.query('COMMIT');
    await client.query('BEGIN');
    await client.query(`DELETE FROM claim WHERE id = 'w.c1'`);
    await expect(client.query('COMMIT')).rejects.toThrow(/would be left without evidence/);
  });

  it('refuses evidence that names two sources, or none', async () => {
    const evidence = (claimId: string, recordId: string) =>
      client.query(
        `INSERT INTO evidence (target, target_id, source_id, claim_id, record_id, role)
         VALUES ('fact', 'fact.a', 'osm:1', ${claimId}, ${recordId}, 'supports')`,
      );
    await expect(evidence(`'w.c1'`, `'osm:1'`)).rejects.toThrow(/evidence_one_source/);
    await expect(evidence('NULL', 'NULL')).rejects.toThrow(/evidence_one_source/);
  });
});

describe('bounds', () => {
  it.each([
    ['a bearing of 360', { bearing: '360' }, /device_bearing/],
    ['a negative bearing', { bearing: '-1' }, /device_bearing/],
    ['a bearing of 400 in a list', { bearings: `'{0,400}'` }, /device_bearings/],
    ['a latitude of 91', { lat: '91' }, /device_position/],
    [
      'a license that is not that of its dataset',
      { license: `'CC-BY-4.0'` },
      /device_dataset_id_license_fkey/,
    ],
    ['a license without a partition', { license: `'not stated'` }, /no partition of relation "device"/],
  ])('refuses a device with %s', async (_, changes, error) => {
    await expect(client.query(device(changes))).rejects.toThrow(error);
  });

  it('accepts a device with a bearing of 0, and keeps an unknown bearing unknown', async () => {
    await client.query(device({ bearing: '0' }));
    await client.query(device({ id: `'d2'` }));
    const { rows } = await client.query('SELECT id, bearing FROM device ORDER BY id');
    expect(rows).toEqual([
      { id: 'd1', bearing: 0 },
      { id: 'd2', bearing: null },
    ]);
  });

  it('refuses dates whose bounds run backwards, or stand without their text', async () => {
    const dated = (edtf: string, earliest: string, latest: string) =>
      client.query(
        `INSERT INTO work (id, slug, kind, title, title_lang, language, license, access, published_on, published_earliest, published_latest)
         VALUES ('work.d', 'd', 'article', 'D', 'en', 'en', 'x', 'open', ${edtf}, ${earliest}, ${latest})`,
      );
    await expect(dated(`'2016'`, `'2016-12-31'`, `'2016-01-01'`)).rejects.toThrow(/work_published_on_bounds/);
    await expect(dated('NULL', `'2016-01-01'`, 'NULL')).rejects.toThrow(/work_published_on_bounds/);
  });

  it('refuses a phrase of thirteen words', async () => {
    const hash = 'a'.repeat(64);
    await expect(
      client.query(
        `INSERT INTO passage (id, work_id, exact_sha256, normalized_sha256, normalized_length, phrase)
         VALUES ('w.p1', 'work.w', '${hash}', '${hash}', 70, 'one two three four five six seven eight nine ten eleven twelve thirteen')`,
      ),
    ).rejects.toThrow(/passage_phrase_at_most_12_words/);
  });
});

describe('identity', () => {
  it('refuses merging an entity into itself, and any merge with a person whose identity is withheld', async () => {
    const merge = (id: string, into: string) =>
      client.query('UPDATE entity SET merged_into_id = $2 WHERE id = $1', [id, into]);
    await expect(merge('org.o', 'org.o')).rejects.toThrow(/entity_no_self_merge/);
    await expect(merge('person.x', 'org.o')).rejects.toThrow(/entity_withheld_never_merged/);
    await expect(merge('org.o', 'person.x')).rejects.toThrow(/identity is withheld/);
  });

  it('refuses a merge into something that is merged itself', async () => {
    await client.query(`UPDATE entity SET merged_into_id = 'org.o' WHERE id = 'org.merged'`);
    await expect(
      client.query(`UPDATE entity SET merged_into_id = 'org.merged' WHERE id = 'program.p'`),
    ).rejects.toThrow(/merged itself/);
  });
});

describe('roles', () => {
  const asRole = async (role: string, sql: string) => {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL ROLE ${role}`);
      return await client.query(sql);
    } finally {
      await client.query('ROLLBACK');
    }
  };

  it('lets the site read what is public and change nothing', async () => {
    await expect(asRole('dossier_site', 'SELECT count(*) FROM claim')).resolves.toBeDefined();
    for (const sql of [
      `DELETE FROM claim`,
      `UPDATE entity SET label = 'x'`,
      claim('w.c9'),
      `INSERT INTO setting VALUES ('a', 'b')`,
    ]) {
      await expect(asRole('dossier_site', sql)).rejects.toThrow(/permission denied/);
    }
  });

  it('lets ingestion append to the log and never change it', async () => {
    for (const table of ['log_entry', 'log_content', 'log_head']) {
      for (const sql of [
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `UPDATE ${table} SET ${table === 'log_head' ? 'root' : 'index'} = ${table === 'log_head' ? 'root' : 'index'}`,
      ]) {
        await expect(asRole('dossier_ingest', sql)).rejects.toThrow(/permission denied/);
      }
    }
  });

  it('refuses changes of the log to the owner of the tables as well', async () => {
    for (const table of ['log_entry', 'log_head']) {
      await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow(/only ever appended to/);
      await expect(client.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/only ever appended to/);
    }
  });
});
