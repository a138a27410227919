import type { LinkView } from '#lib/links/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay, toIsoDay } from '#lib/messages/format.ts';
import styles from './link-mark.module.css';

/** State of a cited address: since when, why, and where it leads now. */
export function LinkMark({ link }: { link: LinkView }) {
  const words = getMessages().checks.links;
  if (link.checkedAt === undefined) return <span className={styles.note}>{words.never}</span>;
  const state = link.state ?? 'undecided';
  const isDead = state === 'gone' || state === 'changed';
  const details = [
    link.since === undefined ? undefined : fill(words.since, { date: toDay(link.since) }),
    link.reason,
    // What the last visit found says nothing new where it is the state itself.
    link.finding === undefined || link.finding === link.state ? undefined : words.findings[link.finding],
    fill(words.lastVisit, { date: toDay(link.checkedAt) }),
  ].filter((part) => part !== undefined);
  return (
    <span>
      <strong className={isDead ? styles.dead : styles.state} title={words.states[state].text}>
        {words.states[state].label}
      </strong>{' '}
      <span className={styles.note}>({details.join('; ')})</span>
      {link.finalUrl !== undefined && (
        <>
          {' '}
          {words.now}{' '}
          <a href={link.finalUrl} rel="noreferrer">
            <bdi>{link.finalUrl}</bdi>
          </a>
        </>
      )}
    </span>
  );
}

function toDay(at: Date): string {
  return formatDay(toIsoDay(at), defaultLocale);
}
