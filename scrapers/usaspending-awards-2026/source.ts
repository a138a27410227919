import { toPlaceCode } from '../core/formats/eff-atlas-places.ts';
import { type RawAward, toAwardDrafts, toAwardKey } from '../core/formats/usaspending-awards.ts';
import { readStates } from '../core/formats/usaspending-states.ts';
import { defineSource, type Located, type Notes } from '../core/source.ts';

/** The largest awards of each state in a table that was made of a search by vendor: an award that two searches found stands there twice. */
export const usaspendingAwards2026 = defineSource<RawAward>({
  id: 'usaspending-awards-2026',
  needs: [],
  async *parse(snapshot) {
    const { states } = await readStates(snapshot);
    for (const { state, awards } of states) {
      for (const [index, award] of awards.entries()) {
        const at = `${state}, award ${index + 1}`;
        const key = toAwardKey(award.url);
        if (key === null) yield { at, reason: 'no_award_key' };
        else
          yield {
            at,
            raw: {
              key,
              number: award.awardId,
              type: award.awardType,
              recipient: award.recipient,
              agency: award.subAgency,
              department: award.agency,
              region: toPlaceCode(state),
              amount: String(award.amount),
              rounded: true,
              starts: award.startDate,
              ...(award.endDate === '' ? {} : { ends: award.endDate }),
              url: award.url,
            },
          };
      }
    }
  },
  normalize: (records, context) => ({
    drafts: toAwardDrafts(groupRepeats(records, context.notes), context),
  }),
});

/** Repeats that say the same are one award. Where they differ, nobody can tell which is right, and none is used. */
function groupRepeats(records: readonly Located<RawAward>[], notes: Notes) {
  return [...Map.groupBy(records, ({ raw }) => raw.key).values()].flatMap((group) => {
    const [decisive] = group;
    if (decisive === undefined) return [];
    const from = group.map(({ unit, at }) => ({ unit, at }));
    if (group.every(({ raw }) => JSON.stringify(raw) === JSON.stringify(decisive.raw)))
      return [{ decisive, from }];
    for (const where of from) notes.refuse(where, { reason: 'repeats_differ' });
    return [];
  });
}
