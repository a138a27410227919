import { reasonOrder } from '#lib/contradictions/explain.ts';
import type { LookAlikeView } from '#lib/contradictions/view.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './sides.module.css';
import { StandingStatement } from './standing-statement.tsx';

/** Pairs that only look opposed, under the reason why they are not. */
export function LookAlikes({ pairs }: { pairs: readonly LookAlikeView[] }) {
  const { contradictions } = getMessages();
  if (pairs.length === 0) return <p>{contradictions.lookAlikesEmpty}</p>;
  const byReason = Map.groupBy(pairs, (pair) => pair.reason);
  return reasonOrder.flatMap((reason) => {
    const found = byReason.get(reason);
    if (found === undefined) return [];
    const { title, text } = contradictions.reasons[reason];
    return [
      <section key={reason} aria-labelledby={`why-${reason}`} className={styles.group}>
        <h3 id={`why-${reason}`}>{title}</h3>
        <p className={styles.topic}>{text}</p>
        <ul className={styles.pairs}>
          {found.map((pair) => (
            <li key={pair.id} className={styles.pair}>
              <div className={styles.sides}>
                {pair.claims.map((item) => (
                  <StandingStatement key={item.claim.id} item={item} />
                ))}
              </div>
              {pair.note !== undefined && <p className={styles.note}>{pair.note}</p>}
            </li>
          ))}
        </ul>
      </section>,
    ];
  });
}
