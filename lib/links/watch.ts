import type { SqlClient } from '#lib/postgres/sql.ts';
import {
  type CitedAddress,
  findCitedAddresses,
  markLinksChecked,
  readLastVisits,
  readVisits,
  writeVisit,
} from './checks-store.ts';
import { chooseDue } from './choose-due.ts';
import { toDueAt } from './due.ts';
import { judgeVisit } from './judge.ts';
import { toNextState } from './next-state.ts';
import type { LinkResult, LinkState, Visit } from './schema.ts';

export type WatchOptions = {
  /** Asks an address politely; never throws for what the address does. */
  visit: (url: string) => Promise<Visit>;
  now: () => Date;
  /** Visits at most, of all hosts and of one. */
  limit?: number;
  perHost?: number;
  /** Visits also what is not due. */
  all?: boolean;
  /** Ends the watch; what a visit found after that is not written down. */
  signal?: AbortSignal;
  onVisit?: (visited: { url: string; result: LinkResult; state: LinkState | null }) => void;
};

export type WatchReport = {
  cited: number;
  visited: number;
  /** Still due, because of the limits. */
  left: number;
  /** No host answered, so nothing was written: this machine is probably offline. */
  offline: boolean;
};

/**
 * Visits the cited addresses that are due, those first that have waited longest, and writes down what each visit found. A visit is written
 * as soon as it ended: a watch that was killed is gone on with by the next one.
 */
export async function watchLinks(client: SqlClient, options: WatchOptions): Promise<WatchReport> {
  const { visit, now, all = false, signal, onVisit } = options;
  const { limit = Number.POSITIVE_INFINITY, perHost = Number.POSITIVE_INFINITY } = options;
  const addresses = await findCitedAddresses(client);
  const due = sortByDue(addresses, await readLastVisits(client), all ? undefined : now());
  // Silence is written only once some host has answered: a machine without a network must not fill the history with its own trouble.
  const silent: (() => Promise<void>)[] = [];
  let heard = false;
  const chosen = chooseDue(due, { limit, perHost });
  let visited = 0;
  try {
    for (const address of chosen) {
      const found = await visit(address.url);
      if (signal?.aborted === true) break;
      const result = await judgeVisit(address.url, found, address.passages);
      const at = now();
      const write = async () => {
        const state = toNextState(await readVisits(client, address.url), { finding: result.finding, at });
        await writeVisit(client, { url: address.url, at, result, state });
        visited += 1;
        onVisit?.({ url: address.url, result, state });
      };
      if (!heard && result.finding === 'no_answer' && result.status === undefined) {
        silent.push(write);
        continue;
      }
      heard = true;
      for (const earlier of silent.splice(0)) await earlier();
      await write();
    }
  } finally {
    if (visited > 0) await markLinksChecked(client);
  }
  return {
    cited: addresses.length,
    visited,
    left: due.length - chosen.length,
    offline: silent.length > 0,
  };
}

function sortByDue(
  addresses: readonly CitedAddress[],
  last: ReadonlyMap<string, { checkedAt: Date; finding: LinkResult['finding'] }>,
  until: Date | undefined,
): CitedAddress[] {
  return addresses
    .map((address) => ({ address, dueAt: toDueAt(address.url, address.newest, last.get(address.url)) }))
    .filter(({ dueAt }) => until === undefined || dueAt <= until)
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map(({ address }) => address);
}
