import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { indexText, sha256 } from '#lib/captures/indexed-text.ts';
import { normalizerVersion } from '#lib/captures/normalize.ts';
import { type CaptureFolders, findCopy, type MissingCopy } from '#lib/captures/store.ts';
import { type StoredPassage, type Verification, verifyPassages } from '#lib/captures/verify.ts';
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
  textLength: z
    .int()
    .nullable()
    .transform((length) => length ?? undefined),
  captureId: z.string().nullable(),
});
type PassageRow = z.infer<typeof passageRow>;

const captureRow = z.object({
  id: z.string(),
  file: z
    .string()
    .nullable()
    .transform((name) => name ?? undefined),
  mediaType: z.string(),
  mediaSha256: z.string(),
  extractor: z.string(),
  normalizer: z.string(),
});
type CaptureRow = z.infer<typeof captureRow>;

export type VerifyState = Verification['state'] | 'not_checkable';
export type VerifyCounts = Record<VerifyState, number>;
export type Recheck = {
  counts: VerifyCounts /** Ids of lost passages, in the order of the text. */;
  lost: string[];
};

/** What was found of one passage, and why it is not verified. */
type Finding =
  | Verification
  | { state: 'not_checkable'; reason: MissingCopy['missing'] | 'other_normalizer' | null };

/**
 * Looks again for every passage of a work in the copies that are here now, and writes the states that changed. Where the text is
 * absent a passage is `not_checkable`: the site then shows when and against which copy its author verified it. Anchors stay as they are.
 */
export async function recheckPassages(
  client: SqlClient,
  workId: string,
  folders: CaptureFolders,
): Promise<Recheck> {
  const captures = z.array(captureRow).parse(
    (
      await client.query(
        `SELECT id, source_name AS file, media_type AS "mediaType", media_sha256 AS "mediaSha256", extractor,
                normalizer_version AS normalizer
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
           FROM passage p LEFT JOIN capture c ON c.id = p.capture_id WHERE p.work_id = $1 ORDER BY p.start, p.id`,
        [workId],
      )
    ).rows,
  );
  const counts: VerifyCounts = { verified: 0, verified_normalized: 0, lost: 0, not_checkable: 0 };
  const seen = passages.filter((passage) => passage.captureId === null);
  const checks = [
    ...captures.flatMap((capture) =>
      checkCapture(
        capture,
        passages.filter((passage) => passage.captureId === capture.id),
        folders,
      ),
    ),
    ...checkSeen(captures, seen, folders),
  ];
  for (const { state } of checks) counts[state] += 1;
  await writeChecks(client, checks);
  return { counts, lost: checks.filter(({ state }) => state === 'lost').map(({ id }) => id) };
}

/** Everything that is written of a passage after a look. */
type Check = {
  id: string;
  state: VerifyState;
  reason: string | null;
  foundStart: number | null;
  copySha256: string | null;
};

function checkCapture(
  capture: CaptureRow,
  passages: readonly PassageRow[],
  folders: CaptureFolders,
): Check[] {
  const copy = findCopy(capture, folders);
  if ('missing' in copy) {
    const finding: Finding = { state: 'not_checkable', reason: copy.missing };
    return passages.map((passage) => toCheck(passage.id, finding, null));
  }
  const copySha256 = sha256(copy.text);
  const findings = findPassages(passages, copy.text, capture.normalizer);
  return passages.map((passage, index) =>
    toCheck(passage.id, findings[index] ?? { state: 'lost', reason: 'absent' }, copySha256),
  );
}

/**
 * Words that were seen before there was a capture have no place in one. Once the work has captures they are looked for in each, newest
 * first, and the best finding counts: they are lost only where no copy at hand holds them.
 */
function checkSeen(
  captures: readonly CaptureRow[],
  passages: readonly PassageRow[],
  folders: CaptureFolders,
): Check[] {
  if (passages.length === 0) return [];
  const looks = [...captures].reverse().map((capture) => checkCapture(capture, passages, folders));
  return passages.map(({ id }, index) => {
    const found = looks.flatMap((look) => look[index] ?? []);
    const best = order.flatMap((state) => found.find((check) => check.state === state) ?? [])[0];
    return best ?? toCheck(id, { state: 'not_checkable', reason: null }, null);
  });
}

/** Best first. */
const order: readonly VerifyState[] = ['verified', 'verified_normalized', 'lost', 'not_checkable'];

/**
 * Hashes after another normalizer cannot be compared: only the exact words still count then, and their absence does not mean that
 * they are lost.
 */
export function findPassages(
  passages: readonly StoredPassage[],
  text: string,
  normalizer: string,
): Finding[] {
  const findings = verifyPassages(passages, indexText(text));
  if (normalizer === normalizerVersion) return findings;
  return findings.map((finding) =>
    finding.state === 'verified' ? finding : { state: 'not_checkable', reason: 'other_normalizer' },
  );
}

function toCheck(id: string, finding: Finding, copySha256: string | null): Check {
  const reason = 'reason' in finding ? finding.reason : null;
  const foundStart = 'foundStart' in finding ? (finding.foundStart ?? null) : null;
  return { id, state: finding.state, reason, foundStart, copySha256 };
}

async function writeChecks(client: SqlClient, checks: readonly Check[]): Promise<void> {
  const rows = JSON.stringify(checks);
  const { rowCount: moved } = await client.query(
    `UPDATE passage p SET verify_state = s.state
       FROM jsonb_to_recordset($1::jsonb) AS s (id text, state verify_state)
      WHERE p.id = s.id AND p.verify_state <> s.state`,
    [rows],
  );
  const { rowCount: explained } = await client.query(
    `INSERT INTO passage_check AS c (passage_id, reason, found_start, normalizer_version, copy_sha256, since)
     SELECT id, reason, "foundStart", $2, "copySha256", clock_timestamp()
       FROM jsonb_to_recordset($1::jsonb) AS s (id text, reason text, "foundStart" int, "copySha256" text)
     ON CONFLICT (passage_id) DO UPDATE
       SET reason = excluded.reason, found_start = excluded.found_start, normalizer_version = excluded.normalizer_version,
           copy_sha256 = excluded.copy_sha256, since = excluded.since
     WHERE (c.reason, c.found_start, c.normalizer_version, c.copy_sha256)
           IS DISTINCT FROM (excluded.reason, excluded.found_start, excluded.normalizer_version, excluded.copy_sha256)`,
    [rows, normalizerVersion],
  );
  if ((moved ?? 0) + (explained ?? 0) > 0) await markPassagesChanged(client);
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

export type VerificationCause = 'load' | 'ingest' | 'capture' | 'command';

/** Writes down the totals of this installation, as they stand after a look. Returns them. */
export async function recordVerification(client: SqlClient, cause: VerificationCause): Promise<VerifyCounts> {
  const { rows } = await client.query<{ state: VerifyState; count: number }>(
    'SELECT verify_state AS state, count(*)::int AS count FROM passage GROUP BY 1',
  );
  const counts: VerifyCounts = { verified: 0, verified_normalized: 0, lost: 0, not_checkable: 0 };
  for (const { state, count } of rows) counts[state] = count;
  await client.query(
    `INSERT INTO verification_run (id, cause, ran_at, normalizer_version, verified, verified_normalized, lost, not_checkable)
     VALUES ($1, $2, clock_timestamp(), $3, $4, $5, $6, $7)`,
    [
      randomUUID(),
      cause,
      normalizerVersion,
      counts.verified,
      counts.verified_normalized,
      counts.lost,
      counts.not_checkable,
    ],
  );
  await markPassagesChanged(client);
  return counts;
}
