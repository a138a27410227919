import { EntityLink } from '#components/ui/rich-text.tsx';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import type { PredicateRows } from '#lib/records/view.ts';
import { FactItem } from './fact-item.tsx';
import styles from './fact-list.module.css';

/** Some facts of several records, each under its record's name. */
export function TermsList({
  items,
}: {
  items: readonly { ref: EntityRef; predicates: readonly PredicateRows[] }[];
}) {
  return (
    <>
      {items.map(({ ref, predicates }) => (
        <div key={ref.id} className={styles.record}>
          <h3>
            <EntityLink entity={ref} />
          </h3>
          {predicates.map((predicate) => (
            <div key={predicate.predicate} className={styles.predicate}>
              <h4 title={predicate.definition}>{predicate.label}</h4>
              <ul className={styles.rows}>
                {predicate.rows.map((row) => (
                  <FactItem key={row.key} row={row} attributed={predicate.attributed} />
                ))}
              </ul>
            </div>
          ))}
        </div>
      ))}
    </>
  );
}
