import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNextState } from '#lib/links/next-state.ts';
import { type LinkCheck, type LinkFinding, linkFindings } from '#lib/links/schema.ts';

/** The states after visits on these days of a year. */
function follow(visits: readonly [day: number, finding: LinkFinding][]): (string | null)[] {
  const history: Pick<LinkCheck, 'checkedAt' | 'finding' | 'state'>[] = [];
  for (const [day, finding] of visits) {
    const at = new Date(Date.UTC(2026, 0, 1 + day));
    history.unshift({ checkedAt: at, finding, state: toNextState(history, { finding, at }) });
  }
  return history.map(({ state }) => state).reverse();
}

describe('toNextState', () => {
  it.each<[string, [number, LinkFinding][], (string | null)[]]>([
    [
      'takes what was found',
      [
        [0, 'ok'],
        [7, 'moved'],
        [14, 'paywalled'],
      ],
      ['ok', 'moved', 'paywalled'],
    ],
    [
      'believes a 410 at once',
      [
        [0, 'ok'],
        [7, 'gone'],
      ],
      ['ok', 'gone'],
    ],
    [
      'waits for the third 404',
      [
        [0, 'ok'],
        [7, 'missing'],
        [11, 'missing'],
        [15, 'missing'],
      ],
      ['ok', 'ok', 'ok', 'gone'],
    ],
    [
      'waits for seven days',
      [
        [0, 'missing'],
        [1, 'missing'],
        [2, 'missing'],
        [6, 'missing'],
        [7, 'missing'],
      ],
      [null, null, null, null, 'gone'],
    ],
    [
      'begins again after a page',
      [
        [0, 'missing'],
        [4, 'missing'],
        [8, 'ok'],
        [12, 'missing'],
        [16, 'missing'],
      ],
      [null, null, 'ok', 'ok', 'ok'],
    ],
    [
      'does not begin again after silence or a refusal',
      [
        [0, 'missing'],
        [4, 'no_answer'],
        [5, 'blocked'],
        [6, 'missing'],
        [8, 'missing'],
      ],
      [null, null, 'blocked', 'blocked', 'gone'],
    ],
    [
      'changes nothing on silence, however long',
      [
        [0, 'ok'],
        [30, 'no_answer'],
        [300, 'no_answer'],
      ],
      ['ok', 'ok', 'ok'],
    ],
    [
      'decides nothing on silence alone',
      [
        [0, 'no_answer'],
        [9, 'no_answer'],
        [20, 'no_answer'],
      ],
      [null, null, null],
    ],
    [
      'lets a page come back',
      [
        [0, 'gone'],
        [90, 'ok'],
      ],
      ['gone', 'ok'],
    ],
    [
      'stays gone when a 410 becomes a 404',
      [
        [0, 'gone'],
        [90, 'missing'],
      ],
      ['gone', 'gone'],
    ],
  ])('%s', (_, visits, states) => {
    expect(follow(visits)).toEqual(states);
  });

  it('never says gone without a 410, or three 404s over seven days', () => {
    const visit = fc.tuple(fc.nat(5), fc.constantFrom(...linkFindings));
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 30 }), (steps) => {
        let day = 0;
        const visits = steps.map(([wait, finding]): [number, LinkFinding] => {
          day += wait + 1;
          return [day, finding];
        });
        follow(visits).forEach((state, index) => {
          if (state !== 'gone') return;
          const past = visits.slice(0, index + 1);
          const missing = past.filter(([, finding]) => finding === 'missing').map(([on]) => on);
          const isLong = missing.length >= 3 && (missing.at(-1) ?? 0) - (missing[0] ?? 0) >= 7;
          expect(past.some(([, finding]) => finding === 'gone') || isLong).toBe(true);
        });
      }),
    );
  });
});
