import { isCanonical, parseCanonical } from './canonical.ts';
import { type LogEntry, parseEntryText, redactContent, toCommitment } from './entry.ts';
import { Frontier, leafHash } from './merkle.ts';

/** A row of the log with what it commits to; salt and content are null where the content is gone. */
export type LogRow = {
  index: number;
  recordKind: string;
  recordId: string;
  version: number;
  entry: string;
  leafHash: string;
  salt: string | null;
  content: string | null;
};

/** `at` is ISO 8601 in UTC with milliseconds, as in the entries. */
export type HeadRow = { size: number; root: string; at: string };

export type LogProblem = {
  /** Index of the first bad entry. */
  index: number;
  /** `kind id`, as far as the row tells. */
  record: string;
  what: string;
};

export type LogVerdict = {
  entries: number;
  heads: number;
  redacted: number;
  root: string;
  problem?: LogProblem;
};

/**
 * Recomputes the whole log and finds the first entry that is not what it was when it was written.
 *
 * Checked for each entry: index without gaps, canonical form, leaf hash, record kind, id and version equal to the
 * entry's, the record's chain (version + 1, `prev` = leaf hash of the version before), the commitment to the content or
 * a later redaction that lists it, the time of the head that covers it. Checked for each head: the recomputed RFC 6962
 * root at that size. Heads must cover every entry and no more.
 *
 * What it cannot see: a log cut off at its end together with its heads, or rewritten as a whole. Compare size and root
 * with an older export for that.
 *
 * @param rows in the order of their index; @param heads in the order of their size. Both are streamed: memory grows with the
 * number of records, not of entries.
 */
export async function verifyLog(
  rows: AsyncIterable<LogRow> | Iterable<LogRow>,
  heads: AsyncIterable<HeadRow> | Iterable<HeadRow>,
): Promise<LogVerdict> {
  const checker = new LogChecker();
  const headReader = toReader(heads);
  let head = await headReader();
  for await (const row of rows) {
    checker.addEntry(row, head);
    if (head !== undefined && head.size === checker.size) {
      checker.addHead(head);
      head = await headReader();
    }
  }
  return checker.finish(head);
}

type Tip = { version: number; leaf: string };

class LogChecker {
  readonly #tree = new Frontier();
  readonly #tips = new Map<string, Tip>();
  /** Entries whose content is gone, until a redaction accounts for them. */
  readonly #unexplained = new Map<string, LogProblem>();
  readonly #redacted = new Set<string>();
  #heads = 0;
  #problem: LogProblem | undefined;

  get size(): number {
    return this.#tree.size;
  }

  addEntry(row: LogRow, head: HeadRow | undefined): void {
    const entry = parseEntryText(row.entry);
    const fault = this.#problem === undefined ? this.#findFault(row, entry, head) : undefined;
    if (fault !== undefined) {
      this.#problem = toProblem(row, fault);
      if (entry === undefined || entry.op === 'redact') this.#forgive(row, entry);
    } else if (entry?.op === 'redact' && row.content !== null) {
      // Also after a fault: a redaction may account for an earlier entry, or leave it the first bad one.
      const what = this.#takeRedaction(row, row.content);
      if (what !== undefined) this.#problem ??= toProblem(row, what);
    }
  }

  addHead(head: HeadRow): void {
    this.#heads += 1;
    if (this.#problem === undefined && this.#tree.root().toString('hex') !== head.root) {
      this.#problem = {
        index: head.size - 1,
        record: 'log_head',
        what: `the head over ${head.size} entries has another root`,
      };
    }
  }

  finish(unread: HeadRow | undefined): LogVerdict {
    if (unread !== undefined) {
      const what = `there is a head over ${unread.size} entries, but ${this.size} could be covered by it`;
      this.#problem ??= { index: this.size, record: 'log_head', what };
    }
    const unexplained = this.#unexplained.values().next().value;
    const problem =
      unexplained !== undefined && unexplained.index < (this.#problem?.index ?? Number.POSITIVE_INFINITY)
        ? unexplained
        : this.#problem;
    const verdict = {
      entries: this.size,
      heads: this.#heads,
      redacted: this.#redacted.size,
      root: this.#tree.root().toString('hex'),
    };
    return problem === undefined ? verdict : { ...verdict, problem };
  }

  /** What is wrong with a row, or undefined; a good row becomes part of the tree and of its record's chain. */
  #findFault(row: LogRow, entry: LogEntry | undefined, head: HeadRow | undefined): string | undefined {
    if (row.index !== this.size)
      return `index ${row.index} stands where ${this.size} is expected: entries are missing or moved`;
    if (entry === undefined) return 'its text is not the canonical JSON of an entry';
    const leaf = leafHash(row.entry);
    if (leaf.toString('hex') !== row.leafHash) return 'its leaf hash is not the hash of its text';
    if (entry.kind !== row.recordKind || entry.id !== row.recordId)
      return 'its record columns differ from its text';
    if (entry.version !== row.version) return 'its version column differs from its text';
    const key = `${entry.kind}\n${entry.id}`;
    const tip = this.#tips.get(key);
    if (entry.version !== (tip?.version ?? 0) + 1)
      return `it is version ${entry.version} after version ${tip?.version ?? 0}`;
    if (entry.prev !== (tip?.leaf ?? null)) return 'it does not name the version before it';
    const contentFault = this.#findContentFault(row, entry);
    if (contentFault !== undefined) return contentFault;
    if (head === undefined || head.size <= row.index) return 'no head covers it';
    if (head.at !== entry.at) return `its time differs from that of the head over ${head.size} entries`;
    this.#tips.set(key, { version: entry.version, leaf: row.leafHash });
    this.#tree.push(leaf);
    return undefined;
  }

  #findContentFault(row: LogRow, entry: LogEntry): string | undefined {
    if (row.salt === null || row.content === null) {
      if (entry.op === 'redact') return 'a redaction has lost its list of versions';
      const problem = toProblem(row, 'its content is gone, and no later redaction lists it');
      this.#unexplained.set(toVersionKey(row, entry.version), problem);
      return undefined;
    }
    if (!/^[0-9a-f]{64}$/.test(row.salt)) return 'its salt is not 32 bytes in lower-case hexadecimal';
    if (toCommitment(row.salt, row.content) !== entry.commit)
      return 'its content or salt is not what it committed to';
    return isCanonical(row.content) ? undefined : 'its content is not canonical JSON';
  }

  /** A damaged entry may have been the redaction that earlier gaps of its record wait for: then it is the bad one, not they. */
  #forgive(row: LogRow, entry: LogEntry | undefined): void {
    const spellings = [`${row.recordKind}\n${row.recordId}\n`, `${entry?.kind}\n${entry?.id}\n`];
    for (const key of this.#unexplained.keys()) {
      if (spellings.some((prefix) => key.startsWith(prefix))) this.#unexplained.delete(key);
    }
  }

  #takeRedaction(row: LogRow, content: string): string | undefined {
    const parsed = redactContent.safeParse(parseCanonical(content));
    if (!parsed.success) return 'a redaction does not list versions';
    for (const version of parsed.data.redacts) {
      const key = toVersionKey(row, version);
      if (this.#unexplained.delete(key)) this.#redacted.add(key);
      else if (!this.#redacted.has(key))
        return `it redacts version ${version}, whose content is still there or never was`;
    }
    return undefined;
  }
}

function toVersionKey(row: LogRow, version: number): string {
  return `${row.recordKind}\n${row.recordId}\n${version}`;
}

function toProblem(row: LogRow, what: string): LogProblem {
  return { index: row.index, record: `${row.recordKind} ${row.recordId}`, what };
}

function toReader<T>(source: AsyncIterable<T> | Iterable<T>): () => Promise<T | undefined> {
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  return async () => {
    const next = await iterator.next();
    return next.done === true ? undefined : next.value;
  };
}
