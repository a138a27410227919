import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay } from '#lib/messages/format.ts';
import type { RecordView } from '#lib/records/view.ts';
import styles from './record-evidence.module.css';

/** The dataset row behind a fact: which dataset, which row, its license, and what the row itself cites. */
export function RecordEvidence({ record }: { record: RecordView }) {
  const { evidence, records } = getMessages();
  return (
    <div className={styles.record}>
      <p>
        <a href={`/about/data#${record.dataset.id}`}>{record.dataset.title}</a>
        {', '}
        {evidence.openRecord} <code>{record.externalId}</code> ({record.dataset.wording};{' '}
        {record.dataset.license})
        <UpstreamState record={record} />
      </p>
      {record.citations.length > 0 && (
        <>
          <p className={styles.label}>{records.program.citations}</p>
          <ul>
            {record.citations.map((citation) => (
              <li key={citation.url}>
                <a href={citation.url} rel="noreferrer">
                  {citation.title ?? citation.url}
                </a>
                {citation.publishedOn !== undefined && `, ${citation.publishedOn}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Says since when the dataset no longer has the row; nothing for a row that is there. */
export function UpstreamState({ record }: { record: Pick<RecordView, 'state' | 'missingSince'> }) {
  const { evidence } = getMessages();
  if (record.state === 'present') return null;
  return (
    <>
      {' '}
      <strong>
        {fill(evidence.upstream[record.state], {
          since: formatDay(record.missingSince ?? '', defaultLocale),
        })}
      </strong>
    </>
  );
}
