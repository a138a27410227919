import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Action, Decision, LogLine } from '#lib/review/decision-schema.ts';
import type { ReviewPassage } from '#lib/review/passages.ts';
import { decide, type ReviewState, replay, toStanding, toUndecided } from '#lib/review/state.ts';
import { prepareHarbor } from '../../../factories/harbor-review.ts';

let passages: readonly ReviewPassage[];
beforeAll(async () => {
  passages = (await prepareHarbor()).context.passages;
});

/** What may be tried: which passage, which of its drafts, what, and by whom. */
type Attempt = { passage: number; draft: number; what: number; other: number; by: string };
const attempt = fc.record({
  passage: fc.nat(5),
  draft: fc.nat(3),
  what: fc.nat(6),
  other: fc.nat(5),
  by: fc.constantFrom('alba', 'boris'),
});

function toDecision(
  state: ReviewState,
  { passage: at, draft, what, other, by }: Attempt,
): Decision | undefined {
  const place = passages[at];
  const source = passages[other];
  if (place === undefined || source === undefined) return undefined;
  const now = state.get(place.key) ?? toUndecided(place.ref, place.candidate);
  const chosen = now.drafts[draft % Math.max(now.drafts.length, 1)];
  const action = toAction(what, chosen?.number, now.drafts.length, state, source);
  if (action === undefined) return undefined;
  return {
    version: 1,
    at: '2026-11-26T12:00:00.000Z',
    by,
    passage: place.ref,
    candidate: place.candidate,
    action,
  };
}

function toAction(
  what: number,
  draft: number | undefined,
  count: number,
  state: ReviewState,
  source: ReviewPassage,
): Action | undefined {
  if (what === 0) return { do: 'nothing' };
  if (what === 1 || draft === undefined)
    return { do: 'split', into: count + 1, ...(draft === undefined ? {} : { from: draft }) };
  if (what === 2)
    return { do: 'set', draft, fields: { says: `Wording ${count}`, modality: 'plan' }, clear: ['valid'] };
  if (what === 3)
    return { do: 'accept', draft, claim: { ...source.candidate.proposed, says: 'A whole claim.' } };
  if (what === 4) return { do: 'drop', draft };
  if (what === 5) return { do: 'confirm', draft };
  const given = state.get(source.key) ?? toUndecided(source.ref, source.candidate);
  const [first] = given.drafts;
  if (first === undefined) return undefined;
  return {
    do: 'merge',
    draft,
    from: { passage: source.ref, candidate: source.candidate, draft: first.number },
  };
}

/** The log of whatever of the attempts is allowed. */
function toLog(attempts: readonly Attempt[]): { log: LogLine[]; state: ReviewState } {
  const log: LogLine[] = [];
  let state: ReviewState = new Map();
  for (const one of attempts) {
    const decision = toDecision(state, one);
    if (decision === undefined) continue;
    try {
      state = decide(state, decision);
    } catch {
      continue;
    }
    log.push({ kind: 'decision', decision });
  }
  return { log, state };
}

const attempts = fc.array(attempt, { maxLength: 25 });
const toPlain = (state: ReviewState) => Object.fromEntries([...state].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('the state of a review', () => {
  it('is as before a decision after it was taken back', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (tried, seed) => {
        const { log } = toLog(tried);
        if (log.length === 0) return;
        const line = (seed % log.length) + 1;
        const undo: LogLine = { kind: 'undo', at: '2026-11-26T12:00:00.000Z', by: 'alba', undo: log.length };
        expect(replay(toStanding([...log, undo]))).toEqual(replay(toStanding(log.slice(0, -1))));
        const earlier = toStanding([...log, { ...undo, undo: line }]);
        expect(earlier.map((one) => one.line)).toEqual(
          log.map((_, index) => index + 1).filter((one) => one !== line),
        );
      }),
    );
  });

  it('does not depend on the order of decisions on different passages', () => {
    fc.assert(
      fc.property(attempts, (tried) => {
        const apart = tried.map((one) => ({ ...one, other: one.passage }));
        const { log, state } = toLog(apart);
        const decisions = log.flatMap((line) =>
          'decision' in line && !('isForeign' in line) ? [line.decision] : [],
        );
        const regrouped = [...decisions].sort((a, b) => b.passage.start - a.passage.start);
        const other = regrouped.reduce<ReviewState>(decide, new Map());
        expect(toPlain(other)).toEqual(toPlain(state));
      }),
    );
  });

  it('changes only the passages that a decision names', () => {
    fc.assert(
      fc.property(attempts, attempt, (tried, last) => {
        const { state } = toLog(tried);
        const decision = toDecision(state, last);
        if (decision === undefined) return;
        let next = state;
        try {
          next = decide(state, decision);
        } catch {
          return;
        }
        const named = [passages[last.passage]?.key, passages[last.other]?.key];
        for (const [key, passage] of state) if (!named.includes(key)) expect(next.get(key)).toBe(passage);
      }),
    );
  });

  it('refuses a second reader who had a hand in the claim, and a change takes the second reading away', () => {
    const [place] = passages;
    if (place === undefined) throw new Error('no passage');
    const make = (action: Action, by: string): Decision => ({
      version: 1,
      at: '2026-11-26T12:00:00.000Z',
      by,
      passage: place.ref,
      candidate: place.candidate,
      action,
    });
    const accepted = decide(
      new Map(),
      make({ do: 'accept', draft: 1, claim: place.candidate.proposed }, 'alba'),
    );
    const confirm = { do: 'confirm', draft: 1 } as const;
    expect(() => decide(accepted, make(confirm, 'alba'))).toThrow('no second reader');
    const confirmed = decide(accepted, make(confirm, 'boris'));
    expect(confirmed.get(place.key)?.drafts[0]?.secondReader).toBe('boris');
    const changed = decide(
      confirmed,
      make({ do: 'set', draft: 1, fields: { says: 'Another wording.' }, clear: [] }, 'alba'),
    );
    expect(changed.get(place.key)?.drafts[0]).not.toHaveProperty('secondReader');
  });
});
