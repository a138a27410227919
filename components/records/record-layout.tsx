import type { ReactNode } from 'react';
import styles from './record-layout.module.css';

/** Main column with a narrow rail beside it; on a phone the rail follows. */
export function RecordLayout({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.layout}>
      <div className={styles.main}>{children}</div>
      <aside className={styles.aside}>{aside}</aside>
    </div>
  );
}

export function AsideBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.box}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
