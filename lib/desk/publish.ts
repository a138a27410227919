import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { toWorkPath } from '#lib/review/stored-review.ts';
import { ReviewWriter } from '#lib/review/writer.ts';
import { recordVerification } from '#lib/works/recheck-passages.ts';
import type { Desk } from './desk.ts';

/** A problem of ingestion, with the claim that it concerns where it concerns one. */
export type Refusal = { claim: string | undefined; field: string; what: string; mend: string };

export type Published =
  | { ok: true; at: Date; claims: number; changed: number; lost: readonly string[] }
  | {
      ok: false;
      at: Date;
      refusals: readonly Refusal[];
      /** The database holds claims that the file no longer does: they go only with a reason. */
      asksReason: boolean;
    };

/**
 * Brings the claims file of a work, and the entities that it needs, into the database: the same as npm run ingest, one file.
 *
 * @param reason why claims that the file no longer holds are withdrawn; empty for none
 */
export async function publish(
  desk: Desk,
  writer: ReviewWriter,
  slug: string,
  reason: string,
): Promise<Published> {
  ReviewWriter.demand(writer);
  const { folders, pool } = desk;
  const path = toWorkPath(folders, `work.${slug}`);
  await loadEntities(pool, { dataFolder: folders.dataFolder });
  const [report] = await ingestFiles(pool, [path], {
    ...folders,
    ...(reason === '' ? {} : { withdrawReason: reason }),
  });
  await recordVerification(pool, 'ingest');
  const at = new Date();
  if (report === undefined) throw new Error(`${path} was given to ingestion and is not in its report`);
  if (report.ok) return { ok: true, at, claims: report.claims, changed: report.changed, lost: report.lost };
  const ids = readClaimIds(path);
  return {
    ok: false,
    at,
    refusals: report.problems.map(({ key, what, mend }) => {
      const [, index, field = ''] = /^claims\[(\d+)\]\.?(.*)$/.exec(key) ?? [];
      const claim = index === undefined ? undefined : ids[Number(index)];
      return { claim, field: claim === undefined ? key : field, what, mend };
    }),
    // A key without a place in the file is what the file no longer holds (lib/claims/ingest.ts, toProblem).
    asksReason: report.problems.some(
      ({ key, line, column }) => /^[a-z]+$/.test(key) && line === 1 && column === 1,
    ),
  };
}

const fileIds = z.looseObject({ claims: z.array(z.looseObject({ id: z.string() })).default([]) });

function readClaimIds(path: string): string[] {
  const parsed = fileIds.safeParse(parse(readFileSync(path, 'utf8')));
  return parsed.data?.claims.map(({ id }) => id) ?? [];
}
