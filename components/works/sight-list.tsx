import { getMessages } from '#lib/messages/catalog.ts';
import { toSightText } from '#lib/records/sight-text.ts';
import type { WorkView } from '#lib/records/view.ts';
import styles from './capture-list.module.css';

/** How the editors saw a source of which no capture exists: where, when, whole or in part, with words that stood there. */
export function SightList({ work, lang }: { work: WorkView; lang: string }) {
  const words = getMessages().evidence;
  if (work.seen.length === 0) return null;
  return (
    <div className={styles.captures}>
      <h3>{words.sightHeading}</h3>
      <p className={styles.note}>{words.sightNote}</p>
      <ul>
        {work.seen.map((sight) => (
          <li key={`${sight.address} ${sight.on} ${sight.medium}`}>
            {toSightText(sight)} ({words.sightBy} {sight.by}),{' '}
            <a href={sight.address} rel="noreferrer" className={styles.address}>
              {sight.address}
            </a>
            :{' '}
            <q lang={lang} dir="auto">
              {sight.phrase}
            </q>
            {sight.note !== undefined && <> ({sight.note})</>}
          </li>
        ))}
      </ul>
    </div>
  );
}
