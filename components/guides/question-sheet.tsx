import type { Messages } from '#lib/messages/catalog.ts';
import styles from './question-sheet.module.css';

/** Questions by group, each with its reason and the papers that answer it; on paper with room for the answer. */
export function QuestionSheet({ words }: { words: Messages['guides']['asking'] }) {
  return (
    <div className={styles.sheet}>
      {words.groups.map(({ id, title, questions }) => (
        <section key={id} aria-labelledby={id} className={styles.group}>
          <h2 id={id}>{title}</h2>
          <ol className={styles.questions}>
            {questions.map(({ ask, why, papers }) => (
              <li key={ask}>
                <h3>{ask}</h3>
                <dl>
                  <div>
                    <dt>{words.why}</dt>
                    <dd>{why}</dd>
                  </div>
                  <div>
                    <dt>{words.papers}</dt>
                    <dd>{papers}</dd>
                  </div>
                </dl>
                <p className={styles.answer}>{words.answer}</p>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <p className={styles.onScreen}>
        <small>{words.print}</small>
      </p>
    </div>
  );
}
