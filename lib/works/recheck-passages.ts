import { z } from 'zod';
import { indexText } from '#lib/captures/indexed-text.ts';
import { type CaptureFolders, readCapture } from '#lib/captures/store.ts';
import { type Verification, verifyPassages } from '#lib/captures/verify.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';

const passageRow = z.object({
  id: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  sha256: z.string(),
  normalizedSha256: z.string(),
  normalizedLength: z.int(),
  occurrence: z.int(),
  of: z.int(),
  textLength: z.int(),
  captureId: z.string(),
});

const captureRow = z.object({
  id: z.string(),
  file: z
    .string()
    .nullable()
    .transform((name) => name ?? undefined),
  mediaType: z.string(),
  mediaSha256: z.string(),
  extractor: z.string(),
});

export type VerifyState = Verification['state'] | 'not_checkable';
export type VerifyCounts = Record<VerifyState, number>;
export type Recheck = {
  counts: VerifyCounts /** Ids of lost passages, in the order of the text. */;
  lost: string[];
};

/**
 * Looks again for every passage of a work in the copies that are here now, and writes the states that changed. Where the text is
 * absent a passage is `not_checkable`: the site then shows when and against which copy its author verified it.
 */
export async function recheckPassages(
  client: SqlClient,
  workId: string,
  folders: CaptureFolders,
): Promise<Recheck> {
  const captures = z.array(captureRow).parse(
    (
      await client.query(
        `SELECT id, source_name AS file, media_type AS "mediaType", media_sha256 AS "mediaSha256", extractor
           FROM capture WHERE work_id = $1 ORDER BY id`,
        [workId],
      )
    ).rows,
  );
  const passages = z.array(passageRow).parse(
    (
      await client.query(
        `SELECT p.id, p.start, p."end", exact_sha256 AS sha256, normalized_sha256 AS "normalizedSha256",
                normalized_length AS "normalizedLength", occurrence, occurrences AS of, c.text_length AS "textLength", c.id AS "captureId"
           FROM passage p JOIN capture c ON c.id = p.capture_id WHERE p.work_id = $1 ORDER BY p.start, p.id`,
        [workId],
      )
    ).rows,
  );
  const counts: VerifyCounts = { verified: 0, verified_normalized: 0, lost: 0, not_checkable: 0 };
  const states: { id: string; state: VerifyState }[] = [];
  for (const capture of captures) {
    const own = passages.filter((passage) => passage.captureId === capture.id);
    const text = readCapture(capture, folders)?.text;
    const results = text === undefined ? [] : verifyPassages(own, indexText(text));
    own.forEach((passage, index) => {
      const state = results[index]?.state ?? 'not_checkable';
      counts[state] += 1;
      states.push({ id: passage.id, state });
    });
  }
  const { rows: changed } = await client.query<{ id: string }>(
    `UPDATE passage p SET verify_state = s.state
       FROM jsonb_to_recordset($1::jsonb) AS s (id text, state verify_state)
      WHERE p.id = s.id AND p.verify_state <> s.state RETURNING p.id`,
    [JSON.stringify(states)],
  );
  if (changed.length > 0) await markPassagesChanged(client);
  return { counts, lost: states.filter(({ state }) => state === 'lost').map(({ id }) => id) };
}

/**
 * What a copy still contains is no ledger entry, because it depends on the installation; the setting moves instead, and with it the
 * state that a running site compares (`SiteState`), so that no kept page goes on saying "verified".
 */
async function markPassagesChanged(client: SqlClient): Promise<void> {
  await client.query(
    `INSERT INTO setting (key, value) VALUES ('passages_changed', clock_timestamp()::text)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
  );
}
