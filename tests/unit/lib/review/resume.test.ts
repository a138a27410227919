import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendToLog, lockLog, readLog, toLogPath } from '#lib/review/decision-log.ts';
import type { Decision, LogLine } from '#lib/review/decision-schema.ts';
import { toEvidence } from '#lib/review/passage-words.ts';
import { getPassage } from '#lib/review/session.ts';
import { ReviewWriter } from '#lib/review/writer.ts';
import {
  harborScript,
  harborText,
  openHarbor,
  prepareHarbor,
  pressAll,
} from '../../../factories/harbor-review.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-review-'));
  path = toLogPath(folder, 'work.harbor-gazette-cameras');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function reviewOnce(): Promise<readonly LogLine[]> {
  const prepared = await prepareHarbor();
  return pressAll(prepared, prepared.session, harborScript).fresh;
}

describe('a review that is resumed', () => {
  it('is in the state in which it was left, after an undo too', async () => {
    const first = await prepareHarbor();
    const left = pressAll(first, first.session, `${harborScript}u`);
    appendToLog(ReviewWriter.atTerminal('alba'), path, left.fresh);
    const again = await prepareHarbor({ log: readLog(path) });
    expect(again.session.state).toEqual(left.state);
    expect(again.outdated).toEqual([]);
    const once = pressAll(first, left, 'u');
    expect(pressAll(again, again.session, 'u').state).toEqual(once.state);
  });

  it('asks again where the words of a passage changed, and nowhere else', async () => {
    const log = await reviewOnce();
    const text = harborText.replace('110,000', '120,000');
    const { session, outdated, context } = await prepareHarbor({ log, work: openHarbor(text) });
    expect(outdated).toHaveLength(1);
    const states = context.passages.map((_, index) =>
      getPassage(context, session, index).drafts.map(({ status }) => status),
    );
    expect(states).toEqual([['accepted'], ['open'], ['accepted'], [], ['merged'], ['accepted']]);
  });

  it('keeps decisions on passages that only moved', async () => {
    const log = await reviewOnce();
    const text = `A line that was added later at the top.\n\n${harborText}`;
    const { session, outdated, context } = await prepareHarbor({ log, work: openHarbor(text) });
    expect(outdated).toEqual([]);
    const accepted = [...session.state.values()]
      .flatMap(({ drafts }) => drafts)
      .filter(({ status }) => status === 'accepted');
    expect(accepted).toHaveLength(4);
    expect(context.findProblems(session.state)).toEqual([]);
  });

  it('asks nobody again when only the code finds something else', async () => {
    const [line] = await reviewOnce();
    if (line?.kind !== 'decision' || 'isForeign' in line) throw new Error('no decision');
    const { found, proposed } = line.decision.candidate;
    const other = found && { ...found, stance: 'doubts' as const, organizations: [] };
    const before = {
      ...line,
      decision: { ...line.decision, candidate: { proposed, ...(other && { found: other }) } },
    };
    const { outdated, context, session } = await prepareHarbor({ log: [before] });
    expect(outdated).toEqual([]);
    expect(getPassage(context, session, 0).candidate.found?.stance).toBe('doubts');
  });

  it('keeps the extent of a decided passage when the code cuts sentences otherwise', async () => {
    const { context } = await prepareHarbor();
    const [, second, third] = context.passages;
    if (second === undefined || third === undefined) throw new Error('no passages');
    const both = toEvidence(context.text, { start: second.ref.start, end: third.ref.end }, 'statement');
    const { role: _, ...span } = both;
    const decision: Decision = {
      version: 1,
      at: '2026-11-26T12:00:00.000Z',
      by: 'alba',
      passage: { ...span, occurrence: 1 },
      candidate: { proposed: { ...second.candidate.proposed, evidence: [both] } },
      action: { do: 'nothing' },
    };
    const again = await prepareHarbor({ log: [{ kind: 'decision', decision }] });
    expect(again.outdated).toEqual([]);
    const spans = again.context.passages.map(({ ref }) => [ref.start, ref.end]);
    expect(spans.slice(0, 3)).toEqual([
      [0, 97],
      [99, 259],
      [261, 325],
    ]);
    expect(getPassage(again.context, again.session, 1).isNothing).toBe(true);
  });

  it('asks again for candidates of another version, and keeps their lines', async () => {
    writeFileSync(
      join(folder, 'old.jsonl'),
      `${JSON.stringify({ kind: 'decision', decision: { version: 0, old: true } })}\n`,
    );
    const log = readLog(join(folder, 'old.jsonl'));
    expect(log).toHaveLength(1);
    expect((await prepareHarbor({ log })).session.state.size).toBe(0);
  });
});

describe('the log', () => {
  it('drops a last line that a crash cut, and goes on behind it', async () => {
    const log = await reviewOnce();
    appendToLog(ReviewWriter.atTerminal('alba'), path, log.slice(0, 2));
    const whole = readFileSync(path);
    appendFileSync(path, JSON.stringify(log[2]).slice(0, 40));
    expect(readLog(path)).toEqual(log.slice(0, 2));
    // Reading leaves the bytes alone: another review may be writing that very line.
    expect(readFileSync(path).length).toBe(whole.length + 40);
    appendToLog(ReviewWriter.atTerminal('alba'), path, log.slice(2, 3));
    expect(readLog(path)).toEqual(log.slice(0, 3));
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('refuses a whole line that cannot be read, and names it', async () => {
    appendToLog(ReviewWriter.atTerminal('alba'), path, (await reviewOnce()).slice(0, 1));
    appendFileSync(path, '{"kind":"decision"}\n');
    expect(() => readLog(path)).toThrow(`${path}:2`);
  });

  it('takes no line of somebody else than who writes', async () => {
    const log = await reviewOnce();
    expect(() => appendToLog(ReviewWriter.atTerminal('boris'), path, log)).toThrow(
      'in the name of somebody else',
    );
    expect(existsSync(path)).toBe(false);
  });

  it('lets nobody else review the same work meanwhile, and takes over from a process that is gone', () => {
    const unlock = lockLog(path);
    expect(() => lockLog(path)).toThrow(`process ${process.pid}`);
    unlock();
    writeFileSync(`${path}.lock`, '0');
    lockLog(path)();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});
