import { WordingMark } from '#components/claims/wording-mark.tsx';
import { RichText } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import type { TimelineEntry } from '#lib/timeline/queries.ts';
import styles from './timeline.module.css';

/** Events by year, the latest first. A date that is not exact stays so: it stands at its first possible year. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { timeline } = getMessages();
  return (
    <div className={styles.years}>
      {[...Map.groupBy(entries, (entry) => entry.year)].map(([year, held]) => (
        <section key={year ?? 'open'} aria-labelledby={`y${year ?? 'open'}`} className={styles.year}>
          <h2 id={`y${year ?? 'open'}`}>{year ?? timeline.noYear}</h2>
          <ol className={styles.entries}>
            {held.map((entry) => (
              <li key={entry.id}>
                <p className={styles.date}>{entry.date}</p>
                <div>
                  <p>
                    <RichText pieces={entry.sentence} />
                  </p>
                  <p className={styles.evidence}>
                    <WordingMark wording={entry.wording} />{' '}
                    {entry.claims.map((claim) => (
                      <a key={claim.id} href={claim.href}>
                        {timeline.claim} {claim.id.split('.').at(-1)}{' '}
                      </a>
                    ))}
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
