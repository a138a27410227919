import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import { type SearchKind, type SearchParams, searchKinds, toSearchQuery } from '#lib/search/schema.ts';
import styles from './kind-links.module.css';

/** The kinds that a query found, each with its number and its own list. */
export function KindLinks({ state, counts }: { state: SearchParams; counts: Record<SearchKind, number> }) {
  const { search } = getMessages().lists;
  const found = searchKinds.filter((kind) => counts[kind] > 0 || kind === state.kind);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const links = [
    { kind: undefined, label: search.all, count: total },
    ...found.map((kind) => ({ kind, label: search.kinds[kind], count: counts[kind] })),
  ];
  return (
    <nav aria-label={search.kind} className={styles.kinds}>
      <ul>
        {links.map(({ kind, label, count }) => (
          <li key={label}>
            <a
              href={`/search?${toSearchQuery({ q: state.q, kind })}`}
              {...(kind === state.kind ? { 'aria-current': 'page' as const } : {})}
            >
              {label} <span>{formatNumber(count, defaultLocale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
