import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { linkKinds, modalities, stances } from './file-schema.ts';
import { claimObject } from './object-schema.ts';
import type { ResolvableClaim, ResolveOptions } from './resolve.ts';
import { speakerOrAmbiguous } from './speaker-schema.ts';

/** Works that are the act of the body itself, so that reading them documents what they say. */
const ownDocuments = new Set(['law', 'court', 'official', 'records_release']);

const claimRow = z
  .object({
    id: z.string(),
    work_id: z.string(),
    work_kind: z.string(),
    second_hand: z.boolean(),
    position: z.number(),
    subject_id: z.string(),
    predicate: z.string(),
    object: claimObject,
    place_id: z.string().nullable(),
    stance: z.enum(stances),
    modality: z.enum(modalities),
    act: z.string(),
    speaker: speakerOrAmbiguous,
    origin_key: z.string(),
    valid: z.string().nullable(),
    valid_earliest: z.string().nullable(),
    valid_latest: z.string().nullable(),
    known_on: z.string().nullable(),
  })
  .transform(
    (row): ResolvableClaim => ({
      id: row.id,
      workId: row.work_id,
      position: row.position,
      subject: row.subject_id,
      predicate: row.predicate,
      object: row.object,
      place: row.place_id,
      stance: row.stance,
      modality: row.modality,
      speaker: row.speaker,
      originKey: row.origin_key,
      documentary: row.act === 'document' && ownDocuments.has(row.work_kind) && !row.second_hand,
      valid:
        row.valid === null
          ? null
          : { edtf: row.valid, earliest: row.valid_earliest, latest: row.valid_latest },
      knownOn: row.known_on,
    }),
  );

const linkRow = z.object({ from: z.string(), to: z.string(), kind: z.enum(linkKinds) });
const inferenceRow = z.object({
  id: z.string(),
  subject: z.string(),
  predicate: z.string(),
  object: claimObject,
});

/**
 * Everything that resolution needs about some subjects, from the database: their claims that are not withdrawn, the
 * claims that are linked as contesting or restating these, and editors' inferences.
 * @param subjects entity ids; null for all
 */
export async function readResolvable(
  client: SqlClient,
  subjects: readonly string[] | null,
): Promise<{ claims: ResolvableClaim[] } & Required<Pick<ResolveOptions, 'links' | 'inferences'>>> {
  const links = await client.query(
    `SELECT l.from_id AS "from", l.to_id AS "to", l.kind::text AS kind
       FROM claim_link l JOIN claim a ON a.id = l.from_id JOIN claim b ON b.id = l.to_id
      WHERE $1::text[] IS NULL OR a.subject_id = ANY ($1) OR b.subject_id = ANY ($1)
      ORDER BY l.id`,
    [subjects],
  );
  const parsedLinks = z.array(linkRow).parse(links.rows);
  const claims = await client.query(
    `SELECT c.id, c.work_id, w.kind AS work_kind,
            -- Somebody else's copy, or notes on a document, are not the document.
            w.seen IS NOT NULL AND NOT jsonb_path_exists(w.seen, '$[*] ? (@.form == "original" && @.medium != "source_card")')
              AND NOT EXISTS (SELECT 1 FROM capture k WHERE k.work_id = w.id) AS second_hand, c.position, c.subject_id, c.predicate, c.object, c.place_id,
            c.stance::text AS stance, c.modality::text AS modality, c.act, c.speaker, c.origin_key,
            c.valid, c.valid_earliest::text, c.valid_latest::text,
            coalesce(w.published_latest, w.published_earliest)::text AS known_on
       FROM claim c JOIN work w ON w.id = c.work_id
      WHERE c.review_state <> 'withdrawn' AND ($1::text[] IS NULL OR c.subject_id = ANY ($1) OR c.id = ANY ($2))
      ORDER BY c.id`,
    [subjects, parsedLinks.flatMap((link) => [link.from, link.to])],
  );
  const inferences = await client.query(
    `SELECT id, subject_id AS subject, predicate, object FROM inference
      WHERE $1::text[] IS NULL OR subject_id = ANY ($1) ORDER BY id`,
    [subjects],
  );
  return {
    claims: z.array(claimRow).parse(claims.rows),
    links: parsedLinks,
    inferences: z.array(inferenceRow).parse(inferences.rows),
  };
}
