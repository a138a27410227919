import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { DossierError } from '#lib/errors.ts';
import type { Visit } from '#lib/links/schema.ts';
import { createSourceHttp, type SourceHttpOptions } from '../http/client.ts';
import { findLastFetch, toSnapshotPath } from '../snapshots.ts';

/** Under this name the watch's answers are kept, beside those of datasets. */
const datasetId = 'link-watch';
const pageTimeout = 60_000;

export type VisitOptions = Omit<SourceHttpOptions, 'datasetId' | 'scrape'>;

/** Visits addresses with the client of the scrapers: robots.txt, host budgets, the guard, and a kept copy of what came back. */
export function createVisit(options: VisitOptions): (url: string) => Promise<Visit> {
  const http = createSourceHttp({ ...options, datasetId, scrape: { hosts: [] } });
  return async (url) => {
    try {
      const answer = await http.request({ url }, { conditional: url, timeoutMs: pageTimeout });
      switch (answer.kind) {
        case 'answer':
          return {
            kind: 'page',
            status: answer.status,
            finalUrl: answer.url,
            mediaType: answer.snapshot.mediaType,
            bytes: await readFile(answer.snapshot.path),
          };
        case 'unchanged':
          return await readHeld(options.pool, options.dataDir, url);
        case 'blocked':
          return { kind: 'refused', reason: answer.reason };
        case 'gone':
          return { kind: 'gone', reason: answer.reason };
        case 'later':
          return { kind: 'no_answer', reason: answer.reason };
      }
    } catch (error) {
      // The guard: a redirect into a private network, a body beyond the caps, an address without an end.
      if (error instanceof DossierError && error.code === 'forbidden')
        return { kind: 'no_answer', reason: error.what };
      throw error;
    }
  };
}

/** What the host said is still so: judged again, because other passages may be cited by now. */
async function readHeld(pool: Pool, dataDir: string, url: string): Promise<Visit> {
  const held = await findLastFetch(pool, datasetId, url);
  const path = held === undefined ? '' : toSnapshotPath(dataDir, held.sha256);
  if (held === undefined || !existsSync(path))
    return { kind: 'no_answer', reason: 'the kept copy of the last visit is missing' };
  return {
    kind: 'page',
    status: 200,
    finalUrl: held.finalUrl ?? url,
    mediaType: held.mediaType,
    bytes: await readFile(path),
  };
}
