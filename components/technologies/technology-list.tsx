import { EntityLink } from '#components/ui/rich-text.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { TechnologyRow } from '#lib/technologies/queries.ts';
import styles from './technology-list.module.css';

export function TechnologyList({ rows }: { rows: readonly TechnologyRow[] }) {
  const words = getMessages().lists.technologies;
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.ref.id}>
          <h3>
            <EntityLink entity={row.ref} />
          </h3>
          <p>{row.explainer}</p>
          <p className={styles.meta}>
            {[
              row.systems > 0 && formatCount(row.systems, words.systems, defaultLocale),
              row.deployments > 0 && formatCount(row.deployments, words.deployments, defaultLocale),
              row.devices > 0 && formatCount(row.devices, words.devices, defaultLocale),
            ]
              .filter((part) => part !== false)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
