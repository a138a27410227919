import { Section } from '#components/ui/section.tsx';
import type { AwardSum, AwardTotalView, AwardView } from '#lib/contracts/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import { AwardTable } from './award-table.tsx';
import { AwardTotalTable } from './award-total-table.tsx';

type Props = {
  awards: { rows: readonly AwardView[]; total: number; sums: readonly AwardSum[] };
  totals: readonly AwardTotalView[];
  /** Entity whose page this is. */
  of: string;
  /** Query of the list of a dataset that shows all of these awards. */
  query: string;
};

/** Contract awards on the page of a seller, a buyer or a place; nothing where none is listed. */
export function AwardSection({ awards, totals, of, query }: Props) {
  const { listed } = getMessages();
  if (awards.total === 0 && totals.length === 0) return null;
  return (
    <Section id="awards" title={listed.awards.title} note={listed.awards.note}>
      {awards.total > 0 && <AwardTable {...awards} of={of} />}
      {awards.total > awards.rows.length &&
        awards.sums.map(({ dataset, awards: count }) => (
          <p key={dataset.id}>
            <a href={`/about/data/${dataset.id}?${query}#rows`}>
              {fill(listed.awards.allIn, { count: formatNumber(count, defaultLocale), title: dataset.title })}
            </a>
          </p>
        ))}
      {totals.length > 0 && (
        <>
          <h3>{listed.totals.titleHere}</h3>
          <AwardTotalTable rows={totals} of={of} />
        </>
      )}
    </Section>
  );
}
