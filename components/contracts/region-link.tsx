import { EntityLink } from '#components/ui/rich-text.tsx';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import styles from './award-table.module.css';

/** A region with its code: two regions of one name (the state and the city of Washington) are two places. */
export function RegionLink({ place }: { place: EntityRef }) {
  return (
    <>
      <EntityLink entity={place} />
      <small className={styles.line}>{place.id.replace(/^place\./, '')}</small>
    </>
  );
}
