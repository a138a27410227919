import { rowSchemas } from '#lib/datasets/rows.ts';
import { type Batch, readBatch } from '#scrapers/core/batch.ts';
import { toFileSnapshot } from '#scrapers/core/file-snapshot.ts';
import type { ParseProcess } from '#scrapers/core/parse-process.ts';

import type { OpenSource, Parsed, WorkUnit } from '#scrapers/core/source.ts';

/** What a source makes of one file, with `parse` in this process: for contract tests, where the child process would only cost time. */
export async function readInProcess(open: OpenSource, path: string, packs: string): Promise<Batch> {
  const unit: WorkUnit = { key: 'file', from: { file: 'file' } };
  const parser: Pick<ParseProcess, 'parse'> = {
    async *parse(_, of, snapshot) {
      for await (const parsed of open.source.parse(snapshot, { ...open, unit: of })) {
        // As on the way between two processes.
        const plain: Parsed<unknown> = JSON.parse(JSON.stringify(parsed));
        yield plain;
      }
    },
  };
  const snapshot = { ...(await toFileSnapshot(path)), fetchedAt: '2026-08-20T00:00:00.000Z' };
  const batch = await readBatch({
    ...open,
    packs,
    units: [{ unit, snapshots: [snapshot] }],
    // The class has private fields; a batch calls nothing but `parse`.
    parser: parser as ParseProcess,
  });
  for (const draft of batch.drafts) rowSchemas[draft.kind].parse(draft.row);
  return batch;
}
