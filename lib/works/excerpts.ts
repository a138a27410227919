import type { Pool } from 'pg';
import { z } from 'zod';
import { type Excerpt, type ExcerptCandidate, planExcerpts } from '#lib/captures/excerpt-budget.ts';
import {
  type IndexedText,
  indexText,
  normalizedSlice,
  sha256,
  toNormalizedStart,
} from '#lib/captures/indexed-text.ts';
import { normalizerVersion } from '#lib/captures/normalize.ts';
import { largestShare } from '#lib/captures/quotation.ts';
import { type CaptureFolders, readCapture, stampCopy } from '#lib/captures/store.ts';
import { countWords } from '#lib/captures/words.ts';
import { findRedactedIds } from '#lib/log/redacted-records.ts';

const captureRow = z.object({
  id: z.string(),
  workId: z.string(),
  file: z
    .string()
    .nullable()
    .transform((name) => name ?? undefined),
  mediaType: z.string(),
  mediaSha256: z.string(),
  extractor: z.string(),
  slug: z.string(),
  license: z.string(),
  access: z.string(),
  wordCount: z.int().nullable(),
});
type CaptureRow = z.infer<typeof captureRow>;

const passageRow = z.object({
  id: z.string(),
  workId: z.string(),
  captureId: z.string().nullable(),
  start: z.int().nullable(),
  normalizedSha256: z.string(),
  normalizedLength: z.int(),
  phrase: z.string().nullable(),
  verified: z.boolean(),
  claims: z.int(),
  contesting: z.int(),
});
type PassageRow = z.infer<typeof passageRow>;

/** What the last plan of a work was made from, and the plan; it holds words of private copies, so it stays in memory. */
const kept = new Map<string, { madeFrom: string; plan: ReadonlyMap<string, Excerpt> }>();
const mostKept = 200;

/**
 * Excerpts from the private copies held here, by passage: a site without the copy, and a passage that the copy does not contain at the
 * place where it was last found, have none. Read for pages alone: an excerpt is never stored, exported, indexed or logged.
 */
export async function findExcerpts(
  pool: Pool,
  workIds: readonly string[],
  folders: CaptureFolders,
): Promise<Map<string, Excerpt>> {
  const captures = await findHeldCaptures(pool, workIds, folders);
  const passages = captures.size === 0 ? [] : await findPassages(pool, [...captures.keys()]);
  const byWork = Map.groupBy(passages, ({ workId }) => workId);
  return new Map(
    [...captures].flatMap(([workId, held]) => [...planWork(workId, held, byWork.get(workId) ?? [], folders)]),
  );
}

type Held = { capture: CaptureRow; stamp: string };

/**
 * The captures of works from which excerpts may be shown, where their copies are here. Of a work of which anything was redacted none is:
 * what had to go may stand in the copy.
 */
async function findHeldCaptures(
  pool: Pool,
  workIds: readonly string[],
  folders: CaptureFolders,
): Promise<Map<string, Held[]>> {
  const { rows } = await pool.query(
    `select c.id, c.work_id as "workId", c.source_name as file, c.media_type as "mediaType", c.media_sha256 as "mediaSha256",
            c.extractor, w.slug, w.license, w.access, w.word_count as "wordCount"
       from capture c join work w on w.id = c.work_id
      where w.id = any($1) and w.identified and c.normalizer_version = $2
      order by c.id`,
    [workIds, normalizerVersion],
  );
  const redacted = [...(await findRedactedIds(pool))];
  const held = z
    .array(captureRow)
    .parse(rows)
    .filter((capture) => mayBeExcerpted(capture) && !wasRedacted(capture, redacted))
    .flatMap((capture) => {
      const stamp = stampCopy(capture, folders);
      return stamp === undefined ? [] : [{ capture, stamp }];
    });
  return Map.groupBy(held, ({ capture }) => capture.workId);
}

/** Records of a claims file are named `<slug>.<local id>`, their work `work.<slug>`. */
function wasRedacted({ workId, slug }: CaptureRow, redacted: readonly string[]): boolean {
  return redacted.some((id) => id === workId || id.startsWith(`${slug}.`));
}

/** The right of quotation allows an excerpt of a named work, unless its license or an editor (in `access`) says "no excerpts". */
export function mayBeExcerpted(work: { license: string; access: string }): boolean {
  return ![work.license, work.access].some((words) => /\bno excerpts?\b/i.test(words));
}

async function findPassages(pool: Pool, workIds: readonly string[]): Promise<PassageRow[]> {
  const { rows } = await pool.query(
    `select p.id, p.work_id as "workId", p.capture_id as "captureId", coalesce(k.found_start, p.start) as start,
            p.normalized_sha256 as "normalizedSha256", p.normalized_length as "normalizedLength", p.phrase,
            p.verify_state in ('verified', 'verified_normalized') as verified,
            count(c.id)::int as claims, (count(c.id) filter (where c.stance <> 'asserts'))::int as contesting
       from passage p
       left join passage_check k on k.passage_id = p.id
       left join claim_passage cp on cp.passage_id = p.id and cp.role = 'statement'
       left join claim c on c.id = cp.claim_id and c.review_state <> 'withdrawn'
      where p.work_id = any($1)
      group by p.id, k.passage_id order by p.id`,
    [workIds],
  );
  return z.array(passageRow).parse(rows);
}

function planWork(
  workId: string,
  held: readonly Held[],
  passages: readonly PassageRow[],
  folders: CaptureFolders,
): ReadonlyMap<string, Excerpt> {
  const madeFrom = JSON.stringify([held, passages]);
  const known = kept.get(workId);
  if (known?.madeFrom === madeFrom) return known.plan;
  const texts = held.flatMap(({ capture }) => {
    const copy = readCapture(capture, folders);
    if (copy === undefined) return [];
    const text = indexText(copy.text);
    const own = passages.filter(({ captureId }) => captureId === capture.id);
    return [
      {
        text,
        passages: own.flatMap((passage) => toCandidate(passage, text) ?? []),
        words: countWords(copy.text),
      },
    ];
  });
  // A copy that grew since its claims file was written gives no more words away.
  const declared = held[0]?.capture.wordCount ?? 0;
  const plan = planExcerpts(texts, {
    allowed: Math.floor(Math.min(declared, Math.max(0, ...texts.map(({ words }) => words))) * largestShare),
    phraseWords: passages.reduce((sum, { phrase }) => sum + countWords(phrase ?? ''), 0),
  });
  kept.delete(workId);
  kept.set(workId, { madeFrom, plan });
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
  return plan;
}

/** Undefined unless the words stand there now, whatever an earlier look found. */
function toCandidate(passage: PassageRow, text: IndexedText): ExcerptCandidate | undefined {
  if (!passage.verified || passage.start === null) return undefined;
  const start = toNormalizedStart(text, passage.start);
  const span = { start, end: start + passage.normalizedLength };
  if (span.end > text.normalized.length) return undefined;
  if (sha256(normalizedSlice(text, span)) !== passage.normalizedSha256) return undefined;
  const { id, phrase, claims, contesting } = passage;
  return { id, span, phrase: phrase ?? undefined, claims, contesting };
}
