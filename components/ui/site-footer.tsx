import { getMessages } from '#lib/messages/catalog.ts';
import styles from './site-footer.module.css';

export function SiteFooter() {
  const { footer, name } = getMessages().site;
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p className={styles.empty}>{footer.empty}</p>
        <ul className={styles.links} data-screen-only="">
          <li>
            <a href="/about">{footer.method}</a>
          </li>
          <li>
            <a href="/about/data">{footer.data}</a>
          </li>
          <li>
            <a href="/about/places">{footer.placesPolicy}</a>
          </li>
          <li>
            <a href="/about#corrections">{footer.corrections}</a>
          </li>
          <li>
            <a href="/log">{footer.log}</a>
          </li>
        </ul>
        <p className={styles.small}>
          {name}. {footer.license} {footer.reader}
        </p>
      </div>
    </footer>
  );
}
