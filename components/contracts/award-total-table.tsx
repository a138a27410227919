import { DatasetMarks, RowMark } from '#components/holdings/dataset-marks.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { AwardTotalView } from '#lib/contracts/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber, formatSum } from '#lib/messages/format.ts';

/** Sums by state and seller as the table's maker added them up, with a word on how. */
export function AwardTotalTable({ rows }: { rows: readonly AwardTotalView[] }) {
  const { listed } = getMessages();
  const words = listed.totals;
  const [first] = rows;
  if (first === undefined) return null;
  return (
    <>
      <p>
        {fill(words.note, {
          from: formatDay(first.from, defaultLocale),
          to: formatDay(first.to, defaultLocale),
        })}
      </p>
      <Table
        caption={formatCount(rows.length, words.caption, defaultLocale)}
        head={[
          listed.awards.supplier,
          listed.awards.place,
          words.awards,
          listed.awards.amount,
          listed.source,
        ]}
        numeric={[2, 3]}
        rows={rows.map((row) => ({
          key: row.recordId,
          cells: [
            <EntityLink key="seller" entity={row.supplier} />,
            <EntityLink key="place" entity={row.place} />,
            formatNumber(row.awards, defaultLocale),
            formatSum(row.amount, row.currency, defaultLocale),
            <RowMark key="source" dataset={row.dataset} record={row} />,
          ],
        }))}
      />
      <DatasetMarks datasets={rows.map(({ dataset }) => dataset)} />
    </>
  );
}
