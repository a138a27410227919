import { type Draft, defineSource } from '../core/source.ts';
import { parseBills, type RawBill } from './parse.ts';

/** Bills on plate readers before the legislature of South Carolina, as a campaign's site tracked them. */
export const scPlateReaderBills2026 = defineSource<RawBill>({
  id: 'sc-plate-reader-bills-2026',
  needs: [],
  parse: parseBills,
  normalize(records, { notes }) {
    const drafts: Draft[] = [];
    for (const [id, group] of Map.groupBy(records, ({ raw }) => raw.id)) {
      const [record] = group;
      if (record === undefined) continue;
      const { raw } = record;
      if (group.some((other) => JSON.stringify(other.raw) !== JSON.stringify(raw))) {
        for (const where of group) notes.refuse(where, { reason: 'key_not_unique', detail: id });
        continue;
      }
      drafts.push({
        kind: 'measure',
        key: id,
        row: {
          id,
          kind: 'bill',
          technology: 'vehicle.alpr',
          region: 'US-SC',
          placeRaw: 'South Carolina',
          on: raw.on,
          raw: `${raw.bill}: ${raw.title}`,
          status: raw.status,
          action: raw.action,
          // A committee that has reported has let go of the bill, whatever the status still says.
          remarks:
            /^Committee report/.test(raw.action) && /^In Committee/.test(raw.status)
              ? ['status_behind_action']
              : [],
          citations: [{ url: raw.url, title: raw.bill }],
        },
        from: group.map(({ unit, at }) => ({ unit, at })),
        ...(raw.repairs.length > 0 ? { repairs: raw.repairs } : {}),
      });
    }
    return { drafts: drafts.sort((a, b) => (a.key < b.key ? -1 : 1)) };
  },
});
