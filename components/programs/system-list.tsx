import { LostCountMark } from '#components/claims/lost-mark.tsx';
import { WordingMark } from '#components/claims/wording-mark.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { SystemRow } from '#lib/programs/queries.ts';
import styles from './system-list.module.css';

/** Systems with their territory; the mark beside each territory says how firm that is. */
export function SystemList({ systems }: { systems: readonly SystemRow[] }) {
  const { evidence, places } = getMessages();
  return (
    <ul className={styles.list}>
      {systems.map((system) => (
        <li key={system.ref.id}>
          <h3>
            <EntityLink entity={system.ref} />
          </h3>
          <p className={styles.meta}>
            {system.territory.map((item) => (
              <span key={`${item.place.id}-${item.relation}-${item.wording}`} className={styles.territory}>
                <WordingMark wording={item.wording} />
                <span>
                  {places.relation[item.relation]} <EntityLink entity={item.place} />
                </span>
              </span>
            ))}
          </p>
          <p className={styles.meta}>
            {system.technologies.map((technology) => (
              <EntityLink key={technology.id} entity={technology} />
            ))}
            <span>{formatCount(system.claims, evidence.open, defaultLocale)}</span>
            <LostCountMark count={system.lost} />
          </p>
        </li>
      ))}
    </ul>
  );
}
