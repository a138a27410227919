import { EntityLink } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { UnknownView } from '#lib/records/view.ts';
import styles from './unknown-rows.module.css';

/** Open questions with why they are open, who says so and where somebody looked. */
export function UnknownRows({
  unknowns,
  withSubject = false,
}: {
  unknowns: readonly UnknownView[];
  withSubject?: boolean;
}) {
  const { evidence } = getMessages();
  return (
    <ul className={styles.rows}>
      {unknowns.map((unknown) => {
        const state = evidence.unknown[unknown.state];
        return (
          <li key={unknown.id} id={unknown.id}>
            <p className={styles.question}>{unknown.question}</p>
            <p className={styles.meta}>
              <span className={styles.state}>
                <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
                  <rect
                    x="2.5"
                    y="2.5"
                    width="11"
                    height="11"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="1.6"
                    strokeDasharray="2.4 2"
                  />
                </svg>
                {state.label}
              </span>
              <span>{state.text}</span>
              {withSubject && <EntityLink entity={unknown.subject} />}
              {unknown.searched !== undefined && (
                <span>{fill(evidence.searched, { where: unknown.searched })}</span>
              )}
              <span>{fill(evidence.unknownBy, { by: unknown.by, date: unknown.on })}</span>
            </p>
            {unknown.note !== undefined && <p className={styles.meta}>{unknown.note}</p>}
          </li>
        );
      })}
    </ul>
  );
}
