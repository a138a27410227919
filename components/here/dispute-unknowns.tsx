import { getMessages } from '#lib/messages/catalog.ts';
import styles from './here-record.module.css';

/**
 * A disputed place says who controls it and who claims it only where a cited claim does. No predicate for either is held
 * yet, so both are the typed unknown that the policy asks for.
 */
export function DisputeUnknowns() {
  const { evidence, here } = getMessages();
  const { label, text } = evidence.unknown.not_researched;
  return (
    <dl className={styles.dispute}>
      {[here.record.control, here.record.claims].map((question) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>
            {label}. {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
