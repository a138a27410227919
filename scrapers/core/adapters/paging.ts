import type { FetchContext, FetchOutcome, Snapshot } from '../source.ts';
import { type AskedJson, type Stop, stopAfter } from './ask-json.ts';

/** One page as its interface tells it. */
export interface PageOfRows {
  /** Identities of the rows inside the interface (row numbers, object ids): the same one twice is a row that was sent twice. */
  ids: readonly (string | number)[];
  /** Whether there may be another page. */
  hasMore: boolean;
}

export interface Paging {
  /** Asks for the page with this number, from 0. */
  ask: (page: number) => Promise<AskedJson>;
  /** Reads it; a stop where it is no page. */
  read: (value: unknown) => PageOfRows | Stop;
  /** How many rows there are, asked beforehand. */
  expected: number;
  onProgress: FetchContext['onProgress'];
  cursor?: Readonly<Record<string, string>>;
}

/** No list of cameras has that many pages: a server that never says "end" is stopped. */
const maxPages = 10_000;
/** Pages without a row, one after another, before it is taken for a fault. */
const maxEmptyPages = 5;

/**
 * Asks page after page until the interface says that there is no more. All rows, each once, give `fetched`; anything else is partial, with the
 * pages that came.
 */
export async function fetchPages({ ask, read, expected, onProgress, cursor }: Paging): Promise<FetchOutcome> {
  const snapshots: Snapshot[] = [];
  const seen = new Set<string | number>();
  let repeated = 0;
  let empty = 0;
  for (let page = 0; page < maxPages && empty < maxEmptyPages; page += 1) {
    const asked = await ask(page);
    if (asked.kind === 'stop') return stopAfter(asked.stop, snapshots);
    snapshots.push(asked.snapshot);
    onProgress({ requests: snapshots.length, bytes: snapshots.reduce((sum, { bytes }) => sum + bytes, 0) });
    const rows = read(asked.value);
    if ('kind' in rows) return stopAfter(rows, snapshots);
    for (const id of rows.ids) {
      if (seen.has(id)) repeated += 1;
      seen.add(id);
    }
    empty = rows.ids.length === 0 ? empty + 1 : 0;
    if (rows.hasMore) continue;
    return seen.size === expected
      ? { kind: 'fetched', snapshots, ...(cursor ? { cursor } : {}) }
      : { kind: 'partial', snapshots, reason: toReason(seen.size, expected, repeated) };
  }
  const reason = `after ${snapshots.length} pages the server still says that there is more (${seen.size} of ${expected} rows)`;
  return { kind: 'partial', snapshots, reason };
}

const toReason = (got: number, expected: number, repeated: number) =>
  `the server counts ${expected} rows and sent ${got}${repeated > 0 ? `, ${repeated} of them twice` : ''}`;
