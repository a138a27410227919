import type { SqlClient } from '#lib/postgres/sql.ts';
import { appendLog, type LogChange, type LogHead } from './append.ts';
import { findLiveIds, findNewestContents } from './newest-content.ts';
import { type PublicRecord, type RecordKind, readPublicRecords } from './public-content.ts';

export type ChangeOptions = {
  /** Pseudonym, e.g. `editor:curation`. */
  actor: string;
  reason: string;
  /** Reason of withdrawals, where it differs; a claim's own `withdrawn_reason` goes first. */
  withdrawReason?: string;
  at: Date;
};

const workKinds: RecordKind[] = ['work', 'capture', 'passage', 'claim', 'link', 'inference', 'unknown'];
const maxReasonBytes = 300;

/**
 * Appends what changed in the rows of one work's claims file since the log last spoke of them: an entry for each new,
 * changed or withdrawn record, none for the others. Run it in the transaction that wrote the rows, after the last write.
 *
 * @param workId `work.<slug>`; ids of its captures, passages, claims, … begin with `<slug>.`
 * @returns the new head, or undefined when nothing changed
 * @throws what `appendLog` throws
 */
export async function logWork(
  client: SqlClient,
  input: ChangeOptions & { workId: string; slug: string },
): Promise<LogHead | undefined> {
  const changes: LogChange[] = [];
  for (const kind of workKinds) {
    const idPrefix = kind === 'work' ? undefined : `${input.slug}.`;
    changes.push(...(await findChanges(client, kind, input, { workId: input.workId, idPrefix })));
  }
  return appendLog(client, changes, input.at);
}

/** As `logWork`, for the entities that data/entities declares. */
export async function logEntities(client: SqlClient, input: ChangeOptions): Promise<LogHead | undefined> {
  return appendLog(client, await findChanges(client, 'entity', input, { idPrefix: '' }), input.at);
}

async function findChanges(
  client: SqlClient,
  kind: RecordKind,
  options: ChangeOptions,
  scope: { workId?: string; idPrefix: string | undefined },
): Promise<LogChange[]> {
  const records: PublicRecord[] = [];
  for await (const record of readPublicRecords(client, kind, scope.workId)) records.push(record);
  const present = new Set(records.map((record) => record.id));
  const newest = await findNewestContents(client, kind, [...present]);
  const changes = records.flatMap((record): LogChange[] => {
    const before = newest.get(record.id);
    if (before?.content === record.canonical) return [];
    const withdrawn = record.content.review_state === 'withdrawn';
    const own = record.content.withdrawn_reason;
    return [
      {
        recordKind: kind,
        recordId: record.id,
        op: withdrawn ? 'withdraw' : before === undefined ? 'create' : 'update',
        actor: options.actor,
        reason: shorten(withdrawn && typeof own === 'string' ? own : options.reason),
        content: record.content,
      },
    ];
  });
  // Without a prefix there is no telling which absent records were this work's: another file may have taken them over.
  const logged =
    scope.idPrefix === undefined ? [] : await findLiveIds(client, kind, { idPrefix: scope.idPrefix });
  for (const id of logged.filter((live) => !present.has(live))) {
    changes.push({
      recordKind: kind,
      recordId: id,
      op: 'withdraw',
      actor: options.actor,
      reason: shorten(options.withdrawReason ?? options.reason),
      content: { id, removed: true },
    });
  }
  return changes;
}

/** An entry holds 1 kB; a longer reason stands in full in the record itself. */
function shorten(reason: string): string {
  if (Buffer.byteLength(reason) <= maxReasonBytes) return reason;
  let short = '';
  for (const char of reason) {
    if (Buffer.byteLength(short) + Buffer.byteLength(char) > maxReasonBytes - 3) break;
    short += char;
  }
  return `${short}…`;
}
