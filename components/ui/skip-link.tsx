import { getMessages } from '#lib/messages/catalog.ts';
import styles from './skip-link.module.css';

export function SkipLink() {
  return (
    <a href="#content" className={styles.skip}>
      {getMessages().site.skip}
    </a>
  );
}
