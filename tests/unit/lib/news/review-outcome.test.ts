import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findReviewOutcome } from '#lib/news/review-outcome.ts';
import { appendToLog, toLogPath } from '#lib/review/decision-log.ts';
import { ReviewWriter } from '#lib/review/writer.ts';
import { harborScript, prepareHarbor, pressAll } from '../../../factories/harbor-review.ts';

const slug = 'harbor-gazette-cameras';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-outcome-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Reviews by these keys, and counts the candidates that there were. */
async function review(keys: string): Promise<number> {
  const prepared = await prepareHarbor();
  appendToLog(
    ReviewWriter.atTerminal('alba'),
    toLogPath(folder, `work.${slug}`),
    pressAll(prepared, prepared.session, keys).fresh,
  );
  return prepared.context.passages.filter(({ candidate }) => candidate.found !== undefined).length;
}

describe('the outcome of a review for its story', () => {
  test('is open where nobody decided, or where there is nothing to review', () => {
    expect(findReviewOutcome(folder, { slug, candidates: 3 })).toBeUndefined();
    expect(findReviewOutcome(folder, { slug: undefined, candidates: undefined })).toBeUndefined();
  });

  test('is reviewed once every candidate is decided and a claim stands', async () => {
    const candidates = await review(harborScript);
    expect(findReviewOutcome(folder, { slug, candidates })).toEqual({ state: 'reviewed', by: 'alba' });
  });

  test('is open while a candidate is', async () => {
    const candidates = await review('x');
    expect(candidates).toBeGreaterThan(1);
    expect(findReviewOutcome(folder, { slug, candidates })).toBeUndefined();
  });

  test('is nothing recordable when that was said of every candidate', async () => {
    const candidates = await review('x'.repeat(20));
    expect(findReviewOutcome(folder, { slug, candidates })).toEqual({
      state: 'nothing_recordable',
      by: 'alba',
    });
  });
});
