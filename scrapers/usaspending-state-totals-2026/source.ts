import { toPlaceCode } from '../core/formats/eff-atlas-places.ts';
import { readStates } from '../core/formats/usaspending-states.ts';
import { type Draft, defineSource } from '../core/source.ts';

interface RawTotal {
  state: string;
  /** Name that the table's maker searched for. */
  search: string;
  amount: number;
  awards: number;
  from: string;
  to: string;
}

/** Sums by state and vendor, as the table's maker added them up from a search by vendor. */
export const usaspendingStateTotals2026 = defineSource<RawTotal>({
  id: 'usaspending-state-totals-2026',
  needs: [],
  async *parse(snapshot) {
    const { states, window } = await readStates(snapshot);
    for (const { state, vendors } of states) {
      for (const { name, amount, count } of vendors) {
        const raw = { state, search: name, amount, awards: count, from: window.start, to: window.end };
        yield { at: `${state}, ${name}`, raw };
      }
    }
  },
  normalize(records, { scrape, notes }) {
    const drafts: Draft[] = [];
    for (const { raw, unit, at } of records) {
      const vendor = scrape.lookups.vendor?.[raw.search];
      const region = toPlaceCode(raw.state);
      if (typeof vendor !== 'string' || region === null) {
        if (vendor === undefined) notes.unmatched('vendor', raw.search);
        const reason =
          vendor === null ? 'counted_under_another_vendor' : 'recipient_is_no_vendor_of_the_list';
        notes.refuse({ unit, at }, { reason });
        continue;
      }
      const id = `${region}/${vendor}`;
      drafts.push({
        kind: 'award_total',
        key: id,
        row: {
          id,
          vendor,
          region,
          amount: String(raw.amount),
          currency: 'USD',
          amountKind: 'obligated',
          rounded: true,
          awards: raw.awards,
          from: raw.from,
          to: raw.to,
        },
        from: [{ unit, at }],
      });
    }
    return { drafts: drafts.sort((a, b) => (a.key < b.key ? -1 : 1)) };
  },
});
