import { type RawAward, toAwardDrafts } from '../core/formats/usaspending-awards.ts';
import { defineSource, type Located, type Notes } from '../core/source.ts';
import { parseTransactions } from './parse.ts';

/** Awards to vendors of our list, out of transactions that somebody found by parts of names. */
export const usaspendingAwards2025 = defineSource<RawAward>({
  id: 'usaspending-awards-2025',
  needs: [],
  parse: parseTransactions,
  normalize: (records, context) => ({
    drafts: toAwardDrafts(groupTransactions(records, context.notes), context),
  }),
});

/**
 * Each transaction repeats the award with the sum that was bound up to its day: the latest one speaks, the others are merged into it and never added.
 * Two of one day that name different sums leave the award out.
 */
function groupTransactions(records: readonly Located<RawAward>[], notes: Notes) {
  return [...Map.groupBy(records, ({ raw }) => raw.key).values()].flatMap((group) => {
    const day = ({ raw }: Located<RawAward>) => raw.asOf ?? '';
    const sorted = group.toSorted((a, b) => (day(a) > day(b) ? -1 : day(a) < day(b) ? 1 : 0));
    const [decisive] = sorted;
    if (decisive === undefined) return [];
    const from = sorted.map(({ unit, at }) => ({ unit, at }));
    const rivals = sorted.some(
      (other) => day(other) === day(decisive) && other.raw.amount !== decisive.raw.amount,
    );
    if (!rivals && decisive.raw.amount !== '') return [{ decisive, from }];
    const reason = rivals ? 'repeats_differ' : 'no_obligated_total';
    for (const where of from) notes.refuse(where, { reason });
    return [];
  });
}
