import { DatasetMarks, needRowMarks, RowMark } from '#components/holdings/dataset-marks.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import { formatEdtf } from '#lib/edtf.ts';
import type { MeasureView } from '#lib/measures/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, toDateLocale } from '#lib/messages/format.ts';
import styles from './measure-table.module.css';

type Props = {
  rows: readonly MeasureView[];
  total?: number;
  /** Law whose page this is: the column that would only repeat it is left out. */
  of?: string;
};

/** Acts as lists by others state them, each with the source that its row cites, what is odd about it, and our own record where there is one. */
export function MeasureTable({ rows, total = rows.length, of }: Props) {
  const { listed } = getMessages();
  const words = listed.measures;
  const marked = needRowMarks(rows);
  const own = of === undefined;
  return (
    <>
      <Table
        caption={formatCount(total, words.caption, defaultLocale)}
        head={[
          words.act,
          words.place,
          words.on,
          words.cites,
          ...(own ? [words.own] : []),
          ...(marked ? [listed.source] : []),
        ]}
        rows={rows.map((row) => ({
          key: row.recordId,
          cells: [
            <Act key="act" row={row} />,
            <a key="place" href={row.place.href}>
              {row.placeRaw}
            </a>,
            <span key="on">
              {formatEdtf(row.on, toDateLocale(defaultLocale))}
              {row.kind === 'bill' && <small className={styles.line}>{words.lastAction}</small>}
            </span>,
            <Citations key="cites" row={row} />,
            ...(own
              ? [row.law === undefined ? words.ownNone : <EntityLink key="own" entity={row.law} />]
              : []),
            ...(marked ? [<RowMark key="source" dataset={row.dataset} record={row} />] : []),
          ],
        }))}
      />
      <DatasetMarks datasets={rows.map(({ dataset }) => dataset)} />
    </>
  );
}

function Act({ row }: { row: MeasureView }) {
  const words = getMessages().listed.measures;
  return (
    <span id={row.recordId}>
      {fill(words.about, { kind: words.kind[row.kind], technology: row.technology.label })}
      <small className={styles.line}>{fill(words.words, { raw: row.raw })}</small>
      {row.status !== undefined && (
        <small className={styles.line}>{fill(words.status, { status: row.status })}</small>
      )}
      {row.action !== undefined && (
        <small className={styles.line}>{fill(words.action, { action: row.action })}</small>
      )}
      {row.remarks.map((code) => (
        <small key={code} className={styles.remark}>
          {words.remark[code]}
        </small>
      ))}
    </span>
  );
}

function Citations({ row }: { row: MeasureView }) {
  return row.citations.map(({ url, title }) => (
    <a key={url} href={url} rel="noreferrer" className={styles.line}>
      {title === undefined ? new URL(url).hostname : `${title}, ${new URL(url).hostname}`}
    </a>
  ));
}
