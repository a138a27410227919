import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseDue } from '#lib/links/choose-due.ts';

const at = (host: string, page: number) => ({ url: `https://${host}.example/${page}` });

test('a host with many waiting addresses is asked for a few of them, and others have their turn', () => {
  const waiting = [at('a', 1), at('a', 2), at('a', 3), at('b', 1), at('c', 1)];
  expect(chooseDue(waiting, { limit: 3, perHost: 2 })).toEqual([at('a', 1), at('a', 2), at('b', 1)]);
});

test('the choice keeps the order, both limits hold, and nothing waits for ever', () => {
  const address = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(50))
    .map(([host, page]) => at(host, page));
  fc.assert(
    fc.property(
      fc.uniqueArray(address, { selector: ({ url }) => url }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      (waiting, limit, perHost) => {
        const chosen = chooseDue(waiting, { limit, perHost });
        expect(chosen).toEqual(waiting.filter((one) => chosen.includes(one)));
        expect(chosen.length).toBeLessThanOrEqual(limit);
        const hosts = Map.groupBy(chosen, ({ url }) => new URL(url).host);
        for (const own of hosts.values()) expect(own.length).toBeLessThanOrEqual(perHost);
        expect(chosen[0]).toBe(waiting[0]);
      },
    ),
  );
});
