import type { ReactNode } from 'react';
import styles from './page-header.module.css';

type Crumb = { label: string; href: string };

type Props = {
  /** What kind of page this is: "Program · System". */
  kicker?: ReactNode;
  title: ReactNode;
  /** Language of the title, where it is a name and not ours. */
  titleLang?: string;
  /** One or two sentences under the title. */
  deck?: ReactNode;
  crumbs?: readonly Crumb[];
  crumbsLabel?: string;
  children?: ReactNode;
};

export function PageHeader({ kicker, title, titleLang, deck, crumbs = [], crumbsLabel, children }: Props) {
  return (
    <div className={styles.header}>
      {crumbs.length > 0 && (
        <nav aria-label={crumbsLabel} className={styles.crumbs}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <a href={crumb.href}>
                  <bdi>{crumb.label}</bdi>
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {kicker !== undefined && <p className={styles.kicker}>{kicker}</p>}
      <h1 {...(titleLang === undefined ? {} : { lang: titleLang, dir: 'auto' })}>{title}</h1>
      {deck !== undefined && <div className={styles.deck}>{deck}</div>}
      {children}
    </div>
  );
}
