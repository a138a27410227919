import type { SqlClient } from '#lib/postgres/sql.ts';

/** Two datasets of different licenses: ODbL devices, CC BY facts and a fact that rests on both; and own facts of a claim. */
export async function insertDatasets(client: SqlClient): Promise<void> {
  const statements = [
    `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ('osm', 'Devices', 'OpenStreetMap contributors', 'ODbL-1.0', '© OpenStreetMap contributors', 'mapped by volunteers, unverified', 'community', '2026', '1', 'x', 3),
              ('atlas', 'Atlas', 'EFF', 'CC-BY-4.0', 'EFF', 'listed by EFF', 'press', '2026', '1', 'x', 1)`,
    `insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
       select 'osm:node/' || n, 'osm', 'node/' || n, '1', 'h', '2026', '2026' from generate_series(1, 3) as n
       union all select 'atlas:1', 'atlas', '1', '1', 'h', '2026', '2026'`,
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_ids, bearing, bearings, mount, status, cell)
       select 'node/' || n, 'ODbL-1.0', 'osm', 'osm:node/' || n, -0.5 * n, 51.5, '{}', 0, '{}',
              case n when 1 then '=HYPERLINK("http://x")' when 2 then 'pole, "old"' end, 'present', n
         from generate_series(1, 3) as n`,
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('org.us-police', 'organization', 'us-police', 'Police', 'en', 'atlas')`,
    ...['osm:node/1', 'atlas:1'].map(
      (
        record,
      ) => `insert into fact (id, entity_id, predicate, value, wording, modality, origins, proposition_key, record_id)
        values ('fact-of-${record}', 'org.us-police', 'org.type', '{}', 'unverified_dataset', 'fact', 0, 'p', '${record}')`,
    ),
    ...['own', 'mixed', 'osm-evidence'].map(
      (id) => `insert into fact (id, entity_id, predicate, value, wording, modality, origins, proposition_key)
        values ('fact-${id}', 'program.test', 'program.status', '{}', 'planned', 'plan', 1, 'p')`,
    ),
    `insert into evidence (target, target_id, source_id, claim_id, record_id, role) values
       ('fact', 'fact-own', 'test.c1', 'test.c1', null, 'supports'),
       ('fact', 'fact-mixed', 'osm:node/1', null, 'osm:node/1', 'supports'),
       ('fact', 'fact-mixed', 'atlas:1', null, 'atlas:1', 'supports'),
       ('fact', 'fact-osm-evidence', 'osm:node/2', null, 'osm:node/2', 'supports'),
       ('fact', 'fact-osm-evidence', 'test.c1', 'test.c1', null, 'supports')`,
  ];
  for (const statement of statements) await client.query(statement);
}
