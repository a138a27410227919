import type { SqlClient } from '#lib/postgres/sql.ts';

/**
 * A made-up world of a hundred countries and three hundred laws under real place codes: programs, laws with stages and
 * powers, devices by year, flows of two bases, and pairs of a dataset. Needs a superuser: rows come without evidence.
 */
export async function insertThematicWorld(client: SqlClient): Promise<void> {
  const statements = [
    `set session_replication_role = replica`,
    `insert into entity (id, kind, slug, label, label_lang, declared_by)
       select 'place.' || code, 'place', code, code, 'en', 'test' from world_code`,
    `insert into place (entity_id, code, level, parent_id, inherits)
       select 'place.' || code, code,
              (case when code in ('HK') then 'territory' when code like '%-%' then 'region' else 'country' end),
              case when code = 'HK' then 'place.CN' when code like '%-%' then 'place.' || split_part(code, '-', 1) end,
              code <> 'HK' from world_code`,
    `insert into entity (id, kind, slug, label, label_lang, declared_by)
       select 'law.l' || n, 'law'::entity_kind, 'l' || n, 'Law ' || n, 'en', 'test' from generate_series(1, 300) n
       union all select 'program.p' || n, 'program', 'p' || n, 'Program ' || n, 'en', 'test' from generate_series(1, 200) n
       union all select 'program.d' || n, 'program', 'd' || n, 'Use ' || n, 'en', 'test' from generate_series(1, 60) n
       union all select 'org.o' || n, 'organization', 'o' || n, 'Body ' || n, 'en', 'test' from generate_series(1, 40) n`,
    `insert into law (entity_id, jurisdiction_id)
       select 'law.l' || n, 'place.' || (select code from world_code order by md5(code || n) limit 1) from generate_series(1, 300) n`,
    `insert into fact (id, entity_id, predicate, value, wording, modality, origins, proposition_key, valid, valid_earliest, valid_latest)
       select 'fact.l' || n, 'law.l' || n, 'law.status',
              json_build_object('type', 'term', 'vocabulary', 'law-stages', 'code', case when n % 5 = 0 then 'draft' else 'in_force' end),
              case when n % 11 = 0 then 'denied' else 'documented' end::wording, 'fact', 1, 'k' || n,
              (1990 + n % 35) || '-03-01/..', ((1990 + n % 35) || '-03-01')::date, null from generate_series(1, 300) n`,
    `insert into power (id, law_id, holder, action, objects, modality, wording, proposition_key)
       select 'power.' || n, 'law.l' || n, '{"pool":"police"}', case n % 3 when 0 then 'intercept' when 1 then 'retain' else 'access' end,
              '[]', 'fact', case when n % 7 = 0 then 'denied' when n % 13 = 0 then 'planned' else 'documented' end::wording, 'p' || n
         from generate_series(1, 300) n`,
    `insert into program (entity_id, scale, place_ids, technology_ids)
       select 'program.p' || n, 'system'::program_scale, '{}', '{}' from generate_series(1, 200) n`,
    `insert into program (entity_id, scale, place_ids, technology_ids)
       select 'program.d' || n, 'deployment'::program_scale, array[(array['place.US-CA', 'place.US-TX', 'place.HK'])[1 + n % 3]], '{}'
         from generate_series(1, 60) n`,
    `insert into coverage (id, subject_id, place_id, relation, wording, modality, valid, valid_earliest, proposition_key)
       select 'coverage.' || n || '.' || k, 'program.p' || n,
              'place.' || (select code from world_code order by md5(code || n || k) limit 1),
              (array['applies', 'piloted', 'planned', 'excluded', 'claimed'])[1 + (n + k) % 5],
              case when n % 17 = 0 then 'denied' when (n + k) % 5 = 2 then 'planned' else 'reported_by_one' end::wording, 'fact',
              case when n % 2 = 0 then (2000 + n % 25) || '-01-01/..' end,
              case when n % 2 = 0 then ((2000 + n % 25) || '-01-01')::date end, 'c' || n || k
         from generate_series(1, 200) n, generate_series(1, 2) k`,
    `insert into fact (id, entity_id, predicate, value, wording, modality, origins, proposition_key)
       values ('fact.since', 'program.since', 'program.since', '{"type":"date","edtf":"2009"}', 'documented', 'fact', 1, 's'),
              ('fact.announced', 'program.since', 'program.announced_on', '{"type":"date","edtf":"2008-05"}', 'documented', 'fact', 1, 's')`,
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('program.since', 'program', 'since', 'Since 2009', 'en', 'test')`,
    `insert into program (entity_id, scale, place_ids, technology_ids) values ('program.since', 'system', '{}', '{}')`,
    `insert into coverage (id, subject_id, place_id, relation, wording, modality, proposition_key)
       values ('coverage.since', 'program.since', 'place.NO', 'applies', 'reported_by_one', 'fact', 's')`,
    `insert into work (id, slug, kind, title, title_lang, language, license, access, published_on, published_latest)
       values ('work.since', 'since', 'article', 'W', 'en', 'en', 'x', 'open', '2014-02-03', '2014-02-03')`,
    `insert into claim (id, work_id, position, subject_id, predicate, object, stance, modality, act, speaker, says, origin_key,
                        proposition_key, reliability, credibility, grade_reason)
       values ('since.c1', 'work.since', 1, 'program.since', 'program.territorial_scope', '{}', 'asserts', 'fact', 'publisher_voice',
               '{"type":"work"}', 'It covers Norway', 'o', 's', 'B', 2, 'test')`,
    `insert into evidence (target, target_id, source_id, claim_id, role) values ('coverage', 'coverage.since', 'since.c1', 'since.c1', 'supports')`,
    `insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
       values ('cams', 'Cameras', 'X', 'CC-BY-4.0', 'X', 'listed by X', 'city', '2026', '1', 'x', 900)`,
    `insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
       select 'cams:' || n, 'cams', n::text, '1', 'h', '2026', '2026' from generate_series(1, 900) n`,
    `insert into device (id, license, dataset_id, record_id, lon, lat, technology_ids, bearings, status, year, country_id, region_id, cell)
       select 'cams:' || n, 'CC-BY-4.0', 'cams', 'cams:' || n, 1, 1, '{}', '{}', case when n % 9 = 0 then 'removed' else 'present' end,
              case when n % 3 = 0 then 2010 + n % 15 end, case when n % 4 = 0 then 'place.US' else 'place.FR' end,
              case when n % 4 = 0 then 'place.US-CA' end, n from generate_series(1, 900) n`,
    `insert into organization (entity_id, place_id)
       select 'org.o' || n, case when n % 10 = 0 then null else 'place.' || (array['US-CA', 'US-TX', 'GB', 'CN', 'HK'])[1 + n % 5] end
         from generate_series(1, 40) n`,
    `insert into data_flow (id, license, from_id, "from", to_id, "to", categories, kind, basis, wording, modality, proposition_key, valid)
       select 'flow.' || n, 'CC-BY-4.0', 'org.o' || n, json_build_object('entity', 'org.o' || n), 'org.o' || (n + 7),
              json_build_object('entity', 'org.o' || (n + 7)), '{}', 'sharing',
              case when n % 2 = 0 then 'permitted' else 'alleged' end,
              case when n % 8 = 0 then 'denied' else 'documented' end::wording, 'fact', 'f' || n,
              case when n % 3 = 0 then '2015-06-01/..' end
         from generate_series(1, 30) n`,
    `insert into data_flow (id, license, from_id, "from", to_id, "to", categories, kind, basis, wording, modality, proposition_key, record_id)
       select 'pair.' || n, 'CC-BY-4.0', 'org.o' || (1 + n % 9), '{}', 'org.o' || (10 + n % 9), '{}', '{}', 'sharing', 'declared',
              'unverified_dataset', 'fact', 'r' || n, 'cams:' || n
         from generate_series(1, 100) n`,
    `insert into research_state (id, subject_id, question, state, predicate, by, searched, "on")
       values ('u1', 'place.IS', 'Is there a law?', 'searched_nothing_found', 'law.status', 'editor:test', 'the law gazette', '2026-01-01')`,
    `set session_replication_role = origin`,
    `analyze`,
  ];
  await client.query('create temp table world_code (code text)');
  await client.query('insert into world_code select unnest($1::text[])', [codes]);
  for (const statement of statements) await client.query(statement);
}

/** A hundred countries and territories, and some regions. */
const codes = [
  'AF AL DZ AO AR AM AU AT AZ BD BY BE BJ BT BO BA BW BR BG BF BI KH CM CA CF TD CL CN CO CG CD CR CI HR CU CY CZ DK DJ DO EC EG SV',
  'EE ET FI FR GA GE DE GH GR GT GN HT HN HK HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KR KW KG LA LV LB LS LR LY LT MG MW MY ML',
  'MX MD MN MA GB US NG NO PK PE PL PT RU RW SE CH ZA',
  'US-CA US-TX CN-XJ CN-XZ FR-75C DE-BY GB-ENG IN-JK',
]
  .join(' ')
  .split(' ');
