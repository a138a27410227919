import type { ChangeBatch } from '#lib/changes/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatMoment, formatNumber } from '#lib/messages/format.ts';
import styles from './change-list.module.css';
import { RecordName } from './record-name.tsx';

/** The newest changes in short: one line for each thing that happened. */
export function ChangeList({ batches }: { batches: readonly ChangeBatch[] }) {
  const { log } = getMessages().lists;
  const ops: Record<string, string> = log.ops;
  const kinds: Record<string, string> = log.kinds;
  return (
    <ol className={styles.list}>
      {batches.map((batch) => (
        <li key={`${batch.at.toISOString()}-${batch.kind}-${batch.op}-${batch.reason}`}>
          <p>
            {batch.recordId !== undefined ? (
              <RecordName kind={batch.kind} id={batch.recordId} />
            ) : (
              <a href={`/log?kind=${encodeURIComponent(batch.kind)}`}>
                {formatNumber(batch.entries, defaultLocale)} {kinds[batch.kind] ?? batch.kind}
              </a>
            )}{' '}
            {ops[batch.op] ?? batch.op}
          </p>
          <p className={styles.meta}>
            <time dateTime={batch.at.toISOString()}>{formatMoment(batch.at, defaultLocale)}</time>
            <span>{batch.reason}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
