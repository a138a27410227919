import type { Holdings } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import styles from './home-page.module.css';

const order = [
  ['systems', '/programs'],
  ['claims', '/sources'],
  ['works', '/sources'],
  ['laws', '/laws'],
  ['deployments', '/programs#deployments'],
  ['organizations', '/organizations'],
  ['flows', '/flows'],
  ['devices', '/map'],
] as const;

/** What the database holds, as a small table of figures. */
export function Held({ holdings }: { holdings: Holdings }) {
  const { home } = getMessages().site;
  return (
    <section aria-labelledby="held" className={styles.held}>
      <h2 id="held">{home.held}</h2>
      <dl className={styles.figures}>
        {order.map(([key, href]) => (
          <div key={key}>
            <dt>
              <a href={href}>{holdings[key] === 1 ? home.counts[key].one : home.counts[key].other}</a>
            </dt>
            <dd>{formatNumber(holdings[key], defaultLocale)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{home.heldNote}</p>
    </section>
  );
}
