import { EntityLink } from '#components/ui/rich-text.tsx';
import type { OrganizationRow } from '#lib/organizations/queries.ts';
import styles from './organization-list.module.css';

export function OrganizationList({ rows }: { rows: readonly OrganizationRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.ref.id}>
          <EntityLink entity={row.ref} />
          {(row.type !== undefined || row.place !== undefined) && (
            <span className={styles.meta}>
              {[row.type, row.place].filter((part) => part !== undefined).join(', ')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
