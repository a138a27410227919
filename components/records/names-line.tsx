import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount, formatLanguage } from '#lib/messages/format.ts';
import type { EntityHead } from '#lib/records/view.ts';
import styles from './names-line.module.css';

const shown = 6;

/** Other names of a record under its title, in their own scripts; the rest fold away. */
export function NamesLine({ head }: { head: EntityHead }) {
  const { records, sentences } = getMessages();
  const names = [
    ...new Map(
      head.names.filter((name) => name.text !== head.ref.label).map((name) => [name.text, name]),
    ).values(),
  ];
  const first = names.slice(0, shown);
  const rest = names.slice(shown);
  const list = (items: typeof names) => (
    <ul className={styles.names} aria-label={records.names}>
      {items.map((name) => (
        <li key={name.text}>
          <bdi lang={name.lang} dir="auto" title={formatLanguage(name.lang, defaultLocale)}>
            {name.text}
          </bdi>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {head.ref.workingTitle && <p className={styles.note}>{sentences.workingTitleNote}</p>}
      {first.length > 0 && list(first)}
      {rest.length > 0 && (
        <details className={styles.more} data-screen-only="">
          <summary>{formatCount(rest.length, records.moreNames, defaultLocale)}</summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}
