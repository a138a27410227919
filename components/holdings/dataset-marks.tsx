import { UpstreamState } from '#components/records/record-evidence.tsx';
import type { DatasetMark } from '#lib/holdings/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { RecordView } from '#lib/records/view.ts';
import styles from './dataset-marks.module.css';

/** In a row: where it is listed, with the letter of that list's grade, and since when it is gone there. */
export function RowMark({
  dataset,
  record,
}: {
  dataset: DatasetMark;
  record: Pick<RecordView, 'state' | 'missingSince'>;
}) {
  const { evidence, listed } = getMessages();
  const { grade } = dataset;
  return (
    <>
      <a href={`/about/data/${dataset.id}`}>
        {dataset.publisher}, <span className={styles.version}>{dataset.version}</span>
      </a>
      <small className={styles.line}>
        {grade === undefined
          ? listed.gradeNone
          : fill(listed.grade, {
              reliability: grade.reliability,
              words: evidence.reliability[grade.reliability],
            })}
      </small>
      <UpstreamState record={record} />
    </>
  );
}

/** Whether rows have to say each where they are listed: not where one list that still has all of them is named below the table. */
export function needRowMarks(rows: readonly { dataset: DatasetMark; state: RecordView['state'] }[]): boolean {
  return (
    new Set(rows.map(({ dataset }) => dataset.id)).size > 1 || rows.some(({ state }) => state !== 'present')
  );
}

/** Below a table: each dataset that its rows come from, once, with wording, license and the reason of its grade. */
export function DatasetMarks({ datasets }: { datasets: readonly DatasetMark[] }) {
  const { evidence, listed } = getMessages();
  const marks = [...new Map(datasets.map((dataset) => [dataset.id, dataset])).values()];
  if (marks.length === 0) return null;
  return (
    <div className={styles.marks}>
      <p>{listed.sources}</p>
      <ul>
        {marks.map(({ id, title, wording, license, grade }) => (
          <li key={id}>
            <a href={`/about/data/${id}`}>{title}</a> ({wording}; {license}).{' '}
            {grade === undefined
              ? listed.gradeNone
              : fill(listed.gradeReason, {
                  reliability: grade.reliability,
                  words: evidence.reliability[grade.reliability],
                  reason: grade.reason,
                })}
          </li>
        ))}
      </ul>
    </div>
  );
}
