import { DatasetMarks, needRowMarks, RowMark } from '#components/holdings/dataset-marks.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { AwardTotalView } from '#lib/contracts/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber, formatSum } from '#lib/messages/format.ts';
import { RegionLink } from './region-link.tsx';

type Props = {
  rows: readonly AwardTotalView[];
  /** Entity whose page this is: the column that would only repeat it is left out. */
  of?: string;
};

/** Sums by state and seller as the table's maker added them up, with a word on how. */
export function AwardTotalTable({ rows, of }: Props) {
  const { listed } = getMessages();
  const words = listed.totals;
  const [first] = rows;
  if (first === undefined) return null;
  const sellers = rows.some(({ supplier }) => supplier.id !== of);
  const places = rows.some(({ place }) => place.id !== of);
  const marked = needRowMarks(rows);
  const head = [
    ...(sellers ? [listed.awards.supplier] : []),
    ...(places ? [listed.awards.place] : []),
    words.awards,
    listed.awards.amount,
    ...(marked ? [listed.source] : []),
  ];
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
        head={head}
        numeric={[head.indexOf(words.awards), head.indexOf(listed.awards.amount)]}
        rows={rows.map((row) => ({
          key: row.recordId,
          cells: [
            ...(sellers ? [<EntityLink key="seller" entity={row.supplier} />] : []),
            ...(places ? [<RegionLink key="place" place={row.place} />] : []),
            formatNumber(row.awards, defaultLocale),
            formatSum(row.amount, row.currency, defaultLocale),
            ...(marked ? [<RowMark key="source" dataset={row.dataset} record={row} />] : []),
          ],
        }))}
      />
      <DatasetMarks datasets={rows.map(({ dataset }) => dataset)} />
    </>
  );
}
