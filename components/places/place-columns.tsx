import { EntityLink } from '#components/ui/rich-text.tsx';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import styles from './place-columns.module.css';

export function PlaceColumns({ places }: { places: readonly EntityRef[] }) {
  return (
    <ul className={styles.columns}>
      {places.map((place) => (
        <li key={place.id}>
          <EntityLink entity={place} />
        </li>
      ))}
    </ul>
  );
}
