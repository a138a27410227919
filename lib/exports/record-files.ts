import type { RecordKind } from '#lib/log/public-content.ts';

/** Where an export holds the records of each kind that the ledger logs one by one. */
export const recordFile: Record<RecordKind, string> = {
  entity: 'curated/declarations.jsonl',
  work: 'curated/works.jsonl',
  capture: 'curated/captures.jsonl',
  passage: 'curated/passages.jsonl',
  claim: 'curated/claims.jsonl',
  link: 'curated/links.jsonl',
  inference: 'curated/inferences.jsonl',
  unknown: 'curated/unknowns.jsonl',
};
