import { leastEdgeKm } from '#lib/here/tile-grid.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import styles from './here-page.module.css';

/** What leaves the browser and what does not, in plain words; docs/here.md and a test hold the page to it. */
export function PrivacyNote() {
  const { privacy } = getMessages().here;
  return (
    <section aria-labelledby="privacy" className={styles.privacy} data-screen-only="">
      <h2 id="privacy">{privacy.title}</h2>
      <p>
        <strong>{privacy.position}</strong> {privacy.name}
      </p>
      <details>
        <summary>{privacy.exactly}</summary>
        <ul>
          <li>{fill(privacy.tiles, { km: formatNumber(leastEdgeKm, defaultLocale) })}</li>
          <li>{privacy.names}</li>
          <li>{privacy.record}</li>
        </ul>
      </details>
    </section>
  );
}
