import { createHash } from 'node:crypto';
import { type Json, toCanonical } from '#lib/log/canonical.ts';
import { type LogOperation, toCommitment, toEntryText } from '#lib/log/entry.ts';
import { leafHash, merkleRoot } from '#lib/log/merkle.ts';
import type { HeadRow, LogRow } from '#lib/log/verify.ts';

export type BuiltLog = { rows: LogRow[]; heads: HeadRow[] };
export type Change = { kind: string; id: string; op: LogOperation; content: Json };

/** A log in memory: each inner list is one transaction. Salts are fixed, so that equal input gives equal bytes. */
export function buildLog(transactions: Change[][]): BuiltLog {
  const rows: LogRow[] = [];
  const heads: HeadRow[] = [];
  transactions.forEach((changes, transaction) => {
    const at = new Date(Date.UTC(2026, 10, 23, 12, 0, transaction)).toISOString();
    for (const change of changes) rows.push(toRow(rows, change, at));
    const root = merkleRoot(rows.map((row) => Buffer.from(row.leafHash, 'hex'))).toString('hex');
    heads.push({ size: rows.length, root, at });
  });
  return { rows, heads };
}

function toRow(before: LogRow[], change: Change, at: string): LogRow {
  const own = before.filter((row) => row.recordKind === change.kind && row.recordId === change.id);
  const salt = createHash('sha256').update(`salt ${before.length}`).digest('hex');
  const content = toCanonical(change.content);
  const entry = toEntryText({
    v: 1,
    kind: change.kind,
    id: change.id,
    version: own.length + 1,
    op: change.op,
    actor: 'editor:test',
    at,
    reason: 'test',
    prev: own.at(-1)?.leafHash ?? null,
    commit: toCommitment(salt, content),
  });
  return {
    index: before.length,
    recordKind: change.kind,
    recordId: change.id,
    version: own.length + 1,
    entry,
    leafHash: leafHash(entry).toString('hex'),
    salt,
    content,
  };
}

/** Takes the content of the row at `index` away, as a redaction does. */
export function dropContent(log: BuiltLog, index: number): BuiltLog {
  return {
    ...log,
    rows: log.rows.map((row) => (row.index === index ? { ...row, salt: null, content: null } : row)),
  };
}

/** Six transactions with updates, a withdrawal, a bulk load and a redaction of the first version of claim a.1. */
export function sampleLog(): BuiltLog {
  const claim = (id: string, op: LogOperation, says: string): Change => ({
    kind: 'claim',
    id,
    op,
    content: { id, says },
  });
  return dropContent(
    buildLog([
      [
        {
          kind: 'dataset',
          id: 'osm',
          op: 'load',
          content: { rows: 3, merkleRoot: 'ab', dataset: 'osm', version: '1' },
        },
      ],
      [claim('a.1', 'create', 'Ürümqi'), claim('a.2', 'create', '監視'), claim('a.3', 'create', 'x')],
      [
        claim('a.1', 'update', 'one'),
        { kind: 'work', id: 'a.1', op: 'create', content: { title: 'same id, other kind' } },
      ],
      [{ kind: 'claim', id: 'a.1', op: 'redact', content: { redacts: [1] } }],
      [claim('a.2', 'withdraw', 'gone'), claim('a.3', 'update', 'y')],
      [claim('a.3', 'update', 'z')],
    ]),
    1,
  );
}
