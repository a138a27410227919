import { AwardTable } from '#components/contracts/award-table.tsx';
import { AwardTotalTable } from '#components/contracts/award-total-table.tsx';
import { MeasureTable } from '#components/measures/measure-table.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import type { AwardSum, AwardTotalView, AwardView } from '#lib/contracts/queries.ts';
import type { MeasureView } from '#lib/measures/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';

type Props = {
  /** What the dataset cannot tell, in its own description. */
  about: string | undefined;
  measures: readonly MeasureView[];
  awards: { rows: readonly AwardView[]; total: number; sums: readonly AwardSum[] };
  totals: readonly AwardTotalView[];
  /** Only some awards were asked for: of one body, or of one place. */
  filtered: boolean;
  /** Address of the whole list. */
  base: string;
  page: number;
  pages: number;
  toHref: (page: number) => string;
};

/** The rows of a dataset that has no other list: acts of law, awards, sums of awards. Nothing for datasets of other rows. */
export function DatasetRows({ about, measures, awards, totals, filtered, base, page, pages, toHref }: Props) {
  const { listed } = getMessages();
  if (measures.length + totals.length + awards.total === 0 && !filtered) return null;
  const note = measures.length > 0 ? listed.measures.note : listed.awards.note;
  return (
    <Section id="rows" title={listed.rows} note={note}>
      {about !== undefined && <p>{about}</p>}
      {filtered && (
        <p>
          {listed.awards.filtered} <a href={`${base}#rows`}>{listed.awards.filterOff}</a>
        </p>
      )}
      {measures.length > 0 && <MeasureTable rows={measures} />}
      {awards.total > 0 && (
        <>
          <AwardTable {...awards} />
          <Pager page={page} pages={pages} toHref={toHref} />
        </>
      )}
      {filtered && awards.total === 0 && <p>{listed.awards.empty}</p>}
      {totals.length > 0 && <AwardTotalTable rows={totals} />}
    </Section>
  );
}
