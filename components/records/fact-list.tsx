import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { FactGroup, UnknownView } from '#lib/records/view.ts';
import { FactItem } from './fact-item.tsx';
import styles from './fact-list.module.css';
import { UnknownRows } from './unknown-rows.tsx';

type Props = {
  groups: readonly FactGroup[];
  unknowns?: readonly UnknownView[];
  /** Name of the record, on pages that answer the same questions for what lies within it too. */
  about?: string;
};

/** A record's facts by the question a reader asks, the open questions last. */
export function FactList({ groups, unknowns = [], about }: Props) {
  const { records } = getMessages();
  const toTitle = (question: FactGroup['question']) =>
    about === undefined
      ? records.question[question]
      : fill(records.questionAbout, { question: records.question[question], name: about });
  return (
    <div className={styles.list}>
      {groups.length === 0 && unknowns.length === 0 && <p>{records.noFacts}</p>}
      {groups.map((group) => (
        <section key={group.question} aria-labelledby={`q-${group.question}`} className={styles.group}>
          <h2 id={`q-${group.question}`}>{toTitle(group.question)}</h2>
          {group.predicates.map((predicate) => (
            <div key={predicate.predicate} className={styles.predicate}>
              <h3 title={predicate.definition}>{predicate.label}</h3>
              <ul className={styles.rows}>
                {predicate.rows.map((row) => (
                  <FactItem key={row.key} row={row} attributed={predicate.attributed} />
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      {unknowns.length > 0 && (
        <section aria-labelledby="unknowns" className={styles.group}>
          <h2 id="unknowns">{records.unknowns}</h2>
          <p className={styles.note}>{records.unknownsNote}</p>
          <UnknownRows unknowns={unknowns} />
        </section>
      )}
    </div>
  );
}
