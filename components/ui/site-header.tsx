import { getMessages } from '#lib/messages/catalog.ts';
import styles from './site-header.module.css';

const sections = [
  ['map', '/map'],
  ['here', '/here'],
  ['places', '/places'],
  ['programs', '/programs'],
  ['laws', '/laws'],
  ['organizations', '/organizations'],
  ['technologies', '/technologies'],
  ['flows', '/flows'],
  ['sources', '/sources'],
  ['contradictions', '/contradictions'],
  ['log', '/log'],
  ['about', '/about'],
] as const;

/** Masthead, search and sections; the same on every page. */
export function SiteHeader() {
  const { site } = getMessages();
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <p className={styles.name}>
          <a href="/">{site.name}</a>
        </p>
        <p className={styles.tagline}>{site.tagline}</p>
        <search className={styles.search}>
          <form action="/search" method="get" className={styles.form}>
            <input
              type="search"
              name="q"
              aria-label={site.search.label}
              placeholder={site.search.placeholder}
              maxLength={200}
            />
            <button type="submit">{site.search.button}</button>
          </form>
        </search>
      </div>
      <nav aria-label={site.navigation} className={styles.nav}>
        <ul>
          {sections.map(([key, href]) => (
            <li key={key}>
              <a href={href}>{site.nav[key]}</a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
