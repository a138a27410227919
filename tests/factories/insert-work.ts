import type { SqlClient } from '#lib/postgres/sql.ts';

/** One invented work with a capture, a passage, two claims, a link, an inference and an unknown; and one curated entity. */
export async function insertWork(client: SqlClient): Promise<void> {
  const hash = 'a'.repeat(64);
  const statements = [
    `insert into entity (id, kind, slug, label, label_lang, declared_by)
       values ('program.test', 'program', 'test', 'Test program', 'en', 'curated'), ('tech.x', 'technology', 'x', 'X', 'en', 'technologies')`,
    `insert into work (id, slug, kind, title, title_lang, language, license, access)
       values ('work.test', 'test', 'article', 'A work', 'en', 'en', 'all rights reserved', 'open')`,
    `insert into capture (id, work_id, captured_on, method, media_type, media_sha256, text_sha256, text_length, extractor, normalizer_version)
       values ('test.capture', 'work.test', '2026-11-23', 'file', 'text/plain', '${hash}', '${hash}', 100, 'text-utf8@1', 'pd-text@1')`,
    `insert into passage (id, work_id, capture_id, start, "end", exact_sha256, normalized_sha256, normalized_length, phrase)
       values ('test.p1', 'work.test', 'test.capture', 0, 20, '${hash}', '${hash}', 20, 'a phrase')`,
    `insert into claim (id, work_id, position, subject_id, predicate, object, stance, modality, act, speaker, says, origin_key,
                        proposition_key, reliability, credibility, grade_reason)
       select 'test.c' || n, 'work.test', n, 'program.test', 'program.status', '{"type":"text","text":"planned"}', 'asserts', 'plan',
              'publisher_voice', '{"type":"work"}', 'It is planned, statement ' || n, 'o', 'p' || n, 'B', 2, 'test'
         from generate_series(1, 2) as n`,
    `insert into claim_passage (claim_id, passage_id) values ('test.c1', 'test.p1'), ('test.c2', 'test.p1')`,
    `insert into claim_link (id, from_id, to_id, kind, by) values ('test.c2-restates-c1', 'test.c2', 'test.c1', 'restates', 'source')`,
    `insert into inference (id, work_id, subject_id, predicate, object, says, reason, by, "on")
       values ('test.i1', 'work.test', 'program.test', 'program.status', '{}', 'We infer it.', 'Because.', 'editor:curation', '2026-11-23')`,
    `insert into inference_premise (inference_id, claim_id) values ('test.i1', 'test.c1')`,
    `insert into research_state (id, work_id, subject_id, question, state, by, "on")
       values ('test.u1', 'work.test', 'program.test', 'Does it run?', 'not_researched', 'editor:curation', '2026-11-23')`,
  ];
  for (const statement of statements) await client.query(statement);
}
