import type { LogLine } from '#lib/log/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatMoment } from '#lib/messages/format.ts';
import styles from './change-list.module.css';
import { RecordName } from './record-name.tsx';

/** The newest changes in short. */
export function ChangeList({ lines }: { lines: readonly LogLine[] }) {
  const { log } = getMessages().lists;
  return (
    <ol className={styles.list}>
      {lines.map((line) => (
        <li key={line.index} value={line.index}>
          <p>
            <RecordName kind={line.kind} id={line.id} /> {log.ops[line.op]}
          </p>
          <p className={styles.meta}>
            <time dateTime={line.at}>{formatMoment(new Date(line.at), defaultLocale)}</time>
            <span>{line.reason}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
