import { DatasetMarks, needRowMarks, RowMark } from '#components/holdings/dataset-marks.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { AwardSum, AwardView } from '#lib/contracts/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber, formatSum } from '#lib/messages/format.ts';
import styles from './award-table.module.css';
import { RegionLink } from './region-link.tsx';

type Props = {
  rows: readonly AwardView[];
  total: number;
  sums: readonly AwardSum[];
  /** Entity whose page this is: the column that would only repeat it is left out. */
  of?: string;
};

/** Awards with buyer, seller, term and sum, and the sums of each list by itself. */
export function AwardTable({ rows, total, sums, of }: Props) {
  const { listed } = getMessages();
  const words = listed.awards;
  const sellers = rows.some(({ supplier }) => supplier.id !== of);
  const buyers = rows.some(({ buyer }) => buyer.id !== of);
  const places = rows.some(({ place }) => place?.id !== of);
  const marked = needRowMarks(rows) || sums.length > 1;
  const head = [
    words.award,
    ...(sellers ? [words.supplier] : []),
    ...(buyers ? [words.buyer] : []),
    ...(places ? [words.place] : []),
    words.amount,
    ...(marked ? [listed.source] : []),
  ];
  return (
    <>
      <Table
        caption={
          rows.length < total
            ? fill(words.captionSome, {
                shown: formatNumber(rows.length, defaultLocale),
                count: formatNumber(total, defaultLocale),
              })
            : formatCount(total, words.caption, defaultLocale)
        }
        head={head}
        numeric={[head.indexOf(words.amount)]}
        rows={rows.map((row) => ({
          key: row.recordId,
          cells: [
            <Award key="award" row={row} />,
            ...(sellers ? [<Body key="seller" entity={row.supplier} register={row.recipient} />] : []),
            ...(buyers ? [<Body key="buyer" entity={row.buyer} register={toBuyer(row)} />] : []),
            ...(places ? [toPlace(row)] : []),
            <Amount key="amount" row={row} />,
            ...(marked ? [<RowMark key="source" dataset={row.dataset} record={row} />] : []),
          ],
        }))}
      />
      <ul className={styles.sums}>
        {sums.map(({ dataset, amount, currency, awards }) => (
          <li key={`${dataset.id} ${currency}`}>
            {fill(formatCount(awards, words.sum, defaultLocale), {
              title: dataset.title,
              amount: formatSum(amount, currency, defaultLocale),
            })}
          </li>
        ))}
        {sums.length > 1 && <li>{words.sumNote}</li>}
      </ul>
      <DatasetMarks datasets={sums.map(({ dataset }) => dataset)} />
    </>
  );
}

function Award({ row }: { row: AwardView }) {
  const words = getMessages().listed.awards;
  return (
    <>
      <a href={row.url} rel="noreferrer">
        {row.number}
      </a>
      <small className={styles.line}>{`${words.type[row.type]}, ${toTerm(row)}`}</small>
      {row.also.map(({ dataset, amount, currency }) => (
        <small key={dataset.id} className={styles.line}>
          {fill(words.also, {
            title: `${dataset.publisher}, ${dataset.version}`,
            amount: formatSum(amount, currency, defaultLocale),
          })}
        </small>
      ))}
    </>
  );
}

function Body({ entity, register }: { entity: AwardView['buyer']; register: string }) {
  const words = getMessages().listed.awards;
  return (
    <>
      <EntityLink entity={entity} />
      {toBareName(register) !== toBareName(entity.label) && (
        <small className={styles.line}>{fill(words.registerName, { name: register })}</small>
      )}
    </>
  );
}

/** Without case and the mark of a company's form: "MOTOROLA SOLUTIONS, INC." tells nothing beside "Motorola Solutions". */
const toBareName = (name: string) => name.toLowerCase().replace(/,? (inc|llc)\.?$/, '');

/** Bodies that only the list names carry their department in the name; ours are another's words for the same office. */
function toBuyer({ buyer, buyerRaw, department }: AwardView): string {
  const whole = buyerRaw === department ? buyerRaw : `${buyerRaw} (${department})`;
  return buyer.label === whole ? whole : buyerRaw;
}

function toPlace({ place }: AwardView) {
  return place === undefined ? (
    getMessages().listed.awards.placeNone
  ) : (
    <RegionLink key="place" place={place} />
  );
}

function toTerm({ starts, ends }: AwardView): string {
  const words = getMessages().listed.awards;
  const from = formatDay(starts, defaultLocale);
  return ends === undefined
    ? fill(words.termOpen, { from })
    : fill(words.termBoth, { from, to: formatDay(ends, defaultLocale) });
}

function Amount({ row }: { row: AwardView }) {
  const words = getMessages().listed.awards;
  return (
    <>
      {formatSum(row.amount, row.currency, defaultLocale)}
      {row.asOf !== undefined && (
        <small className={styles.line}>
          {fill(words.asOf, { date: formatDay(row.asOf, defaultLocale) })}
        </small>
      )}
      {row.rounded === true && <small className={styles.line}>{words.rounded}</small>}
    </>
  );
}
