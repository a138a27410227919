import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay, formatNumber, toIsoDay } from '#lib/messages/format.ts';
import type { CheckReason, LostPassage } from '#lib/works/verification.ts';
import styles from './work-list.module.css';

/** Passages that no copy contains, why, and what rested on them. */
export function LostList({ passages }: { passages: readonly LostPassage[] }) {
  const words = getMessages().checks.passages;
  if (passages.length === 0) return <p>{words.lostNone}</p>;
  return (
    <ul className={styles.list}>
      {passages.map((passage) => (
        <li key={passage.id} id={passage.id}>
          <p>
            <a href={passage.work.href}>
              <bdi lang={passage.work.titleLang}>{passage.work.title}</bdi>
            </a>
            {', '}
            <code>{passage.id.split('.').at(-1)}</code>: {words.reasons[passage.reason]}
            {passage.since !== undefined &&
              `, ${fill(words.since, { date: formatDay(toIsoDay(passage.since), defaultLocale) })}`}
          </p>
          {passage.claims.length === 0 ? (
            <p className={styles.meta}>{words.unused}</p>
          ) : (
            <ul>
              {passage.claims.map((claim) => (
                <li key={claim.href}>
                  <a href={claim.href}>{claim.says}</a>
                  {claim.alone && <strong> ({words.only})</strong>}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How many passages cannot be checked here, by reason. */
export function UncheckedTable({ rows }: { rows: readonly { reason: CheckReason; count: number }[] }) {
  const words = getMessages().checks.passages;
  return (
    <Table
      caption={words.why}
      head={[words.reason, words.count]}
      numeric={[1]}
      rows={rows.map(({ reason, count }) => ({
        key: reason,
        cells: [words.reasons[reason], formatNumber(count, defaultLocale)],
      }))}
    />
  );
}
