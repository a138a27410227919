import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, merkleRoot } from '#lib/log/merkle.ts';
import { type LogRow, verifyLog } from '#lib/log/verify.ts';
import { type BuiltLog, buildLog, dropContent, sampleLog } from '../../../factories/build-log.ts';

const textColumns = ['recordKind', 'recordId', 'entry', 'leafHash', 'salt', 'content'] as const;

async function findProblem(log: BuiltLog) {
  return (await verifyLog(log.rows, log.heads)).problem;
}

function changeRow(log: BuiltLog, index: number, change: Partial<LogRow>): BuiltLog {
  return { ...log, rows: log.rows.map((row, i) => (i === index ? { ...row, ...change } : row)) };
}

/** Flips bits of one UTF-8 byte; the result may be invalid UTF-8, which reads as U+FFFD and differs as well. */
function flipByte(text: string, position: number, mask: number): string {
  const bytes = Buffer.from(text, 'utf8');
  bytes[position % bytes.length] = (bytes[position % bytes.length] ?? 0) ^ mask;
  return bytes.toString('utf8');
}

describe('verifyLog', () => {
  test('accepts an untouched log and counts what it saw', async () => {
    const { rows, heads } = sampleLog();
    const verdict = await verifyLog(rows, heads);
    expect(verdict).toEqual({ entries: 10, heads: 6, redacted: 1, root: heads.at(-1)?.root });
    expect(await verifyLog([], [])).toMatchObject({ entries: 0, heads: 0 });
  });

  test('finds every one of 12,000 single-byte changes in any column of entries and contents', async () => {
    const log = sampleLog();
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(log.rows.length - 1),
        fc.constantFrom(...textColumns),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (index, column, position, mask) => {
          const before = log.rows[index]?.[column];
          if (before === null || before === undefined) return;
          tried += 1;
          const problem = await findProblem(
            changeRow(log, index, { [column]: flipByte(before, position, mask) }),
          );
          expect(problem, `${column} of entry ${index}`).toBeDefined();
          expect(problem?.index).toBe(index);
        },
      ),
      { numRuns: 13_000 },
    );
    expect(tried).toBeGreaterThan(12_000);
  }, 60_000);

  test('finds changed numbers and any change of a head', async () => {
    const log = sampleLog();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(9),
        fc.constantFrom('index', 'version') as fc.Arbitrary<'index' | 'version'>,
        fc.integer({ min: -5, max: 5 }),
        async (i, column, by) => {
          fc.pre(by !== 0);
          const changed = changeRow(log, i, { [column]: (log.rows[i]?.[column] ?? 0) + by });
          expect((await findProblem(changed))?.what).toBeDefined();
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(5),
        fc.constantFrom('root', 'at') as fc.Arbitrary<'root' | 'at'>,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (i, column, position, mask) => {
          const heads = log.heads.map((head, n) =>
            n === i ? { ...head, [column]: flipByte(head[column], position, mask) } : head,
          );
          expect(await findProblem({ ...log, heads })).toBeDefined();
        },
      ),
      { numRuns: 500 },
    );
    for (let i = 0; i < log.heads.length; i += 1) {
      for (const by of [-1, 1, 100]) {
        const heads = log.heads
          .map((head, n) => (n === i ? { ...head, size: head.size + by } : head))
          .sort((a, b) => a.size - b.size);
        expect(await findProblem({ ...log, heads }), `size of head ${i} ${by}`).toBeDefined();
      }
      expect(
        await findProblem({ ...log, heads: log.heads.filter((_, n) => n !== i) }),
        `head ${i} missing`,
      ).toBeDefined();
    }
  });

  test('finds dropped, repeated, swapped and inserted entries, and names the first place', async () => {
    const log = sampleLog();
    for (let i = 0; i < log.rows.length; i += 1) {
      // Without the redaction (6) the content that it took from entry 1 is missing for no stated reason.
      const dropped = log.rows.filter((row) => row.index !== i);
      expect(await findProblem({ ...log, rows: dropped })).toMatchObject({
        index: i === 6 ? 1 : i === 9 ? 9 : i + 1,
      });
      const renumbered = dropped.map((row, index) => ({ ...row, index }));
      expect(
        await findProblem({ ...log, rows: renumbered }),
        `entry ${i} dropped, others moved up`,
      ).toBeDefined();
      const row = log.rows[i];
      const next = log.rows[i + 1];
      if (row === undefined || next === undefined) continue;
      const swapped = log.rows.map((other, n) =>
        n === i ? { ...next, index: i } : n === i + 1 ? { ...row, index: i + 1 } : other,
      );
      expect(await findProblem({ ...log, rows: swapped }), `entries ${i} and ${i + 1} swapped`).toBeDefined();
      const repeated = [...log.rows.slice(0, i + 1), row, ...log.rows.slice(i + 1)].map((other, index) => ({
        ...other,
        index,
      }));
      expect(await findProblem({ ...log, rows: repeated }), `entry ${i} repeated`).toBeDefined();
    }
  });

  test('finds a rewritten entry whose own hash was mended, at the entry after it or at the head', async () => {
    const log = sampleLog();
    const entry = log.rows[4]?.entry.replace('"reason":"test"', '"reason":"tesT"') ?? '';
    const forged = changeRow(log, 4, { entry, leafHash: leafHash(entry).toString('hex') });
    expect((await findProblem(forged))?.what).toMatch(/head over 6 entries has another root/);
    // Even when the head after it is mended too, the record's next version still names the true leaf.
    const heads = log.heads.map((head) => ({
      ...head,
      root: merkleRoot(
        forged.rows.slice(0, head.size).map((row) => Buffer.from(row.leafHash, 'hex')),
      ).toString('hex'),
    }));
    expect(await findProblem({ rows: forged.rows, heads })).toMatchObject({
      index: 6,
      what: 'it does not name the version before it',
    });
  });

  test('content may be missing only where a later redaction of the record lists it', async () => {
    const log = sampleLog();
    expect(await findProblem(dropContent(log, 4))).toMatchObject({
      index: 4,
      what: expect.stringContaining('no later redaction'),
    });
    expect(await findProblem(dropContent(log, 6))).toMatchObject({
      index: 6,
      what: expect.stringContaining('lost its list'),
    });
    const kept = buildLog([
      [{ kind: 'claim', id: 'a', op: 'create', content: { says: 'private' } }],
      [{ kind: 'claim', id: 'a', op: 'redact', content: { redacts: [1] } }],
    ]);
    expect(await findProblem(kept)).toMatchObject({ index: 1, what: expect.stringContaining('still there') });
    expect(await findProblem(dropContent(kept, 0))).toBeUndefined();
  });

  test('the first bad entry is named when a later one is bad as well', async () => {
    const log = changeRow(dropContent(sampleLog(), 2), 7, { version: 9 });
    expect(await findProblem(log)).toMatchObject({ index: 2 });
  });
});
